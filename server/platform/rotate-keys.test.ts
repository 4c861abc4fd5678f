import { createCipheriv } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.ts';
import type { Database } from '../db/open.ts';
import { addFieldKey, dropOldFieldKeys, loadSecrets, newSecrets } from '../security/secrets-file.ts';
import { fieldCiphers } from '../security/field-cipher.ts';
import { SecretBox } from '../security/secret-box.ts';
import { rotateKeys, encryptedByVersion } from './rotate-keys.ts';

let database: Database;
let directory: string;
const people = 2500;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'qingzhi-keys-'));
  database = await testDatabase();
  const secrets = new SecretBox(loadSecrets(directory));
  const encrypted = Array.from({ length: people }, (_, place) =>
    secrets.encrypt(`1380000${String(place).padStart(4, '0')}`),
  );
  await database.owner.query(
    'insert into persons (id, name, phone_encrypted, created_at) select gen_random_uuid(), place::text, encrypted, now() from unnest($1::bytea[]) with ordinality as t (encrypted, place)',
    [encrypted],
  );
  await database.owner.query(
    "insert into request_keys values ('someone', 'key-00000001', 'hash', 200, $1, now()), ('someone', 'key-00000002', 'hash', 200, '{\"body\": 1}', now())",
    [JSON.stringify({ encrypted: secrets.encrypt('"答复"').toString('base64') })],
  );
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

async function phones(secrets: SecretBox): Promise<string[]> {
  const { rows } = await database.owner.query<{ phone_encrypted: Buffer }>(
    'select phone_encrypted from persons order by name::int',
  );
  return rows.map((row) => secrets.decrypt(row.phone_encrypted));
}

test('a rotation that is stopped halfway goes on; afterwards everything is readable with the new key alone', async () => {
  const running = new SecretBox(loadSecrets(directory), () => loadSecrets(directory));
  const before = await phones(running);
  const fresh = new SecretBox(addFieldKey(directory));
  expect(fresh.current).toBe(2);
  expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);

  const stop = new Error('power cut');
  await expect(
    rotateKeys(database.owner, fresh, (done) => {
      if (done >= 1000) throw stop;
    }),
  ).rejects.toBe(stop);
  expect(await encryptedByVersion(database.owner)).toEqual(
    new Map([
      [1, people - 1000 + 1],
      [2, 1000],
    ]),
  );
  // A server that started before the rotation reads both kinds without a restart
  expect(await phones(running)).toEqual(before);

  expect(await rotateKeys(database.owner, fresh)).toBe(people - 1000 + 1);
  expect(await encryptedByVersion(database.owner)).toEqual(new Map([[2, people + 1]]));
  expect(await rotateKeys(database.owner, fresh)).toBe(0);

  const alone = new SecretBox(dropOldFieldKeys(directory));
  expect(await phones(alone)).toEqual(before);
  const { rows } = await database.owner.query<{ answer: { encrypted?: string } }>(
    "select answer from request_keys where answer ? 'encrypted'",
  );
  expect(alone.decrypt(Buffer.from(rows[0]?.answer.encrypted ?? '', 'base64'))).toBe('"答复"');
});

test('a rotation to SM4 and back to AES: both are read side by side, and everything stays readable', async () => {
  const before = await phones(new SecretBox(loadSecrets(directory)));
  const running = new SecretBox(loadSecrets(directory), () => loadSecrets(directory));
  const sm4 = new SecretBox(addFieldKey(directory, 'sm4-ctr-hmac-sm3'));
  const stop = new Error('power cut');
  await expect(
    rotateKeys(database.owner, sm4, (done) => {
      if (done >= 1000) throw stop;
    }),
  ).rejects.toBe(stop);
  expect(await phones(running)).toEqual(before);
  expect(await rotateKeys(database.owner, sm4)).toBe(people - 1000 + 1);
  const {
    rows: [row],
  } = await database.owner.query<{ phone_encrypted: Buffer }>('select phone_encrypted from persons limit 1');
  expect([row?.phone_encrypted[0], row?.phone_encrypted.length]).toEqual([sm4.current, 49 + 11]);
  expect(await phones(new SecretBox(dropOldFieldKeys(directory)))).toEqual(before);
  const back = new SecretBox(addFieldKey(directory, 'aes-256-gcm'));
  expect(await rotateKeys(database.owner, back)).toBe(people + 1);
  expect(await phones(new SecretBox(dropOldFieldKeys(directory)))).toEqual(before);
});

test.each(fieldCiphers)(
  '%s: equal texts are encrypted differently, and one changed bit anywhere is refused',
  (cipher) => {
    const secrets = new SecretBox(newSecrets(cipher));
    const encrypted = secrets.encrypt('林晓禾 13800005207');
    expect(secrets.decrypt(encrypted)).toBe('林晓禾 13800005207');
    expect(secrets.encrypt('林晓禾 13800005207').equals(encrypted)).toBe(false);
    expect(encrypted.includes('13800005207')).toBe(false);
    for (let byte = 1; byte < encrypted.length; byte += 1) {
      const touched = Buffer.from(encrypted);
      touched[byte] = (touched[byte] ?? 0) ^ 1;
      expect(() => secrets.decrypt(touched), `byte ${byte}`).toThrow();
    }
    expect(() => secrets.decrypt(encrypted.subarray(0, 20))).toThrow();
  },
);

test('SM4 itself is that of GB/T 32907: the example of its appendix', () => {
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  expect(Buffer.concat([cipher.update(key), cipher.final()]).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
});

test('a value encrypted by a key that is gone is refused, not guessed', () => {
  const secrets = new SecretBox(loadSecrets(directory));
  const encrypted = secrets.encrypt('13800005207');
  encrypted[0] = 99;
  expect(() => secrets.decrypt(encrypted)).toThrow('field key version 99 is missing');
  const touched = secrets.encrypt('13800005207');
  touched[touched.length - 1] = (touched.at(-1) ?? 0) ^ 1;
  expect(() => secrets.decrypt(touched)).toThrow();
});
