/** What comes, by which way: chosen by the person, carried by the job to the operator's gateway. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../../domain/id.ts';
import type { NoticeKind } from '../../../domain/notices.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { testGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { bindPhone } from '../sign-in/change-phone.ts';
import { sendTextMessages } from './send-text-messages.ts';

type Sent = { phone: string; purpose: string; kind: NoticeKind; text: string; link: string };
type Choice = { is_on: boolean; may_change: boolean };
type Choices = {
  sends_sms: boolean;
  quiet_hours: { from: number; until: number } | null;
  groups: { noun: string; kinds: { kind: string; in_app: Choice; sms: Choice | null }[] }[];
};

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let gateway: TestGateway<Sent>;
let phones = 13_700_000_000;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-30T12:00:00+08:00') });
  county = await t.organization('云汀区青年志愿者协会', null);
  gateway = await testGateway<Sent>();
});
afterEach(async () => {
  gateway.sent.length = 0;
  delete process.env['SMS_QUIET_HOURS'];
  await t.setUp((writer) => writer.run(sql`update notices set sms_due_at = null`));
});
afterAll(async () => {
  gateway.close();
  await t.close();
});

async function withPhone(name: string): Promise<TestPerson & { phone: string }> {
  const person = await t.volunteer(name, county);
  const phone = String((phones += 1));
  await t.setUp((writer) => bindPhone(writer, person.id, phone));
  return { ...person, phone };
}
const change = (people: readonly Id[]): Promise<void> =>
  t.setUp((writer) =>
    writer.notify(people, 'projects.changed', { activity: '河道清理', place: '南门', note: '带雨衣' }, county.id),
  );
const invite = (people: readonly Id[]): Promise<void> =>
  t.setUp((writer) => writer.notify(people, 'projects.invited', { activity: '河道清理', when: '2026-12-05 09:00' }));
const alarm = (person: Id): Promise<void> =>
  t.setUp((writer) => writer.notify(person, 'accounts.password_set', { device: '手机' }));
const prefer = (who: TestPerson, kind: string, channel: 'in_app' | 'sms', is_on: boolean) =>
  t.put<{ code?: string }>(who, '/api/me/notice-preferences', { kind, channel, is_on });
const states = (person: Id): Promise<{ kind: string; sms_outcome: string | null; is_due: boolean }[]> =>
  t.rows(
    sql`select kind, sms_outcome, sms_due_at is not null as is_due from notices where person_id = ${person} order by id`,
  );
const send = (minutes = 0): Promise<void> =>
  sendTextMessages({ ...t.services, clock: () => new Date(t.now.getTime() + minutes * 60_000) });

test('one switch a channel, held at once, audited, and only where the kind allows it', async () => {
  const lin = await withPhone('林一');
  const before = await t.get<Choices>(lin, '/api/me/notice-preferences');
  expect(before.body).toMatchObject({ sends_sms: true, quiet_hours: { from: 22, until: 7 } });
  expect(before.body.groups.flatMap(({ kinds }) => kinds).some(({ kind }) => kind === 'records.declared')).toBe(false);
  expect((await prefer(lin, 'projects.invited', 'in_app', false)).status).toBe(200);
  expect((await prefer(lin, 'projects.invited', 'sms', true)).status).toBe(200);
  const after = await t.get<Choices>(lin, '/api/me/notice-preferences');
  expect(after.body.groups.flatMap(({ kinds }) => kinds).find(({ kind }) => kind === 'projects.invited')).toMatchObject(
    {
      in_app: { is_on: false, may_change: true },
      sms: { is_on: true, may_change: true },
    },
  );
  for (const [kind, channel] of [
    ['accounts.password_set', 'in_app'],
    ['accounts.password_set', 'sms'],
    ['records.reversed', 'in_app'],
    ['needs.nothing', 'sms'],
  ] as const)
    expect((await prefer(lin, kind, channel, false)).body.code).toBe('accounts.notice_stays');
  expect(
    await t.rows(
      sql`select before, after from audit_events where action = 'accounts.set_notice_preference' order by id`,
    ),
  ).toEqual([
    {
      before: { kind: 'projects.invited', channel: 'in_app', is_on: null },
      after: { kind: 'projects.invited', channel: 'in_app', is_on: false },
    },
    {
      before: { kind: 'projects.invited', channel: 'sms', is_on: null },
      after: { kind: 'projects.invited', channel: 'sms', is_on: true },
    },
  ]);
});

test('two switches of one kind at once both count', async () => {
  const lin = await withPhone('林二');
  const answers = await Promise.all([
    prefer(lin, 'projects.invited', 'in_app', false),
    prefer(lin, 'projects.invited', 'sms', true),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await t.rows(sql`select in_app, sms from notice_preferences where person_id = ${lin.id}`)).toEqual([
    { in_app: false, sms: true },
  ]);
});

test('what somebody wants by text message alone is in no list and not counted, and goes to the phone', async () => {
  const [lin, chen] = [await withPhone('林三'), await withPhone('陈三')];
  await prefer(lin, 'projects.invited', 'in_app', false);
  await prefer(lin, 'projects.invited', 'sms', true);
  await invite([lin.id, chen.id]);
  expect((await t.get<{ rows: object[]; unread: number }>(lin, '/api/me/notices')).body).toMatchObject({
    rows: [],
    unread: 0,
  });
  expect((await t.get<{ rows: object[]; unread: number }>(chen, '/api/me/notices')).body).toMatchObject({ unread: 1 });
  await send();
  expect(gateway.sent).toEqual([
    {
      phone: lin.phone,
      purpose: 'notice',
      kind: 'projects.invited',
      text: '邀请您参加“河道清理”，2026-12-05 09:00；去不去由您定',
      link: `${t.services.public_url}/messages`,
    },
  ]);
  expect(`${gateway.sent[0]?.text} ${gateway.sent[0]?.link}`.length).toBeLessThanOrEqual(70);
  await send(1);
  expect(gateway.sent).toHaveLength(1);
});

test('one statement writes to however many', async () => {
  const people = [await t.person('甲'), await t.person('乙'), await t.person('丙')].map(({ id }) => id);
  let statements = 0;
  await t.setUp(async (writer) => {
    const all = writer.all.bind(writer);
    writer.all = (statement) => {
      statements += 1;
      return all(statement);
    };
    await writer.notify(people, 'projects.changed', { activity: '河道清理', place: '南门', note: '' }, county.id);
    await writer.notify([], 'projects.changed', { activity: '河道清理', place: '南门', note: '' }, county.id);
  });
  expect(statements).toBe(1);
  expect(
    await t.rows(sql`select count(*)::int as written from notices where person_id = any(${people}::uuid[])`),
  ).toEqual([{ written: 3 }]);
});

test('at night only an alarm goes; the rest waits until the morning', async () => {
  process.env['SMS_QUIET_HOURS'] = '11-13';
  const lin = await withPhone('林四');
  await change([lin.id]);
  await alarm(lin.id);
  await send(1);
  expect(gateway.sent.map(({ kind }) => kind)).toEqual(['accounts.password_set']);
  await send(61);
  expect(gateway.sent.map(({ kind }) => kind)).toEqual(['accounts.password_set', 'projects.changed']);
});

test('a gateway that refuses is asked again, later each time, and the fourth time is the last', async () => {
  const lin = await withPhone('林五');
  const right = process.env['SMS_URL'];
  process.env['SMS_URL'] = 'http://127.0.0.1:9/';
  await change([lin.id]);
  for (const minutes of [0, 1, 6]) await send(minutes);
  expect(await states(lin.id)).toEqual([{ kind: 'projects.changed', sms_outcome: null, is_due: true }]);
  await send(7); // nothing is due yet
  expect(await t.rows(sql`select sms_tries from notices where person_id = ${lin.id}`)).toEqual([{ sms_tries: 3 }]);
  await send(36);
  expect(await states(lin.id)).toEqual([{ kind: 'projects.changed', sms_outcome: 'failed', is_due: false }]);
  process.env['SMS_URL'] = right ?? '';
  await send(100);
  expect(gateway.sent).toEqual([]);
});

test('without a gateway nothing goes, and what waited a day goes never', async () => {
  const lin = await withPhone('林六');
  const right = process.env['SMS_URL'];
  delete process.env['SMS_URL'];
  await change([lin.id]);
  await send();
  expect(await states(lin.id)).toEqual([{ kind: 'projects.changed', sms_outcome: null, is_due: true }]);
  process.env['SMS_URL'] = right ?? '';
  await send(24 * 60 + 1);
  expect(await states(lin.id)).toEqual([{ kind: 'projects.changed', sms_outcome: 'late', is_due: false }]);
  expect(gateway.sent).toEqual([]);
});

test('a number that signs nobody in, or was given up, gets nothing', async () => {
  const [none, freed] = [await t.volunteer('无号', county), await withPhone('弃号')];
  await t.setUp((writer) =>
    writer.run(sql`update accounts set phone_freed_at = ${t.now} where person_id = ${freed.id}`),
  );
  await change([none.id, freed.id]);
  await send();
  expect(gateway.sent).toEqual([]);
  for (const { id } of [none, freed])
    expect(await states(id)).toEqual([{ kind: 'projects.changed', sms_outcome: 'no_phone', is_due: false }]);
});

test('ten a day to one phone; what is beyond stands in the app', async () => {
  const [lin, chen] = [await withPhone('林七'), await withPhone('陈七')];
  for (let each = 0; each < 12; each += 1) await change([lin.id]);
  await change([chen.id]);
  await send();
  expect(gateway.sent.filter(({ phone }) => phone === lin.phone)).toHaveLength(10);
  expect(gateway.sent.filter(({ phone }) => phone === chen.phone)).toHaveLength(1);
  expect((await states(lin.id)).filter(({ sms_outcome }) => sms_outcome === 'too_many')).toHaveLength(2);
  expect((await t.get<{ unread: number }>(lin, '/api/me/notices')).body.unread).toBe(12);
});

test('two servers at the same minute send each message once', async () => {
  const people = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => withPhone(`双${name}`)));
  await change(people.map(({ id }) => id));
  await Promise.all([send(), send(), send()]);
  expect(gateway.sent.map(({ phone }) => phone).sort()).toEqual(people.map(({ phone }) => phone).sort());
});
