import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostUnused, pieceBytes } from '../../domain/attachments/subjects.ts';
import { sql } from '../db/sql.ts';
import { zipOf } from '../files/test-zip.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { keepBlob } from './keep-blob.ts';
import { removeUnused } from './remove-unused.ts';
import { sha256Of } from './file-store.ts';
import { verifyFiles } from '../evidence/verify-files.ts';

type Answer = { id: string; code?: string; message?: string; received_bytes: number; is_complete: boolean };

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
let other: TestPerson;
beforeAll(async () => {
  t = await testApp({ servers: 2 });
  county = await t.organization('云汀县青年志愿者协会', null);
  const grants = [{ permissions: ['organizations.edit', 'organizations.read'] as const, at: county }];
  clerk = await t.person('何景', grants);
  other = await t.person('林晓禾', grants);
});
afterAll(async () => {
  await t.close();
});

/** A text of so many bytes. */
const text = (size: number): Buffer => Buffer.from(randomBytes(size).toString('hex').slice(0, size));
const begin = (file_name: string, size_bytes: number, who = clerk) =>
  t.post<Answer>(who, '/api/uploads', { subject: 'organization_document', file_name, size_bytes });
const piece = (id: string, bytes: Buffer, from: number, who = clerk) =>
  t.upload<Answer>(who, `/api/uploads/${id}/pieces`, { name: 'piece', bytes }, { from_byte: String(from) });
const keep = (upload_id: string, who = clerk, title = '考勤制度') =>
  t.post<Answer>(who, `/api/organizations/${county.id}/documents`, { kind: 'system', title, upload_id });
const sendWhole = (name: string, bytes: Buffer, who = clerk) =>
  t.sendFile(who, 'organization_document', { name, bytes });
const fileOf = async (documentId: string): Promise<string> =>
  (await t.rows<{ id: string }>(sql`select id from attachments where subject_id = ${documentId}`))[0]?.id ?? '';

test('a line that breaks is gone on with where it broke, on another server too, and the file is the one that was sent', async () => {
  const bytes = text(2 * pieceBytes + 700);
  const { id } = (await begin('制度.txt', bytes.length)).body;
  const at = (from: number): Buffer => bytes.subarray(from, from + pieceBytes);
  expect((await piece(id, at(0), 0)).body).toEqual({ received_bytes: pieceBytes, is_complete: false });
  // the answer was lost, and the same piece comes again; then two come at once
  expect((await piece(id, at(0), 0)).body).toEqual({ received_bytes: pieceBytes, is_complete: false });
  expect((await t.get<Answer>(clerk, `/api/uploads/${id}`)).body).toEqual({
    received_bytes: pieceBytes,
    is_complete: false,
  });
  const twice = await Promise.all([piece(id, at(pieceBytes), pieceBytes), piece(id, at(pieceBytes), pieceBytes)]);
  expect(twice.map(({ body }) => body)).toEqual(Array(2).fill({ received_bytes: 2 * pieceBytes, is_complete: false }));
  expect((await keep(id)).body.code).toBe('attachments.not_sent_yet');
  expect((await piece(id, at(2 * pieceBytes), 3 * pieceBytes)).body.received_bytes).toBe(2 * pieceBytes); // begins elsewhere
  expect((await piece(id, at(2 * pieceBytes), 2 * pieceBytes)).body.is_complete).toBe(true);
  expect((await piece(id, at(2 * pieceBytes), 2 * pieceBytes)).body.is_complete).toBe(true);
  const made = await keep(id);
  expect(made.status).toBe(200);
  const read = await t.get(clerk, `/api/attachments/${made.body.id}/${await fileOf(made.body.id)}`);
  expect(read.raw.equals(bytes)).toBe(true);
  expect(read.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': "attachment; filename*=UTF-8''%E5%88%B6%E5%BA%A6.txt",
    'x-content-type-options': 'nosniff',
  });
  expect((await keep(id)).body.code).toBe('attachments.upload_gone'); // used once
});

test('200 files at once, half of them the same, are each kept and each once in the store', async () => {
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, place) =>
      t.person(`录入员 ${place}`, [{ permissions: ['organizations.edit', 'organizations.read'], at: county }]),
    ),
  );
  const same = text(5000);
  const sent = await Promise.all(
    Array.from({ length: 200 }, async (_, place) => {
      const who = people[place % people.length] ?? clerk;
      const bytes = place % 2 === 0 ? same : text(5000 + place);
      const { body, status } = await sendWhole(`材料 ${place}.txt`, bytes, who);
      if (status !== 200) return status;
      return (await keep(body.id, who, `材料 ${place}`)).status;
    }),
  );
  expect(sent.filter((status) => status !== 200)).toEqual([]);
  const [found] = await t.rows<{ rows: number; files: number }>(
    sql`select count(*)::int as rows, count(distinct sha256)::int as files from attachments where file_name like '材料 %'`,
  );
  expect(found).toEqual({ rows: 200, files: 101 });
  expect(await verifyFiles(t.services.reader, t.services.store)).toEqual([]);
}, 60_000);

test('of a file that is taken up by two at once one gets it', async () => {
  const { id } = (await sendWhole('一份.txt', text(300))).body;
  const answers = await Promise.all([keep(id), keep(id), keep(id)]);
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(2);
});

test('an upload of somebody else is none', async () => {
  const { id } = (await sendWhole('别人的.txt', text(300))).body;
  expect((await t.get(other, `/api/uploads/${id}`)).body['code']).toBe('attachments.upload_gone');
  expect((await piece(id, text(10), 0, other)).body.code).toBe('attachments.upload_gone');
  expect((await keep(id, other)).body.code).toBe('attachments.upload_gone');
});

const office = (folder: string, ...more: string[]): Buffer =>
  zipOf(
    ['[Content_Types].xml', `${folder}/document.xml`, ...more].map((name) => ({ name, content: Buffer.from('<x/>') })),
  );
const bomb = zipOf([
  { name: '[Content_Types].xml', content: Buffer.from('<x/>') },
  { name: 'word/document.xml', content: Buffer.from('x'), claimed: 900 * 2 ** 20 },
]);

test.each<[string, Buffer, string]>([
  ['程序.pdf', Buffer.from('MZ\u0090 program'), 'files.document_kind'],
  ['网页.png', Buffer.from('<html><script>alert(1)</script></html>'), 'files.document_kind'],
  ['压缩包.docx', zipOf([{ name: 'a.exe', content: Buffer.from('MZ') }]), 'files.document_kind'],
  ['表格.docx', office('xl'), 'files.document_kind'],
  ['宏.docx', office('word', 'word/vbaProject.bin'), 'attachments.macros'],
  ['炸弹.docx', bomb, 'attachments.bomb'],
  ['断的.docx', office('word').subarray(0, 60), 'attachments.broken_document'],
  ['断的.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]), 'attachments.broken_picture'],
])('%s is refused (%#), and nothing of it is kept', async (name, bytes, code) => {
  const sent = await sendWhole(name, bytes);
  expect([sent.body.code, sent.body.message]).toEqual([code, expect.stringMatching(/请/)]);
  expect(await t.rows(sql`select from uploads where file_name = ${name}`)).toEqual([]);
});

test('what is too large, empty, of another kind or nobody’s to add is refused before it is sent', async () => {
  expect((await begin('大.pdf', 20 * 2 ** 20 + 1)).body).toMatchObject({
    code: 'attachments.too_large',
    message: '文件有 20.1 MB，最多 20 MB；请压缩图片，或把文件拆成几份再传',
  });
  expect((await begin('空.pdf', 0)).body.code).toBe('files.empty');
  expect((await begin('程序.exe', 10)).body.code).toBe('files.document_kind');
  const visitor = await t.person('路人');
  expect((await begin('材料.pdf', 10, visitor)).body.code).toBe('core.forbidden');
});

test('who sends and never uses is stopped, and after a day nothing of it is left, nor of what no row names', async () => {
  const hoarder = await t.person('囤积', [{ permissions: ['organizations.edit'], at: county }]);
  for (let count = 0; count < mostUnused; count += 1)
    expect((await begin(`存 ${count}.txt`, 10, hoarder)).status).toBe(200);
  expect((await begin('再存.txt', 10, hoarder)).body).toMatchObject({
    code: 'attachments.too_many_uploads',
    message: `您有 ${mostUnused} 个文件传了还没有提交；请先提交，或明天再传`,
  });
  const [used, unused, ownerless] = [text(400), text(401), text(402)];
  const kept = await keep((await sendWhole('用了.txt', used)).body.id);
  await sendWhole('没用.txt', unused);
  await keepBlob(t.services, ownerless); // as a write that failed after it
  const { store } = t.services;
  const there = () => Promise.all([used, unused, ownerless].map((bytes) => store.head(sha256Of(bytes))));
  await removeUnused(t.services);
  expect(await there()).toEqual([400, 401, 402]);
  t.now = new Date(t.now.getTime() + 25 * 3_600_000);
  await removeUnused(t.services);
  expect(await there()).toEqual([400, null, null]);
  expect((await begin('再存.txt', 10, hoarder)).status).toBe(200);
  expect((await t.get(clerk, `/api/attachments/${kept.body.id}/${await fileOf(kept.body.id)}`)).status).toBe(200);
});

test('who keeps the same bytes while they are being removed finds them there afterwards', async () => {
  const bytes = text(900);
  const sha256 = await keepBlob(t.services, bytes);
  t.now = new Date(t.now.getTime() + 25 * 3_600_000);
  const client = await t.database.owner.connect();
  try {
    await client.query('begin');
    await client.query('select from blobs where sha256 = $1 for update', [sha256]);
    const [kept] = await Promise.all([
      keepBlob(t.services, bytes), // waits for the row, as for one that removes it
      client
        .query('delete from blobs where sha256 = $1', [sha256])
        .then(() => t.services.store.delete(sha256))
        .then(() => client.query('commit')),
    ]);
    expect(kept).toBe(sha256);
  } finally {
    client.release();
  }
  await removeUnused(t.services);
  expect(await t.services.store.head(sha256)).toBe(bytes.length);
});

test('verify names the row whose file is missing or was changed', async () => {
  const [lost, bent] = [text(500), text(501)];
  const ids: string[] = [];
  for (const [name, bytes] of [
    ['丢了.txt', lost],
    ['改了.txt', bent],
  ] as const) {
    const made = await keep((await sendWhole(name, bytes)).body.id);
    ids.push(`attachments ${made.body.id} ${await fileOf(made.body.id)} (organization_document)`);
  }
  const { reader, store } = t.services;
  await store.delete(sha256Of(lost));
  await store.delete(sha256Of(bent));
  await store.put(sha256Of(bent), Buffer.from('改过'));
  const faults = await verifyFiles(reader, store);
  expect(faults).toHaveLength(2);
  expect(faults).toContainEqual({
    check: 'file',
    where: ids[0],
    says: `its file ${sha256Of(lost)} is missing`,
  });
  expect(faults).toContainEqual({
    check: 'file',
    where: ids[1],
    says: `its file ${sha256Of(bent)} is not what was kept`,
  });
  const { body } = await t.get<{ code: string }>(
    clerk,
    `/api/attachments/${ids[1]?.split(' ')[1]}/${ids[1]?.split(' ')[2]}`,
  );
  expect(body.code).toBe('core.unexpected'); // never handed out for what it is not
});
