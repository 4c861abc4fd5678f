import type { Id } from '../../domain/id.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { unreadOf } from './queries.ts';

/** Those named, or all; reading one's own messages is nobody else's business, so no event tells of it. */
export async function readNotices(writer: Writer, { ids }: { ids?: readonly Id[] | undefined }) {
  const which = ids === undefined ? sql.empty : sql`and id = any(${[...ids]}::uuid[])`;
  await writer.run(
    sql`update notices set read_at = ${writer.now} where person_id = ${writer.caller.person_id} and read_at is null ${which}`,
  );
  writer.audited += 1;
  return { unread: await unreadOf(writer, writer.caller.person_id) };
}
