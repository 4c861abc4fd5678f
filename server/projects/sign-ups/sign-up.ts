import { newId, type Id } from '../../../domain/id.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { decideSignUp } from '../../../domain/projects/sign-up.ts';
import { eventId } from '../../db/event-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { WriteContext } from '../../db/writer.ts';
import type { Entered, Entry, EntryAnswer } from './enter-sign-ups.ts';
import { signUpQuestion, type PreloadedQuestion } from './sign-up-question.ts';

export type SignUpAnswer = Entered;
export type SignUpInput = {
  readonly volunteer_id: Id;
  readonly activity_id: Id;
  readonly shift_id: Id;
  readonly risk_acknowledged: boolean;
};
/** Where a sign-up is written: by itself, or within a running write. */
export type SignUpDeps = {
  readonly enter: (entry: Entry) => Promise<EntryAnswer>;
  readonly kept: Pick<Reader, 'maybe'>;
};

/** Load, decide, one statement. The caller is the volunteer, or a guardian for an own child (R61). `loaded` came with the session. */
export async function signUp(
  deps: SignUpDeps,
  reader: Reader,
  context: WriteContext,
  input: SignUpInput,
  loaded?: PreloadedQuestion,
): Promise<SignUpAnswer> {
  const caller = context.actor;
  if (caller === null) throw problem('core.signed_out');
  if (!input.risk_acknowledged) throw problem('projects.risk_not_acknowledged', {}, 'risk_acknowledged');
  const question = await signUpQuestion(reader, { ...input, caller_id: caller.person_id, now: context.now }, loaded);
  if (question.sign_up_for === 'nobody_here') throw problem('core.not_found');
  const decision = decideSignUp(question);
  if (decision.result === 'problem') return firstAnswer(deps.kept, context, decision.problem);
  const answer = await deps.enter({
    volunteer_id: input.volunteer_id,
    activity_id: input.activity_id,
    shift_id: input.shift_id,
    id: newId(context.now),
    now: context.now,
    limits: {
      open_sign_ups: question.limits.open_sign_ups,
      minutes_per_day: question.limits.minutes_per_day,
      waitlist_capacity: question.shift.waitlist_capacity,
    },
    caller: {
      person_id: caller.person_id,
      accompanied_by: question.accompanied_by,
      audit_id: eventId(context.secrets, context.now, {
        action: 'projects.sign_up',
        actor_person_id: caller.person_id,
        request_id: context.request_id,
      }),
      request_id: context.request_id,
      actor_key: context.request_key?.actor_key ?? null,
      request_key: context.request_key?.key ?? null,
      body_hash: context.request_key?.body_hash ?? null,
    },
  });
  if ('sign_up_id' in answer) return answer;
  throw problem(answer.problem, answer.params ?? {});
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
