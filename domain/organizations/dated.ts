/** Facts with a validity: name, parent, division, guiding body. The last day of validity belongs to it. */
import { problem, type Problem } from '../problem.ts';
import { addDays, type BusinessDate } from '../time.ts';

export type Validity = { readonly valid_from: BusinessDate; readonly valid_until: BusinessDate | null };

export function holdsOn(fact: Validity, day: BusinessDate): boolean {
  return fact.valid_from <= day && (fact.valid_until === null || day <= fact.valid_until);
}

export function factOn<Fact extends Validity>(facts: readonly Fact[], day: BusinessDate): Fact | null {
  return facts.find((fact) => holdsOn(fact, day)) ?? null;
}

/**
 * History with a new fact from a day on: the fact then open ends the day before.
 * Null when the day lies before the open fact began: history is not rewritten.
 */
export function succeeded<Fact extends Validity>(facts: readonly Fact[], next: Fact): readonly Fact[] | null {
  const open = facts.find((fact) => fact.valid_until === null);
  if (!open) return [...facts, next];
  if (next.valid_from < open.valid_from) return null;
  if (next.valid_from === open.valid_from) return [...facts.filter((fact) => fact !== open), next];
  const closed = { ...open, valid_until: addDays(next.valid_from, -1) };
  return [...facts.map((fact) => (fact === open ? closed : fact)), next];
}

/** True when no two facts hold on the same day. */
export function isDisjoint(facts: readonly Validity[]): boolean {
  const sorted = [...facts].sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
  return sorted.every((fact, index) => {
    const next = sorted[index + 1];
    return !next || (fact.valid_until !== null && fact.valid_until < next.valid_from);
  });
}

/** What takes effect when it is written, and what has happened, is never dated later than today. */
export function refusalOfFuture(day: BusinessDate, today: BusinessDate, field: string): Problem | null {
  return day > today ? problem('organizations.in_future', { today }, field) : null;
}
