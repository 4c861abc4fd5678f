import type { Id } from '../../domain/id.ts';
import { problem, type Problem, type ProblemCode, type ProblemParams } from '../../domain/problem.ts';
import { decideSignUp } from '../../domain/projects/sign-up.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { json, type WriteContext } from '../db/writer.ts';
import { newId } from '../../domain/id.ts';
import { signUpQuestion, type QuestionRow } from './sign-up-question.ts';

export type SignUpAnswer = { sign_up_id: Id; place: 'seat' | 'waitlist'; waitlist_place: number | null };
export type SignUpInput = { readonly volunteer_id: Id; readonly activity_id: Id; readonly shift_id: Id; readonly risk_acknowledged: boolean };

/**
 * Load, decide, one statement. The caller is the volunteer, or a guardian for an own child (R61).
 * `run` is a pool or the connection of a running write: the statement is one transaction by itself. `loaded` came beside the session.
 */
export async function signUp(run: Pick<Reader, 'one' | 'maybe'>, reader: Reader, context: WriteContext, input: SignUpInput, loaded?: QuestionRow): Promise<SignUpAnswer> {
  const caller = context.actor;
  if (caller === null) throw problem('core.signed_out');
  if (!input.risk_acknowledged) throw problem('projects.risk_not_acknowledged', {}, 'risk_acknowledged');
  const question = await signUpQuestion(reader, { ...input, caller_id: caller.person_id, now: context.now }, loaded);
  if (question.sign_up_for === 'nobody_here') throw problem('core.not_found');
  const decision = decideSignUp(question);
  if (decision.result === 'problem') return firstAnswer(run, context, decision.problem);
  const statement = signUpStatement(context, input, {
    person_id: caller.person_id, accompanied_by: question.accompanied_by, open_sign_ups: question.limits.open_sign_ups,
    minutes_per_day: question.limits.minutes_per_day, waitlist_capacity: question.shift.waitlist_capacity,
  });
  try {
    const { answer } = await run.one<{ answer: SignUpAnswer & { problem?: ProblemCode } }>(statement);
    if (answer.problem !== undefined) throw problem(answer.problem);
    return answer;
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

/** A retry of a request that was answered gets that answer, whatever has become of the rules since. */
async function firstAnswer(run: Pick<Reader, 'maybe'>, context: WriteContext, refused: Problem): Promise<SignUpAnswer> {
  const request = context.request_key;
  if (request === undefined) throw refused;
  const kept = await run.maybe<{ body_hash: string; answer: { body: SignUpAnswer } | null }>(sql`
    select body_hash, answer from request_keys where actor_key = ${request.actor_key} and request_key = ${request.key}`);
  if (kept === undefined || kept.answer === null) throw refused;
  if (kept.body_hash !== request.body_hash) throw problem('core.request_key_reused');
  return kept.answer.body;
}

type StatementFacts = { person_id: Id; accompanied_by: Id | null; open_sign_ups: number; minutes_per_day: number; waitlist_capacity: number };

function signUpStatement(context: WriteContext, input: SignUpInput, facts: StatementFacts): Sql {
  const limits = { open_sign_ups: facts.open_sign_ups, minutes_per_day: facts.minutes_per_day, waitlist_capacity: facts.waitlist_capacity };
  const caller = {
    person_id: facts.person_id, accompanied_by: facts.accompanied_by, audit_id: newId(context.now), request_id: context.request_id,
    actor_key: context.request_key?.actor_key ?? null, request_key: context.request_key?.key ?? null, body_hash: context.request_key?.body_hash ?? null,
  };
  return sql`select sign_up_for_shift(${input.volunteer_id}, ${input.activity_id}, ${input.shift_id}, ${newId(context.now)}, ${context.now}, ${json(limits)}, ${json(caller)}) as answer`;
}

/** The statement refuses by raising QZ001 with the problem as its detail. */
function refusalOf(error: unknown): Problem | null {
  const { code, detail } = error as { code?: string; detail?: string };
  if (code !== 'QZ001' || detail === undefined) return null;
  const refused = JSON.parse(detail) as { problem: ProblemCode; params?: ProblemParams };
  return problem(refused.problem, refused.params ?? {});
}
