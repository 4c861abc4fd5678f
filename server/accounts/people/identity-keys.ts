/** By what a person is found: a document, a phone that signs in, a card. The key of the table is the keyed hash, so a race cannot give one to two. */
import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

export type IdentityKey = { readonly kind: string; readonly index: Buffer };

export async function holderOfKey(reader: Reader, { kind, index }: IdentityKey): Promise<Id | null> {
  const found = await reader.maybe<{ person_id: Id }>(
    sql`select person_id from identity_keys where kind = ${kind} and index = ${index}`,
  );
  return found?.person_id ?? null;
}

/** Who holds it afterwards, and whether this very write took it. */
export async function takeKey(
  writer: Writer,
  person: Id,
  key: IdentityKey,
): Promise<{ readonly holder: Id | null; readonly is_new: boolean }> {
  const taken = await writer.maybe(sql`
    insert into identity_keys (kind, index, person_id) values (${key.kind}, ${key.index}, ${person}) on conflict do nothing returning person_id`);
  return taken === undefined
    ? { holder: await holderOfKey(writer, key), is_new: false }
    : { holder: person, is_new: true };
}

export async function releaseKey(writer: Writer, person: Id, { kind, index }: IdentityKey): Promise<void> {
  await noteRemoved(
    writer,
    'identity_keys',
    await writer.all<RemovedRow>(
      sql`delete from identity_keys r where r.kind = ${kind} and r.index = ${index} and r.person_id = ${person} returning ${removedKey.identity_keys}`,
    ),
  );
}
