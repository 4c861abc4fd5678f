import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { sha256Of } from '../../attachments/file-store.ts';
import { removeUnused } from '../../attachments/remove-unused.ts';
import { sql } from '../../db/sql.ts';
import { settlePerson } from '../../lifecycle.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { shiftOf, type Shift } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, hejing, luo, newcomer, served, leave } = await makeHouse();
afterAll(leave);

type Page = { files: { id: string; subject_id: string; file_name: string; is_picture: boolean }[]; evidence: string };
const photograph = (grey: number): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: { r: grey, g: 90, b: 90 } } })
    .jpeg()
    .withExif({ IFD0: { Make: 'SecretPhone' } })
    .toBuffer();
const sent = async (who: TestPerson, bytes: Buffer, name = '签到表.jpg'): Promise<string> =>
  (await t.sendFile(who, 'hours_evidence', { name, bytes })).body.id;
const pageOf = async (who: TestPerson, proposal: string): Promise<Page> =>
  (await t.get<Page>(who, `/api/record-proposals/${proposal}`)).body;
const addressOf = ({ subject_id, id }: Page['files'][number]): string => `/api/attachments/${subject_id}/${id}`;
const propose = (who: TestPerson, shift: Shift, people: readonly TestPerson[], upload_ids: readonly string[]) =>
  t.post<{ proposal_id: string; code?: string; field?: string }>(who, '/api/back-fills', {
    shift_id: shift.id,
    reason: '现场没有信号',
    upload_ids,
    lines: people.map((person) => ({
      volunteer_id: person.id,
      started_at: hours('09:00').toISOString(),
      ended_at: hours('11:00').toISOString(),
    })),
  });

test('a photograph is evidence as a text is: kept without its camera, seen by who decides, and by nobody else', async () => {
  const shift = await shiftOf(t, county);
  const [lin, stranger] = [await newcomer('林照片', shift), await newcomer('吴路人', shift)];
  t.now = hours('18:00');
  expect((await propose(hejing, shift, [lin], [])).body.code).toBe('records.evidence_missing');
  expect((await propose(hejing, shift, [lin], [await sent(luo, await photograph(1))])).body).toMatchObject({
    code: 'attachments.upload_gone',
    field: 'upload_ids',
  });
  const uploads = [await sent(hejing, await photograph(10)), await sent(hejing, Buffer.from('%PDF 名单'), '名单.pdf')];
  const { proposal_id } = (await propose(hejing, shift, [lin], uploads)).body;
  const { files, evidence } = await pageOf(luo, proposal_id);
  expect([evidence, files.map((file) => [file.file_name, file.is_picture])]).toEqual([
    '',
    [
      ['签到表.jpg', true],
      ['名单.pdf', false],
    ],
  ]);
  for (const file of files) {
    expect((await t.get(luo, addressOf(file))).status).toBe(200);
    expect((await t.get(hejing, addressOf(file))).status).toBe(200);
    expect((await t.get(stranger, addressOf(file))).status).toBe(404);
    expect((await t.get(null, addressOf(file))).status).toBe(401);
  }
  const [picture] = files;
  const whole = (await t.get(luo, addressOf(picture ?? { id: '', subject_id: '', file_name: '', is_picture: true })))
    .raw;
  expect(whole.includes('SecretPhone')).toBe(false);
  const small = await t.get(
    luo,
    `${addressOf(picture ?? { id: '', subject_id: '', file_name: '', is_picture: true })}?size=small`,
  );
  expect([small.headers['content-type'], (await sharp(small.raw).metadata()).width]).toEqual(['image/jpeg', 480]);
  const [event] = await t.rows<{ files: string[] }>(
    sql`select after -> 'files' as files from audit_events where action = 'records.propose_back_fill' and subject_id = ${proposal_id}`,
  );
  expect(event?.files[0]).toBe(sha256Of(whole)); // sealed at night, with the event
});

test('the file of one person is in the export and goes with the person; of several it stays with the others', async () => {
  const shift = await shiftOf(t, county);
  const [lin, wu] = [await newcomer('林独有', shift), await newcomer('吴同去', shift)];
  t.now = hours('18:00');
  const alone = (await propose(hejing, shift, [lin], [await sent(hejing, await photograph(20))])).body.proposal_id;
  const together = (await propose(hejing, shift, [wu, lin], [await sent(hejing, await photograph(30))])).body
    .proposal_id;
  const [own] = (await pageOf(luo, alone)).files;
  const [shared] = (await pageOf(luo, together)).files;
  if (own === undefined || shared === undefined) throw new Error('no files');
  const bytes = (await t.get(luo, addressOf(own))).raw;
  type Exported = { tables: { table: string; rows: { file_name: string; content_base64: string }[] }[] };
  const exported = JSON.parse((await t.get(lin, '/api/me/export.json')).raw.toString()) as Exported;
  const rows = exported.tables.find(({ table }) => table === 'attachments')?.rows ?? [];
  expect(rows.map((row) => [row.file_name, sha256Of(Buffer.from(row.content_base64, 'base64'))])).toEqual([
    ['签到表.jpg', sha256Of(bytes)],
  ]);
  await t.setUp((writer) =>
    settlePerson(writer, t.services, {
      event: 'erased',
      given: { people: [lin.id], known_by: { names: [], documents: [], phones: [] } },
    }),
  );
  expect((await t.get(luo, addressOf(own))).status).toBe(404);
  expect((await t.get(luo, addressOf(shared))).status).toBe(200);
  t.now = new Date(t.now.getTime() + 25 * 3_600_000);
  await removeUnused(t.services);
  expect(await t.services.store.head(sha256Of(bytes))).toBeNull();
  expect((await t.get(luo, addressOf(shared))).status).toBe(200);
});

test('S23 a volunteer who asks for a correction adds what shows it, and opens it again', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林补图', shift);
  await served(lin, shift, hours('09:00'), hours('11:00'));
  const [attendance] = await t.rows<{ id: string }>(sql`select id from attendances where volunteer_id = ${lin.id}`);
  t.now = hours('19:00');
  const upload = await sent(lin, await photograph(40), '现场.jpg');
  const asked = await t.post<{ proposal_id: string }>(lin, '/api/corrections', {
    attendance_id: attendance?.id,
    started_at: hours('09:00').toISOString(),
    ended_at: hours('11:50').toISOString(),
    reason: '签退没传上',
    upload_ids: [upload],
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  const [file] = (await pageOf(luo, asked.body.proposal_id)).files;
  if (file === undefined) throw new Error('no file');
  for (const who of [lin, luo]) expect((await t.get(who, addressOf(file))).status).toBe(200);
});
