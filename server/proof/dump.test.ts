import { afterAll, beforeAll, expect, test } from 'vitest';
import { personWords } from '../testing/test-app.ts';
import { sql } from '../db/sql.ts';
import { newPhone, signedUp } from './sign-in.ts';
import { newDocument, registration } from './rows/volunteers.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
const log: string[] = [];
beforeAll(async () => {
  world = await makeWorld({
    log: {
      write: (line) => {
        log.push(line);
      },
    },
  });
});
afterAll(async () => {
  await world.t.close();
});

/** Every table as text, as a thief of a dump would read it; bytes as hex and as the text they may hold. */
async function dump(): Promise<string> {
  const tables = await world.t.rows<{ name: string }>(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await world.t.rows<{ line: string }>(sql.raw(`select t::text as line from ${name} t`));
    parts.push(...rows.map(({ line }) => `${name} ${line}`));
  }
  const text = parts.join('\n');
  const bytes = [...text.matchAll(/\\\\x([0-9a-f]{8,})/g)].map((match) =>
    Buffer.from(match[1] ?? '', 'hex').toString('latin1'),
  );
  const base64 = [...text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map((match) =>
    Buffer.from(match[0], 'base64').toString('latin1'),
  );
  return [text, ...bytes, ...base64].join('\n');
}

test('ID numbers and phones are unreadable in a dump of every table, in kept answers, in the audit trail and in the log', async () => {
  const { t } = world;
  const [phone, fresh, guardianPhone, document, childDocument] = [
    newPhone(),
    newPhone(),
    newPhone(),
    newDocument(),
    newDocument('2011-06-01'),
  ];
  const person = await signedUp(world, phone);
  expect(
    (await t.post(person, '/api/registration', await registration(world, { document_number: document }))).status,
  ).toBe(200);
  const reveal = await t.post<object>(world.chief, `/api/volunteers/${person.id}/reveal`, { reason: '核对保险名单' });
  expect(JSON.stringify(reveal.body)).toContain(document); // the kept answer of this write must not be legible
  const child = await signedUp(world, fresh);
  expect(
    (
      await t.post(
        child,
        '/api/registration',
        await registration(world, { document_number: childDocument, guardian_phone: guardianPhone }),
      )
    ).status,
  ).toBe(200);
  await t.post(null, '/api/guardian-requests', { guardian_phone: guardianPhone });
  await t.post(null, '/api/sign-in/password', { phone, password: '错误的密码' });
  await t.get(world.chief, '/api/volunteers', personWords(document));
  await t.post(world.chief, '/api/registration', { document_number: document });

  const everything = `${await dump()}\n${log.join('\n')}`;
  for (const secret of [phone, fresh, guardianPhone, document, childDocument])
    expect(everything.includes(secret), `${secret.slice(0, 4)}… is legible`).toBe(false);
  expect(everything).not.toContain('127.0.0.1'); // nor where a stranger asked from
});

test('the session token, the one-time code and the password are not in the dump', async () => {
  const phone = newPhone();
  const person = await signedUp(world, phone);
  await world.t.put(person, '/api/me/password', { password: '春风十里不如你的微笑' });
  const text = await dump();
  expect(text.includes(person.token)).toBe(false);
  expect(text.includes('春风十里')).toBe(false);
});

test('reading full data leaves who, when and why for the person to see', async () => {
  const person = await signedUp(world);
  await world.t.post(person, '/api/registration', await registration(world));
  await world.t.post(world.chief, `/api/volunteers/${person.id}/reveal`, { reason: '核对保险名单' });
  const looks = await world.t.get<{ rows: { reason: string }[] }>(person, '/api/me/looks');
  expect(looks.body.rows.map(({ reason }) => reason)).toEqual(['核对保险名单']);
  const events = await world.t.rows<{ reason: string }>(
    sql`select reason from audit_events where subject_id = ${person.id} and action like 'volunteers.reveal%'`,
  );
  expect(events).toEqual([{ reason: '核对保险名单' }]);
});
