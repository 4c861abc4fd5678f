import type { Id } from '../../../domain/id.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** Whoever holds the number now may register afresh; the account has no way to sign in until staff bind another phone. */
export async function freePhone(writer: Writer, person: Id): Promise<void> {
  await noteRemoved(
    writer,
    'identity_keys',
    await writer.all<RemovedRow>(
      sql`delete from identity_keys r where r.kind = 'sign_in_phone' and r.person_id = ${person} returning ${removedKey.identity_keys}`,
    ),
  );
  await writer.run(
    sql`update persons set phone_encrypted = null, phone_index = null, phone_hint = null where id = ${person}`,
  );
  await writer.run(sql`update accounts set phone_freed_at = ${writer.now} where person_id = ${person}`);
  await writer.run(
    sql`update sessions set ended_at = ${writer.now} where person_id = ${person} and not is_owner_shown and ended_at is null`,
  );
}
