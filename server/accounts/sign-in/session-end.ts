import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

/** Goes with every answer to a token that opens nothing any more. */
export const sessionEndedHeader = 'session-ended';

/**
 * Why: its time ran out, by idleness or by age, or somebody ended it (signed out here or elsewhere, a new password, the operator). A
 * device keeps the board of the day in the first case and wipes all that it kept in the second, which is also said of an unknown token.
 */
export async function sessionEnd(reader: Reader, tokenHash: Buffer, now: Date): Promise<'by_time' | 'by_person'> {
  const left = await reader.maybe(
    sql`select 1 as found from sessions where token_hash = ${tokenHash} and ended_at is null and expires_at <= ${now}`,
  );
  return left === undefined ? 'by_person' : 'by_time';
}
