import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../domain/id.ts';
import { defaultStars } from '../../../domain/organizations/rule-books/stars.ts';
import { businessDate } from '../../../domain/time.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { sealAudit } from '../../ledger/seal-audit.ts';
import { sealLedger } from '../../ledger/seal-ledger.ts';
import { verifyAudit } from '../../ledger/verify-audit.ts';
import { verifyAuthority } from '../../ledger/verify-authority.ts';
import type { Fault } from '../../ledger/fault.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';
import { verifyBooks } from './verify-books.ts';
import { verifyCertificates } from '../certificates/verify-certificates.ts';
import { verifyEvidence } from './verify-evidence.ts';
import { verifyRecords } from './verify-records.ts';

/** Somebody with the password of the database changes one thing: verify names the row, and nobody is certified or counted by it. */
const { t, county, province, luo, hejing, zhou, newcomer, served, leave } = await makeHouse();
afterAll(leave);
let lin: TestPerson;
let wang: TestPerson;
const ids: Record<string, string> = {};
const period = { from: '2026-01-01', until: '2026-12-31', purpose: 'general' };

beforeAll(async () => {
  const shift = await shiftOf(t, county);
  lin = await newcomer('林真', shift);
  wang = await newcomer('王实', shift);
  const record = await served(lin, shift, hours('09:00'), hours('12:10'));
  const other = await served(wang, shift, hours('09:00'), hours('11:00'));
  const struck = await newcomer('罗冲', shift);
  const gone = await served(struck, shift, hours('09:00'), hours('10:00'));
  const superseded = (await t.post<{ certificate_id: string }>(struck, '/api/my/certificates', period)).body
    .certificate_id;
  await t.post(luo, `/api/service-records/${struck.id}/${gone.record_id}/reversal`, { reason: '时间不实' });
  const issued = (await t.post<{ certificate_id: string; code: string }>(lin, '/api/my/certificates', period)).body;
  const second = (await t.post<{ certificate_id: string }>(lin, '/api/my/certificates', period)).body;
  await t.post(hejing, `/api/certificates/${lin.id}/${second.certificate_id}/revocation`, { reason: '开重了' });
  Object.assign(ids, {
    lin: lin.id,
    wang: wang.id,
    record: record.record_id,
    other: other.record_id,
    struck: struck.id,
    gone: gone.record_id,
    certificate: issued.certificate_id,
    code: issued.code,
    revoked: second.certificate_id,
    superseded,
    county: county.id,
    province: province.id,
    invented: newId(t.now),
    transfer: newId(t.now),
    shift: shift.id,
  });
});

const fill = (text: string): string => text.replace(/:([a-z]+):/g, (_, name: string) => ids[name] ?? `missing ${name}`);

/** Changes beneath the application, looked at and taken back. */
async function planted<T>(plant: string, look: (reader: Reader) => Promise<T>): Promise<T> {
  const client = await t.database.owner.connect();
  try {
    await client.query('begin');
    await client.query(fill(plant));
    return await look(new Reader(client));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const lines = (faults: readonly Fault[]): string[] =>
  faults.map((fault) => `${fault.check}: ${fault.where}: ${fault.says}`);
const everything = async (reader: Reader): Promise<string[]> =>
  lines([...(await verifyRecords(reader)), ...(await verifyEvidence(reader)), ...(await verifyCertificates(reader))]);

/** A whole record made by hand, like the one of Lin. */
const copy = `insert into service_records select (jsonb_populate_record(r, jsonb_build_object('id', ':invented:', 'minutes', 31489, 'transfer_id', null))).* from service_records r where id = ':record:'`;
const post = (request_key: string): string =>
  `select ledger_post(':lin:', json_build_object('id', ':transfer:', 'owners', json_build_array(':lin:'), 'reason', 'service_confirmed', 'reference', 'service_record::invented:', 'organization_id', ':county:',
    'organization_path', (select organization_path from service_records where id = ':record:'), 'service_day', '2026-11-15', 'posted_at', now(), 'request_key', ${request_key}, 'legs', json_build_array(
      json_build_object('owner_id', ':lin:', 'account', 'source:' || 'organization::county:', 'unit', 'credit_minutes', 'amount', -31489, 'may_be_negative', false),
      json_build_object('owner_id', ':lin:', 'account', 'volunteer::lin:', 'unit', 'credit_minutes', 'amount', 31489, 'may_be_negative', false))))`;

test('untouched, nothing is named', async () => {
  expect(await everything(t.services.reader)).toEqual([]);
  expect((await verifyBooks(t.database.pool)).faults).toEqual([]);
});

describe('verify names the row that was', () => {
  test.each([
    [
      'a record put in without a transfer',
      copy,
      'record: service record :invented: of :lin:: does not match its transfer: there is none',
    ],
    [
      'a record put in on another’s transfer',
      `${copy}; update service_records set transfer_id = (select transfer_id from service_records where id = ':record:'), minutes = 190 where id = ':invented:'`,
      'record: service record :invented: of :lin:: does not match its transfer: it is of service_record::record:',
    ],
    [
      'a record set to another day',
      "update service_records set service_day = '2026-11-16' where id = ':record:'",
      'record: service record :record: of :lin:: does not match its transfer: day',
    ],
    [
      'a record set to another organisation',
      "update service_records set organization_id = ':province:' where id = ':record:'",
      'record: service record :record: of :lin:: does not match its transfer: organisation',
    ],
    [
      'a record set to another path',
      "update service_records set organization_path = '/1/' where id = ':record:'",
      'record: service record :record: of :lin:: does not match its transfer: path of the day',
    ],
    [
      'a record with more minutes',
      "update service_records set minutes = 1900 where id = ':record:'",
      'record: service record :record: of :lin:: does not match its transfer: minutes',
    ],
    [
      'a record of the other kind of minutes',
      "update service_records set balance = 'honorary_minutes' where id = ':record:'",
      'record: service record :record: of :lin:: does not match its transfer: unit',
    ],
    [
      'a record of another person',
      "update service_records set volunteer_id = ':wang:' where id = ':record:'",
      'record: service record :record: of :wang:: does not match its transfer: there is none',
    ],
    [
      'a record with a stronger source',
      "update service_records set source = 'staff_scan' where id = ':record:'",
      'record: service record :record: of :lin:: was changed after it was posted',
    ],
    [
      'a record with a source that gives no credit',
      "update service_records set source = 'back_fill' where id = ':record:'",
      'record: service record :record: of :lin:: has a source that does not give this kind of minutes',
    ],
    [
      'a record of another time',
      "update service_records set started_at = started_at - interval '1 hour' where id = ':record:'",
      'record: service record :record: of :lin:: was changed after it was posted',
    ],
    [
      'a record with another title',
      "update service_records set title = '抗洪抢险' where id = ':record:'",
      'record: service record :record: of :lin:: was changed after it was posted',
    ],
    [
      'a record of another recorder',
      "update service_records set recorded_by = ':wang:' where id = ':record:'",
      'record: service record :record: of :lin:: was changed after it was posted',
    ],
    [
      'a struck record set back',
      "update service_records set state = 'confirmed', reversed_at = null where id = ':gone:'",
      'record: service record :gone: of :struck:: is confirmed, but its transfer was reversed',
    ],
    [
      'a record struck without a reversal',
      "update service_records set state = 'reversed', reversed_at = now() where id = ':record:'",
      'record: service record :record: of :lin:: was taken out of force, but its transfer stands',
    ],
    [
      'a record sent back after posting',
      "update service_records set state = 'returned' where id = ':record:'",
      'record: service record :record: of :lin:: is returned, but has a transfer',
    ],
    ['a record removed', "delete from service_records where id = ':record:'", 'gives minutes without a service record'],
    [
      'a record cut from its transfer',
      "update service_records set transfer_id = null where id = ':record:'",
      'gives minutes without a service record',
    ],
    [
      'minutes posted by hand without a record',
      post("'x'"),
      'record: transfer :transfer: of :lin:: gives minutes without a service record',
    ],
    [
      'minutes posted by hand for another reason',
      post("'x'").replace("'service_confirmed'", "'correction'"),
      'record: transfer :transfer: of :lin:: moves minutes without a service record or an entry that it reverses',
    ],
    [
      'an invented record posted by hand',
      `${copy}; ${post("'record :invented:'")}; update service_records set transfer_id = ':transfer:', posted_at = now() where id = ':invented:'`,
      'decision: service record :invented: of :lin:: was posted without a decision in the audit trail that says the same',
    ],
    [
      'a stamp removed',
      "delete from attendance_stamps where volunteer_id = ':lin:' and direction = 'out'",
      'is missing or was changed',
    ],
    [
      'a stamp put in',
      "insert into attendance_stamps select (jsonb_populate_record(s, jsonb_build_object('id', ':invented:', 'code_step', null, 'stamped_at', s.stamped_at + interval '5 hours'))).* from attendance_stamps s where volunteer_id = ':lin:' and direction = 'out'",
      'stamp: stamp :invented: of :lin:: of attendance',
    ],
    [
      'a stamp moved',
      "update attendance_stamps set stamped_at = stamped_at + interval '1 hour' where volunteer_id = ':lin:' and direction = 'out'",
      'has no event that says the same',
    ],
    [
      'a stamp with a stronger source',
      "update attendance_stamps set source = 'staff_scan' where volunteer_id = ':lin:' and direction = 'out'",
      'has no event that says the same',
    ],
    [
      'a certificate with a greater total',
      "update certificates set total_minutes = 31489 where id = ':certificate:'",
      'certificate: certificate :certificate:: is not as it was issued: total',
    ],
    [
      'a certificate with another sheet',
      "update certificates set sheet = jsonb_set(sheet, '{issuer_name}', '\"团中央\"') where id = ':certificate:'",
      'certificate: certificate :certificate:: is not as it was issued: sheet',
    ],
    [
      'a certificate with other lines',
      "update certificates set sheet = jsonb_set(sheet, '{body,lines,0,minutes}', '1900') where id = ':certificate:'",
      'certificate: certificate :certificate:: its lines do not add up to its total',
    ],
    [
      'a certificate of other records',
      "update certificates set record_ids = array[':other:'::uuid] where id = ':certificate:'",
      'certificate: certificate :certificate:: lists other records than it prints',
    ],
    [
      'a certificate with another file',
      "update attachments set sha256 = repeat('0', 64) where subject_id = ':certificate:'",
      'certificate: certificate :certificate:: is not as it was issued: printed file',
    ],
    [
      'a certificate without its file',
      "delete from attachments where subject_id = ':certificate:'",
      'certificate: certificate :certificate:: has lost its printed file',
    ],
    [
      'a certificate that is no longer revoked',
      "update certificates set revoked_at = null where id = ':revoked:'",
      'certificate: certificate :revoked:: was revoked, and stands as valid',
    ],
    [
      'a certificate revoked by hand',
      "update certificates set revoked_at = now() where id = ':certificate:'",
      'certificate: certificate :certificate:: stands as revoked without an event that says so',
    ],
    [
      'a certificate that is no longer superseded',
      "update certificates set superseded_at = null where id = ':superseded:'",
      'certificate: certificate :superseded:: lists a record that was corrected or struck, and stands as valid',
    ],
    [
      'a certificate removed',
      "delete from certificates where id = ':certificate:'",
      'certificate: certificate :certificate:: was issued, but is not there any more',
    ],
    [
      'a certificate put in',
      "insert into certificates select (jsonb_populate_record(c, jsonb_build_object('id', ':invented:'))).* from certificates c where id = ':certificate:'",
      'certificate: certificate :invented:: was issued without an event',
    ],
    [
      'a code that leads to another certificate',
      "update certificate_codes set certificate_id = ':revoked:' where code = ':code:'",
      'certificate: certificate :certificate:: is not found by the code that it prints',
    ],
  ])('%s', async (_, plant, says) => {
    expect(await planted(plant, everything)).toEqual(expect.arrayContaining([expect.stringContaining(fill(says))]));
  });
});

describe('what rests on transfers', () => {
  type Hours = {
    credit_minutes: number;
    by_source: { minutes: number }[];
    rows: { minutes: number; is_disputed: boolean }[];
  };
  /** Left in the database while it is looked at through HTTP, and taken back. */
  async function during(plant: string, undo: string, look: () => Promise<void>): Promise<void> {
    await t.rows(sql.raw(fill(plant)));
    try {
      await look();
    } finally {
      await t.rows(sql.raw(fill(undo)));
    }
  }
  const sums = `/api/service-records?organization_id=${county.id}&from=2026-01-01&until=2026-12-31&balance=credit_minutes&state=confirmed`;

  test('an inserted record is no certificate, no sum and no line that counts; those who watch are told once', async () => {
    const auditor = await t.person('审计', [{ permissions: ['accounts.audit'], at: province }]);
    await during(copy, "delete from service_records where id = ':invented:'", async () => {
      const refused = await t.post(lin, '/api/my/certificates', period);
      expect(refused).toMatchObject({
        status: 409,
        body: {
          code: 'records.books_disagree',
          message: '服务记录和账本对不上，暂时不能办；已经报给管理员核查，请过几天再来',
        },
      });
      expect(
        (await t.post(hejing, '/api/certificates', { ...period, volunteer_id: lin.id, organization_id: county.id }))
          .body,
      ).toMatchObject({ code: 'records.books_disagree' });
      const alarms = await t.rows<{ after: { rows: string[] } }>(
        sql`select after from audit_events where action = 'records.books_disagree'`,
      );
      expect(alarms).toEqual([{ after: { rows: [fill('service_record::invented:')] } }]);
      const told = (await t.get<{ rows: { sentence: string }[] }>(auditor, '/api/me/notices')).body;
      expect(JSON.stringify(told)).toContain('服务记录和账本对不上');
      const hours = (await t.get<Hours>(lin, '/api/my/hours')).body;
      expect(hours.credit_minutes).toBe(190);
      expect(hours.by_source.map((one) => one.minutes)).toEqual([190]);
      expect(hours.rows.map((row) => [row.minutes, row.is_disputed])).toEqual(
        expect.arrayContaining([
          [31489, true],
          [190, false],
        ]),
      );
      const listed = (
        await t.get<{ sum: { minutes: number }; rows: { minutes: number; is_disputed: boolean }[] }>(zhou, sums)
      ).body;
      expect(listed.sum.minutes).toBe(310);
      expect(listed.rows.filter((row) => row.is_disputed).map((row) => row.minutes)).toEqual([31489]);
      expect((await t.get<{ issuers: { minutes: number }[] }>(lin, '/api/my/certificates')).body.issuers).toMatchObject(
        [{ minutes: 190 }],
      );
    });
    expect((await t.post(lin, '/api/my/certificates', period)).body).toMatchObject({ total_minutes: 190 });
  });

  test.each([
    [
      'a struck record set back to confirmed',
      "update service_records set state = 'confirmed' where id = ':gone:'",
      "update service_records set state = 'reversed' where id = ':gone:'",
    ],
    [
      'a record moved out of its day',
      "update service_records set service_day = '2020-01-01' where id = ':record:'",
      "update service_records set service_day = '2026-11-15' where id = ':record:'",
    ],
    [
      'a transfer without a record',
      "update service_records set state = 'reversed' where id = ':record:'",
      "update service_records set state = 'confirmed' where id = ':record:'",
    ],
  ])('%s is not certified', async (_, plant, undo) => {
    await during(plant, undo, async () => {
      for (const person of plant.includes(':gone:') ? [{ ...lin, id: ids['struck'] ?? '' }] : [lin]) {
        expect(
          (
            await t.post(hejing, '/api/certificates', {
              ...period,
              volunteer_id: person.id,
              organization_id: county.id,
            })
          ).body,
        ).toMatchObject({ code: 'records.books_disagree' });
      }
    });
  });

  test.each([
    [
      'its total',
      "update certificates set total_minutes = 31489 where id = ':certificate:'",
      "update certificates set total_minutes = 190 where id = ':certificate:'",
    ],
    [
      'its record',
      "update service_records set minutes = 31489 where id = ':record:'",
      "update service_records set minutes = 190 where id = ':record:'",
    ],
  ])('a certificate is not valid to a stranger where %s was changed', async (_, plant, undo) => {
    expect((await t.get(null, `/api/verify/${ids['code']}`)).body).toMatchObject({
      state: 'valid',
      total_minutes: 190,
    });
    await during(plant, undo, async () => {
      expect((await t.get(null, `/api/verify/${ids['code']}`)).body).toMatchObject({
        code: 'records.certificate_disputed',
      });
    });
  });

  test('striking an invented record takes nobody else’s minutes', async () => {
    const plant = `${copy}; update service_records set transfer_id = (select transfer_id from service_records where id = ':record:') where id = ':invented:'`;
    for (const statement of plant.split('; ')) await t.rows(sql.raw(fill(statement)));
    expect(
      (await t.post(luo, `/api/service-records/${lin.id}/${ids['invented']}/reversal`, { reason: '查无此事' })).body,
    ).toMatchObject({ code: 'records.books_disagree' });
    await t.rows(sql.raw(fill("delete from service_records where id = ':invented:'")));
    expect((await t.get<Hours>(lin, '/api/my/hours')).body.credit_minutes).toBe(190);
  });
});

describe('who decides', () => {
  test.each([
    [
      'a grant without its event',
      "insert into role_grants select (jsonb_populate_record(g, jsonb_build_object('id', ':invented:'))).* from role_grants g limit 1",
      'grant: grant :invented:: stands without an event that gave it',
    ],
    [
      'a grant that reaches further',
      "update role_grants set is_below = true where id = ':grant:'",
      'grant: grant :grant:: reaches further than the event that gave it says',
    ],
    [
      'an ended grant set back',
      "update role_grants set ended_at = null where id = ':ended:'",
      'grant: grant :ended:: was ended, and stands',
    ],
    [
      'a rule book put in',
      "insert into rule_books select (jsonb_populate_record(b, jsonb_build_object('id', ':invented:', 'organization_id', ':county:'))).* from rule_books b limit 1",
      'rule_book: rule book :invented:: is there without an event that issued it',
    ],
    [
      'a rule book edited in place',
      "update rule_books set body = jsonb_set(body, '{steps,0,minutes}', '1') where id = ':book:'",
      'rule_book: rule book :book:: is not as it was issued',
    ],
    [
      'a rule book valid from another day',
      "update rule_books set valid_from = '2020-01-01' where id = ':book:'",
      'rule_book: rule book :book:: is not as it was issued',
    ],
  ])('%s', async (_, plant, says) => {
    await makeAuthority();
    const found = lines(await planted(plant, verifyAuthority));
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining(fill(says))]));
    expect(
      lines(await verifyAuthority(t.services.reader)).filter(
        (line) =>
          line.includes(ids['grant'] ?? '') || line.includes(ids['ended'] ?? '') || line.includes(ids['book'] ?? ''),
      ),
    ).toEqual([]);
  });

  async function makeAuthority(): Promise<void> {
    if (ids['grant'] !== undefined) return;
    const chief = await t.person('总管', [
      { permissions: ['accounts.grant', 'organizations.rules', 'organizations.read', 'projects.read'], at: province },
    ]);
    const role = (
      await t.post<{ id: string }>(chief, '/api/roles', {
        organization_id: province.id,
        name_zh: '看活动',
        name_en: 'reader',
        permissions: ['projects.read'],
      })
    ).body.id;
    const grant = async (): Promise<string> => {
      const made = await t.post<{ id: string }>(chief, '/api/grants', {
        person_id: zhou.id,
        role_id: role,
        organization_id: county.id,
        is_below: false,
        valid_from: businessDate(t.now),
        valid_until: null,
      });
      expect(made.status, JSON.stringify(made.body)).toBe(200);
      return made.body.id;
    };
    ids['grant'] = await grant();
    ids['ended'] = await grant();
    expect((await t.delete(chief, `/api/grants/${ids['ended']}`, { reason: '不用了' })).status).toBe(200);
    const book = newId(t.now);
    await t.setUp(async (writer) => {
      await writer.run(sql`
        insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
        values (${book}, 'stars', ${province.id}, 1, '星级', '示例〔2026〕1号', ${JSON.stringify(defaultStars)}, '2026-11-15', ${writer.now})`);
      await writer.audit({
        action: 'organizations.issue_rule_book',
        subject_type: 'rule_book',
        subject_id: book,
        after: {
          kind: 'stars',
          version: 1,
          citing_document: '示例〔2026〕1号',
          valid_from: '2026-11-15',
          is_locked: false,
          body: defaultStars,
        },
      });
    });
    ids['book'] = book;
  }
});

test('an event invented together with its record is named once the night has sealed the day', async () => {
  const event = `insert into audit_events (id, at, action, subject_type, subject_id, after, request_id)
    values ('${newId(t.now)}', '${t.now.toISOString()}', 'records.confirm', 'service_record', ':invented:', '{"minutes":31489}', 'x')`;
  t.now = new Date(t.now.getTime() + 3 * 86_400_000);
  await sealAudit(t.services.pool, t.now);
  expect(lines(await planted(event, verifyAudit))).toEqual([
    expect.stringContaining('was put in after its day was sealed'),
  ]);
});

test('the books seal as before', async () => {
  expect(await sealLedger(t.services.pool, t.now)).not.toBeNull();
  expect((await verifyBooks(t.database.pool)).faults).toEqual([]);
});
