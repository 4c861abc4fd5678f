import type { Id } from '../../../domain/id.ts';
import { problem, type ProblemCode } from '../../../domain/problem.ts';
import { withdrawal, withdrawBy } from '../../../domain/projects/shifts.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { childrenIdsOf } from '../../volunteers/children-of.ts';
import { tellPromoted, type Promoted } from './promoted.ts';

type Ended = {
  ended_as: 'withdrawn' | 'withdrawn_late' | 'no_show' | 'cancelled';
  promoted: Promoted[];
  together: number;
  problem?: ProblemCode;
};
type OwnRow = {
  volunteer_id: Id;
  activity_id: Id;
  shift_id: Id;
  organization_path: string;
  shift_starts_at: Date;
  shift_moved_at: Date | null;
};

/** Art. 22. One's own sign-up, or a child's by the guardian; a parent takes the children along (R61), and the head of the waitlist moves up in the same statement. */
export async function withdraw(
  writer: Writer,
  later: Pick<LaterNouns, 'hasCheckedIn'>,
  input: { sign_up_id: Id; reason: string },
): Promise<Pick<Ended, 'ended_as' | 'together'> & { promoted: number }> {
  const me = writer.caller.person_id;
  const people = [me, ...(await childrenIdsOf(writer, me))];
  const whose = await writer.maybe<{ volunteer_id: Id }>(
    sql`select volunteer_id from sign_ups where volunteer_id = any(${people}::uuid[]) and id = ${input.sign_up_id}`,
  );
  if (whose === undefined) throw problem('projects.not_signed_up');
  // the person first, so that a shift that is just being moved is read with its new time
  await writer.run(sql`select 1 from agendas where volunteer_id = ${whose.volunteer_id} for update`);
  const row = await writer.maybe<OwnRow>(sql`
    select volunteer_id, activity_id, shift_id, organization_path, shift_starts_at, shift_moved_at from sign_ups
    where volunteer_id = ${whose.volunteer_id} and id = ${input.sign_up_id} and ended_at is null`);
  if (row === undefined) throw problem('projects.not_signed_up');
  const { withdraw_until_hours } = await writer.one<{ withdraw_until_hours: number }>(
    sql`select withdraw_until_hours from activities where id = ${row.activity_id}`,
  );
  const timing = withdrawal(writer.now, {
    starts_at: row.shift_starts_at,
    withdraw_by: withdrawBy(row.shift_starts_at, withdraw_until_hours, row.shift_moved_at),
  });
  if (timing === 'refused') throw problem('projects.already_started');
  if (await later.hasCheckedIn(writer, row)) throw problem('projects.checked_in_before_leaving');
  const { ended } = await writer.one<{ ended: Ended }>(sql`
    select end_sign_up(${row.volunteer_id}, ${input.sign_up_id}, ${writer.now}, ${timing === 'late' ? 'withdrawn_late' : 'withdrawn'}, ${me}, ${input.reason}) as ended`);
  if (ended.problem !== undefined) throw problem(ended.problem);
  const promoted = ended.promoted.length;
  await tellPromoted(writer, ended.promoted);
  await writer.audit({
    action: 'projects.withdraw',
    subject_type: 'sign_up',
    subject_id: input.sign_up_id,
    organization_path: row.organization_path,
    after: { ended_as: ended.ended_as, promoted, together: ended.together },
    reason: input.reason,
  });
  return { ended_as: ended.ended_as, promoted, together: ended.together };
}
