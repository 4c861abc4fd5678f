import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { decideTogether, joiningProblem, needsParent } from '../../../domain/projects/sign-up-together.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { childrenOf } from '../../volunteers/children-of.ts';
import { lockShifts } from '../lock-shifts.ts';
import type { SignUpAnswer } from './sign-up.ts';
import { signUpQuestion, type SignUpQuestion } from './sign-up-question.ts';

type Wanted = {
  readonly activity_id: Id;
  readonly shift_id: Id;
  readonly child_ids: readonly Id[];
  readonly risk_acknowledged: boolean;
};
type Party = {
  readonly place: 'seat' | 'waitlist';
  readonly waitlist_place: number | null;
  readonly sign_ups: { volunteer_id: Id; sign_up_id: Id }[];
};
type Member = {
  readonly volunteer_id: Id;
  readonly accompanied_by: Id | null;
  readonly party_id: Id | null;
  readonly id: Id;
};

/** A parent with the children who come along (R61): seats for all or a wait for all, in one write. */
export async function signUpTogether(writer: Writer, input: Wanted): Promise<Party> {
  const me = writer.caller.person_id;
  const people = [me, ...new Set(input.child_ids)];
  await requireGuardian(writer, input.child_ids);
  const questions = await lockedQuestions(writer, input, people, people);
  const party = questions.map((question, index) =>
    index === 0 ? question : { ...question, applicant: { ...question.applicant, with_parent: true } },
  );
  const decision = decideTogether(party, party[0] ?? { taken: 0, waiting: 0, now: writer.now });
  if (decision.result === 'problem') throw decision.problem;
  const head = writer.newId();
  const members = people.map((volunteer_id, index): Member => ({
    volunteer_id,
    id: index === 0 ? head : writer.newId(),
    accompanied_by: index === 0 ? null : me,
    party_id: index === 0 ? null : head,
  }));
  await keep(writer, input, members, decision.result);
  return {
    place: decision.result,
    waitlist_place: decision.result === 'waitlist' ? decision.place : null,
    sign_ups: members.map(({ volunteer_id, id }) => ({ volunteer_id, sign_up_id: id })),
  };
}

/** A child by itself, signed up by a guardian; where it needs its parent, it joins the one who has a seat. */
export async function signUpChild(
  writer: Writer,
  input: Omit<Wanted, 'child_ids'> & { readonly child_id: Id },
): Promise<SignUpAnswer> {
  const me = writer.caller.person_id;
  const asked = {
    activity_id: input.activity_id,
    shift_id: input.shift_id,
    volunteer_id: input.child_id,
    caller_id: me,
    now: writer.now,
  };
  await requireGuardian(writer, [input.child_id]);
  const parent = (await signUpQuestion(writer, asked)).accompanied_by;
  const [question] = await lockedQuestions(
    writer,
    input,
    [input.child_id],
    parent === null ? [input.child_id] : [input.child_id, parent],
  );
  if (question === undefined || question.accompanied_by !== parent) throw problem('core.conflict');
  const decision = decideTogether([question], question);
  if (decision.result === 'problem') throw decision.problem;
  const needs = needsParent(question);
  const beside =
    parent === null
      ? undefined
      : await writer.maybe<{ id: Id; place: 'seat' | 'waitlist' }>(sql`
    select coalesce(party_id, id) as id, place from sign_ups where volunteer_id = ${parent} and shift_id = ${input.shift_id} and ended_at is null`);
  const refused = joiningProblem(needs, beside?.place ?? null);
  if (refused !== null) throw refused;
  const id = writer.newId();
  await keep(
    writer,
    input,
    [{ volunteer_id: input.child_id, id, accompanied_by: parent, party_id: needs ? (beside?.id ?? null) : null }],
    decision.result,
  );
  return {
    sign_up_id: id,
    place: decision.result,
    waitlist_place: decision.result === 'waitlist' ? decision.place : null,
  };
}

/** Before any lock and any answer: somebody else's child does not exist here. */
async function requireGuardian(writer: Writer, childIds: readonly Id[]): Promise<void> {
  const own = await writer.all<{ child_id: Id }>(childrenOf(writer.caller.person_id, childIds));
  const guarded = new Set(own.map((row) => row.child_id));
  if (!childIds.every((id) => guarded.has(id))) throw problem('core.not_found');
}

/** Persons by id, then the shift; what is asked under these locks cannot change any more. */
async function lockedQuestions(
  writer: Writer,
  input: Omit<Wanted, 'child_ids'>,
  people: readonly Id[],
  locked: readonly Id[],
): Promise<SignUpQuestion[]> {
  if (!input.risk_acknowledged) throw problem('projects.risk_not_acknowledged', {}, 'risk_acknowledged');
  const caller_id = writer.caller.person_id;
  const ask = { activity_id: input.activity_id, shift_id: input.shift_id, caller_id, now: writer.now };
  await writer.run(sql`
    insert into agendas (volunteer_id, changes) select distinct p.id, 1 from unnest(${locked}::uuid[]) as p (id) order by p.id
    on conflict (volunteer_id) do update set changes = agendas.changes + 1`);
  await lockShifts(writer, input.activity_id, [input.shift_id]);
  const open = await writer.maybe<{ is_cancelled: boolean }>(sql`
    select s.cancelled_at is not null or a.cancelled_at is not null as is_cancelled from shifts s join activities a on a.id = s.activity_id where s.activity_id = ${input.activity_id} and s.id = ${input.shift_id}`);
  if (open?.is_cancelled !== false) throw problem('projects.cancelled');
  const questions: SignUpQuestion[] = [];
  for (const volunteer_id of people) questions.push(await signUpQuestion(writer, { ...ask, volunteer_id }));
  return questions;
}

async function keep(
  writer: Writer,
  input: Omit<Wanted, 'child_ids'>,
  members: readonly Member[],
  place: 'seat' | 'waitlist',
): Promise<void> {
  const people = members.length;
  const shift = await writer.one<{ first: number; starts_at: Date; ends_at: Date }>(sql`
    update shifts set seats_taken = seats_taken + ${place === 'seat' ? people : 0}, waiting = waiting + ${place === 'seat' ? 0 : people}, next_queue_number = next_queue_number + ${people}
    where activity_id = ${input.activity_id} and id = ${input.shift_id} returning next_queue_number - ${people} as first, starts_at, ends_at`);
  const rows = members.map((member, index) => ({ ...member, queue_number: shift.first + index }));
  const { organization_path } = await writer.one<{ organization_path: string }>(
    sql`select organization_path from activities where id = ${input.activity_id}`,
  );
  await writer.run(sql`
    insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at, accompanied_by, party_id, signed_up_by, risk_acknowledged_at)
    select r.volunteer_id, r.id, ${input.activity_id}, ${input.shift_id}, ${organization_path}, ${shift.starts_at}, ${shift.ends_at}, ${place}, r.queue_number, ${writer.now}, r.accompanied_by, r.party_id, ${writer.caller.person_id}, ${writer.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (volunteer_id uuid, id uuid, accompanied_by uuid, party_id uuid, queue_number bigint)`);
  await writer.run(sql`
    update invitations set answered_at = ${writer.now}, answer = 'accepted'
    where volunteer_id = any(${members.map((each) => each.volunteer_id)}::uuid[]) and shift_id = ${input.shift_id} and answered_at is null`);
  for (const { id, accompanied_by } of members) {
    await writer.audit({
      action: 'projects.sign_up',
      subject_type: 'sign_up',
      subject_id: id,
      organization_path,
      after: { place, shift_id: input.shift_id, accompanied_by },
    });
  }
}
