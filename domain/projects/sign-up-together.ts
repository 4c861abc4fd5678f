/**
 * R61, S40: a parent and the children that come along are one sign-up. All get a seat or all wait, one behind the
 * other, and they move up together: a child is never left on the list alone, nor on the site.
 */
import { problem, type Problem } from '../problem.ts';
import { requirements, type Applicant, type ShiftTerms, type SignUpLimits } from './requirements.ts';
import type { SignUpResult } from './sign-up.ts';

type Asked = { readonly applicant: Applicant; readonly shift: ShiftTerms; readonly limits: SignUpLimits };

/** Whether the age matrix or the activity lets this child take part only with a parent. */
export function needsParent(asked: Asked): boolean {
  return requirements(asked).some((each) => each.code === 'with_parent');
}

/** Places are asked for all; one person's unmet requirement keeps all from signing up. */
export function decideTogether(
  party: readonly Asked[],
  at: { readonly taken: number; readonly waiting: number; readonly now: Date },
): SignUpResult {
  const shift = party[0]?.shift;
  if (shift === undefined || at.now >= shift.closes_at) return refused(problem('projects.sign_up_closed'));
  for (const asked of party) {
    const unmet = requirements(asked).find((each) => each.problem !== null);
    if (unmet?.problem) return refused(unmet.problem);
  }
  if (at.waiting === 0 && at.taken + party.length <= shift.capacity) return { result: 'seat' };
  if (party.length > shift.capacity) return refused(problem('projects.party_too_large', { places: shift.capacity }));
  if (at.waiting + party.length > shift.waitlist_capacity) return refused(problem('projects.waitlist_full'));
  return { result: 'waitlist', place: at.waiting + 1 };
}

function refused(found: Problem): SignUpResult {
  return { result: 'problem', problem: found };
}

/** A child that needs its parent joins a parent who has a seat; beside one who waits it would get there first. */
export function joiningProblem(needs: boolean, parentPlace: 'seat' | 'waitlist' | null): Problem | null {
  return needs && parentPlace === 'waitlist' ? problem('projects.parent_waits') : null;
}
