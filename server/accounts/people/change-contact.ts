import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** The phone at which somebody is reached; signing in by it takes a proof of its own. */
export async function setContactPhone(
  writer: Writer,
  person: Id,
  phone: { readonly encrypted: Buffer; readonly index: Buffer; readonly hint: string },
): Promise<void> {
  await writer.run(sql`
    update persons set phone_encrypted = ${phone.encrypted}, phone_index = ${phone.index}, phone_hint = ${phone.hint} where id = ${person}`);
}
