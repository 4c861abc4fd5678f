/** Attributes with a validity: name, parent, division, guiding body. The last day of validity belongs to it. */
import { problem, type Problem } from '../problem.ts';
import { addDays, type BusinessDate } from '../time.ts';

export type Validity = { readonly valid_from: BusinessDate; readonly valid_until: BusinessDate | null };

function holdsOn(attribute: Validity, day: BusinessDate): boolean {
  return attribute.valid_from <= day && (attribute.valid_until === null || day <= attribute.valid_until);
}

export function attributeOn<Attribute extends Validity>(
  attributes: readonly Attribute[],
  day: BusinessDate,
): Attribute | null {
  return attributes.find((attribute) => holdsOn(attribute, day)) ?? null;
}

/**
 * History with a new attribute from a day on: the attribute then open ends the day before.
 * Null when the day lies before the open attribute began: history is not rewritten.
 */
export function succeeded<Attribute extends Validity>(
  attributes: readonly Attribute[],
  next: Attribute,
): readonly Attribute[] | null {
  const open = attributes.find((attribute) => attribute.valid_until === null);
  if (!open) return [...attributes, next];
  if (next.valid_from < open.valid_from) return null;
  if (next.valid_from === open.valid_from) return [...attributes.filter((attribute) => attribute !== open), next];
  const closed = { ...open, valid_until: addDays(next.valid_from, -1) };
  return [...attributes.map((attribute) => (attribute === open ? closed : attribute)), next];
}

/** True when no two attributes hold on the same day. */
export function isDisjoint(attributes: readonly Validity[]): boolean {
  const sorted = [...attributes].sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
  return sorted.every((attribute, index) => {
    const next = sorted[index + 1];
    return !next || (attribute.valid_until !== null && attribute.valid_until < next.valid_from);
  });
}

/** What takes effect when it is written, and what has happened, is never dated later than today. */
export function refusalOfFuture(day: BusinessDate, today: BusinessDate, field: string): Problem | null {
  return day > today ? problem('organizations.in_future', { today }, field) : null;
}
