/**
 * Whether secrets.json and the database belong together. The database keeps a fingerprint of each key, from which
 * nothing can be read back; with other keys everybody would become a stranger: numbers would not be found, fields not
 * be opened, and each phone would register anew. So nothing is served or written then.
 */
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { loadSecrets, type Secrets } from './secrets-file.ts';
import { OperatorError } from '../operator-error.ts';
import { SecretBox } from './secret-box.ts';

const fingerprints = z.object({
  index: z.string(),
  session: z.string(),
  code: z.string(),
  fields: z.record(z.string(), z.string()),
});
export type Fingerprints = z.infer<typeof fingerprints>;
type Queries = Pick<Pool | PoolClient, 'query'>;

const ofKey = (key: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update('fingerprint').digest('hex').slice(0, 32);

function fingerprintsOf(secrets: Secrets): Fingerprints {
  return {
    index: ofKey(secrets.index_key),
    session: ofKey(secrets.session_pepper),
    code: ofKey(secrets.code_key),
    fields: Object.fromEntries(Object.entries(secrets.field_keys).map(([version, key]) => [version, ofKey(key)])),
  };
}

/** The keys of this installation; made only where the database has never had any. Refuses before anything is written. */
export async function fittingSecrets(database: Queries, dataDirectory: string): Promise<Secrets> {
  const file = join(dataDirectory, 'secrets.json');
  const [kept, isUsed] = [await keptFingerprints(database), await holdsPeople(database)];
  if ((kept !== null || isUsed) && !existsSync(file)) {
    throw new OperatorError(
      `${file} 不见了，而数据库里已有用它加密的资料。请把这套安装的 secrets.json 从保管处放回这里，再启动；如果本想用另一个库，请检查 DATA_DIR 和 DATABASE_URL。什么都没有写入。`,
      `${file} is missing, but the database holds data sealed with it. Put this installation's secrets.json back from where you keep it; if you meant another database, check DATA_DIR and DATABASE_URL. Nothing was written.`,
    );
  }
  const secrets = loadSecrets(dataDirectory);
  await assertFit(database, secrets, file);
  return secrets;
}

/** Refuses keys that are not those of the database. */
export async function assertFit(database: Queries, secrets: Secrets, file: string): Promise<void> {
  const kept = await keptFingerprints(database);
  if (kept === null ? await opens(database, secrets) : fits(kept, fingerprintsOf(secrets))) return;
  throw new OperatorError(
    `${file} 里的密钥不是这个数据库的。请放回这套安装自己的 secrets.json（恢复旧备份要用当时的那一份），或检查 DATA_DIR 和 DATABASE_URL。什么都没有写入。`,
    `The keys in ${file} are not those of this database. Put back this installation's own secrets.json (an older backup needs the one of its time), or check DATA_DIR and DATABASE_URL. Nothing was written.`,
  );
}

/** Keys made since are welcome, such as by a rotation; none of the kept ones may be missing or another. */
function fits(kept: Fingerprints, found: Fingerprints): boolean {
  return (
    kept.index === found.index &&
    kept.session === found.session &&
    kept.code === found.code &&
    Object.entries(kept.fields).every(([version, print]) => found.fields[version] === print)
  );
}

export async function keepFingerprints(database: Queries, secrets: Secrets): Promise<void> {
  await database.query(
    `
    insert into settings (key, value, changed_at) values ('keys', $1, now())
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at where settings.value <> excluded.value`,
    [JSON.stringify(fingerprintsOf(secrets))],
  );
}

async function keptFingerprints(database: Queries): Promise<Fingerprints | null> {
  if (!(await hasTable(database, 'settings'))) return null;
  const { rows } = await database.query<{ value: unknown }>("select value from settings where key = 'keys'");
  return rows[0] === undefined ? null : fingerprints.parse(rows[0].value);
}

async function holdsPeople(database: Queries): Promise<boolean> {
  return (await hasTable(database, 'persons')) && (await database.query('select from persons limit 1')).rowCount === 1;
}

async function hasTable(database: Queries, name: string): Promise<boolean> {
  return (
    (await database.query<{ found: boolean }>('select to_regclass($1) is not null as found', [`public.${name}`]))
      .rows[0]?.found === true
  );
}

/** A database from before fingerprints were kept: one phone of each key tells. */
async function opens(database: Queries, secrets: Secrets): Promise<boolean> {
  if (!(await holdsPeople(database))) return true;
  const { rows } = await database.query<{ phone_encrypted: Buffer; phone_index: Buffer }>(`
    select distinct on (get_byte(phone_encrypted, 0)) phone_encrypted, phone_index from persons where phone_encrypted is not null and phone_index is not null`);
  const box = new SecretBox(secrets);
  return rows.every((row) => {
    try {
      return box.index('phone', box.decrypt(row.phone_encrypted)).equals(row.phone_index);
    } catch {
      return false;
    }
  });
}
