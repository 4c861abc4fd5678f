import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { takeKey } from './identity-keys.ts';

/** An account that the phone signs in to, for somebody who is registered; false where the phone is another's. */
export async function openWayIn(writer: Writer, person: Id, phoneIndex: Buffer): Promise<boolean> {
  await writer.run(
    sql`insert into accounts (person_id, created_at) values (${person}, ${writer.now}) on conflict (person_id) do nothing`,
  );
  const { holder } = await takeKey(writer, person, { kind: 'sign_in_phone', index: phoneIndex });
  return holder === person;
}
