import type { Id } from '../../../domain/id.ts';
import type { ProblemCode, ProblemParams } from '../../../domain/problem.ts';
import { batch, perPool } from '../../db/batch.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

/** One decided sign-up, as the SQL function takes it. */
export type Entry = {
  readonly volunteer_id: Id;
  readonly activity_id: Id;
  readonly shift_id: Id;
  readonly id: Id;
  readonly now: Date;
  readonly limits: {
    readonly open_sign_ups: number;
    readonly minutes_per_day: number;
    readonly waitlist_capacity: number;
  };
  readonly caller: {
    readonly person_id: Id;
    readonly accompanied_by: Id | null;
    readonly audit_id: Id;
    readonly request_id: string;
    readonly actor_key: string | null;
    readonly request_key: string | null;
    readonly body_hash: string | null;
  };
};
export type Refused = { readonly problem: ProblemCode; readonly params?: ProblemParams };
export type Entered = {
  readonly sign_up_id: Id;
  readonly place: 'seat' | 'waitlist';
  readonly waitlist_place: number | null;
};
export type EntryAnswer = Entered | Refused;

/** One statement, and outside of a running write one transaction. */
async function enter(reader: Reader, entries: readonly Entry[]): Promise<EntryAnswer[]> {
  const [first] = entries;
  const rows = await reader.all<{ answer: EntryAnswer }>(sql`
    select answer from sign_up_all(${first?.activity_id}, ${first?.shift_id}, ${JSON.stringify(entries.map((entry, place) => ({ ...entry, place })))}::jsonb) order by place`);
  return rows.map((row) => row.answer);
}

export async function enterOne(reader: Reader, entry: Entry): Promise<EntryAnswer> {
  const [answer] = await enter(reader, [entry]);
  if (answer === undefined) throw new Error('a sign-up got no answer');
  return answer;
}

/** Who comes to one shift waits for its lock anyway, so they go through it together. */
export const enterTogether = perPool((pool) =>
  batch<Entry, EntryAnswer>({ key: (entry) => entry.shift_id, send: (entries) => enter(new Reader(pool), entries) }),
);
