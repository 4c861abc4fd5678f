/**
 * May this person sign up for this shift, and with what result: a seat, a place on the ordered waitlist, or a
 * problem that names its remedy. The same requirements are the ticks on the activity page.
 */
import { problem, type Problem } from '../problem.ts';
import { type Asked, requirements } from './requirements.ts';

export type SignUpResult =
  | { readonly result: 'seat' }
  | { readonly result: 'waitlist'; readonly place: number }
  | { readonly result: 'problem'; readonly problem: Problem };

export function decideSignUp(
  asked: Asked & { readonly taken: number; readonly waiting: number; readonly now: Date },
): SignUpResult {
  const { shift, taken, waiting, now } = asked;
  if (now >= shift.closes_at) return { result: 'problem', problem: problem('projects.sign_up_closed') };
  const unmet = requirements(asked).find((each) => each.problem !== null);
  if (unmet?.problem) return { result: 'problem', problem: unmet.problem };
  // who waits goes first: a free seat belongs to the head of the waitlist, not to the newcomer
  if (taken < shift.capacity && waiting === 0) return { result: 'seat' };
  if (waiting >= shift.waitlist_capacity) return { result: 'problem', problem: problem('projects.waitlist_full') };
  return { result: 'waitlist', place: waiting + 1 };
}
