import type { Id } from '../../../domain/id.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** Destroys what names these people; the ids stay, so that sums remain. */
export async function eraseFields(writer: Writer, people: readonly Id[]): Promise<void> {
  await writer.run(sql`
    update persons set name = null, pinyin = '', birth_date = null, sex = null, document_type = null, document_encrypted = null, document_index = null,
      document_hint = null, phone_encrypted = null, phone_index = null, phone_hint = null, erased_at = ${writer.now} where id = any(${people}::uuid[])`);
}

/** By what they are found: whoever comes again comes as a new person. */
export async function removeKeys(writer: Writer, people: readonly Id[]): Promise<void> {
  const keys = await writer.all<RemovedRow>(
    sql`delete from identity_keys r where r.person_id = any(${people}::uuid[]) returning ${removedKey.identity_keys}`,
  );
  await noteRemoved(writer, 'identity_keys', keys);
}

/** Where two registrations are joined that both sign in, one way in stays. */
export async function dropAccount(writer: Writer, person: Id): Promise<void> {
  await writer.run(sql`delete from sessions where person_id = ${person}`);
  await removeAccounts(writer, [person]);
}

export async function removeAccounts(writer: Writer, people: readonly Id[]): Promise<void> {
  const removed = await writer.all<RemovedRow>(
    sql`delete from accounts r where r.person_id = any(${people}::uuid[]) returning ${removedKey.accounts}`,
  );
  await noteRemoved(writer, 'accounts', removed);
}
