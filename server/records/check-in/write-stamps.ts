import type { Permission } from '../../../domain/access.ts';
import type { Id } from '../../../domain/id.ts';
import type { ProblemCode } from '../../../domain/problem.ts';
import type { AttendanceState } from '../../../domain/records/attendance.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import { batch, perPool } from '../../db/batch.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

/** One decided stamp, as the SQL function takes it. */
export type Stamp = {
  readonly volunteer_id: Id;
  readonly actor_key: string | null;
  readonly request_key: string | null;
  readonly body_hash: string | null;
  readonly request_id: string;
  readonly actor_id: Id | null;
  readonly permission: Permission | null;
  readonly now: Date;
  readonly stamp_id: Id;
  readonly attendance_id: Id;
  readonly audit_id: Id;
  readonly shift_id: Id;
  readonly activity_id: Id;
  readonly organization_path: string;
  readonly service_day: BusinessDate;
  readonly direction: 'in' | 'out';
  readonly stamped_at: Date;
  readonly source: PresenceSource;
  readonly code_step: number | null;
  readonly is_late: boolean;
  readonly is_inside: boolean | null;
  readonly accuracy_metres: number | null;
  readonly recorded_by: Id | null;
  readonly pairs_allowed: number;
  /** Bytes as the database reads them from a text. */
  readonly sender_index: string;
};
export type Outcome = {
  readonly outcome: 'stamped' | 'repeated' | ProblemCode;
  readonly attendance_id: Id;
  readonly state: AttendanceState;
  readonly stamped_at: string;
  readonly direction: 'in' | 'out';
};

/** Each with its place, written before it: adding a field to each of them would cost as much as the rest. */
const placed = (stamps: readonly Stamp[]): string =>
  `[${stamps.map((stamp, place) => `{"place":${place},${JSON.stringify(stamp).slice(1)}`).join()}]`;

/** Arrivals of one moment share a statement and a commit. */
export const writeStamps = perPool((pool) =>
  batch<Stamp, Outcome>({
    at_once: 2,
    send: async (stamps) => {
      const rows = await new Reader(pool).all<{ place: number; answer: Outcome }>(sql`
    select place, answer from records_stamp_all(${placed(stamps)}::json)`);
      const answers = new Map(rows.map((row) => [row.place, row.answer]));
      return stamps.map((_, place) => {
        const answer = answers.get(place);
        if (answer === undefined) throw new Error('a stamp got no answer');
        return answer;
      });
    },
  }),
);
