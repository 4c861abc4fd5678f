import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { followedKey, type SessionKey } from './session-token.ts';

/** Goes with every answer to a token that opens nothing any more. */
export const sessionEndedHeader = 'session-ended';

/**
 * Why: its time ran out, by idleness or by age, or somebody ended it (signed out here or elsewhere, a new password, the operator). A
 * device keeps the board of the day in the first case and wipes all that it kept in the second, which is also said of an unknown token.
 */
export async function sessionEnd(reader: Reader, key: SessionKey, now: Date): Promise<'by_time' | 'by_person'> {
  const left = await reader.maybe(
    sql`select 1 as found from sessions where person_id = ${key.person_id} and token_hash = ${key.token_hash} and ended_at is null and expires_at <= ${now}`,
  );
  if (left !== undefined) return 'by_time';
  const followed = await followedKey(reader, key);
  return followed === null ? 'by_person' : sessionEnd(reader, followed, now);
}
