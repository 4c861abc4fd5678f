/** How an organisation comes, changes and goes. Every change is a dated record; nothing is rewritten. */
import { inBoth, problem, type Problem } from '../problem.ts';
import { addMonths, type BusinessDate } from '../time.ts';
import { attributeOn, refusalOfFuture, type Validity } from './dated.ts';
import { isAssociation, isDivision, kindNames, mayStandUnder, type OrganizationKind } from './kinds.ts';
import { isAtOrBelow, type Path } from './path.ts';

export type Organization = {
  readonly id: string;
  readonly kind: OrganizationKind;
  readonly name: string;
  readonly path: Path;
  readonly parent_id: string | null;
  readonly founded_on: BusinessDate;
  readonly dissolved_on: BusinessDate | null; // first day on which it no longer exists
  readonly successor_id: string | null;
  /** The day of the last recorded change of name or parent. */
  readonly changed_on: BusinessDate;
};

export type NameAttribute = Validity & { readonly name: string };
export type ParentAttribute = Validity & { readonly parent_id: string | null; readonly path: Path };

export function existsOn(organization: Pick<Organization, 'founded_on' | 'dissolved_on'>, day: BusinessDate): boolean {
  return organization.founded_on <= day && (organization.dissolved_on === null || day < organization.dissolved_on);
}

/** Name and place as they were on a day, from the dated attributes. */
export function asOf(names: readonly NameAttribute[], parents: readonly ParentAttribute[], day: BusinessDate) {
  const name = attributeOn(names, day);
  const parent = attributeOn(parents, day);
  return name && parent ? { name: name.name, parent_id: parent.parent_id, path: parent.path } : null;
}

type ParentView = Pick<Organization, 'kind' | 'founded_on' | 'dissolved_on' | 'path'>;

export function refusalToFound(
  kind: OrganizationKind,
  parent: ParentView | null,
  day: BusinessDate,
  today: BusinessDate,
): Problem | null {
  return refusalOfFuture(day, today, 'founded_on') ?? refusalToStandUnder(kind, parent, day);
}

function refusalToStandUnder(kind: OrganizationKind, parent: ParentView | null, day: BusinessDate): Problem | null {
  if (!mayStandUnder(kind, parent?.kind ?? null)) return notUnder(kind, parent?.kind ?? null);
  if (parent && !existsOn(parent, day)) return goneOrNotYet(parent);
  return null;
}

export function refusalToRename(organization: Organization, day: BusinessDate, today: BusinessDate): Problem | null {
  return refusalToChange(organization, day, today);
}

export function refusalToMove(
  organization: Organization,
  parent: ParentView,
  day: BusinessDate,
  today: BusinessDate,
): Problem | null {
  const refused = refusalToChange(organization, day, today);
  if (refused) return refused;
  if (isAtOrBelow(parent.path, organization.path)) return problem('organizations.under_itself');
  return refusalToStandUnder(organization.kind, parent, day);
}

/** Merging dissolves one into another of a like kind, which takes over children, records and certificates. */
export function refusalToMerge(
  from: Organization,
  into: Organization,
  day: BusinessDate,
  today: BusinessDate,
): Problem | null {
  const refused = refusalToChange(from, day, today, 'dissolved_on');
  if (refused) return refused;
  const alike =
    from.kind === into.kind ||
    (isAssociation(from.kind) && isAssociation(into.kind)) ||
    (!isDivision(from.kind) && !isDivision(into.kind));
  if (!alike || isAtOrBelow(into.path, from.path) || !existsOn(into, day))
    return problem('organizations.successor_wrong', {}, 'successor_id');
  return null;
}

/** Without a successor the superior takes over what is left; what that is, and the answers it asks for, stands in left-behind.ts. */
export function refusalToDissolve(organization: Organization, day: BusinessDate, today: BusinessDate): Problem | null {
  return refusalToChange(organization, day, today, 'dissolved_on');
}

/** An end is planned for a day to come, within a year: what follows from it is judged as if that day were today. */
export function refusalToPlan(
  organization: Organization,
  successor: Organization | null,
  { day, today }: { readonly day: BusinessDate; readonly today: BusinessDate },
): Problem | null {
  if (organization.dissolved_on !== null) return problem('organizations.dissolved', { day: organization.dissolved_on });
  if (day <= today) return problem('organizations.planned_past', { today }, 'dissolved_on');
  const last = addMonths(today, 12);
  if (day > last) return problem('organizations.planned_far', { day: last }, 'dissolved_on');
  return successor ? refusalToMerge(organization, successor, day, day) : refusalToDissolve(organization, day, day);
}

/** G03: league-led only under the guidance of a league committee. */
export function refusalToMarkLeagueLed(
  kind: OrganizationKind,
  guides: readonly { kind: OrganizationKind }[],
): Problem | null {
  if (!isAssociation(kind)) return problem('organizations.not_an_association');
  return guides.some((guide) => guide.kind === 'league_committee') ? null : problem('organizations.guide_missing');
}

/** Who answers for what a dissolved organisation left: the last successor in the chain, or its superior. */
export function answerableFor(
  organization: Pick<Organization, 'id' | 'dissolved_on' | 'successor_id' | 'parent_id'>,
  find: (id: string) => Pick<Organization, 'id' | 'dissolved_on' | 'successor_id' | 'parent_id'> | undefined,
): string | null {
  const seen = new Set<string>();
  let current: typeof organization | undefined = organization;
  while (current && current.dissolved_on !== null && !seen.has(current.id)) {
    seen.add(current.id);
    const next: string | null = current.successor_id ?? current.parent_id;
    current = next === null ? undefined : find(next);
  }
  return current && current.dissolved_on === null ? current.id : null;
}

function refusalToChange(
  organization: Organization,
  day: BusinessDate,
  today: BusinessDate,
  field = 'valid_from',
): Problem | null {
  if (organization.dissolved_on !== null) return problem('organizations.dissolved', { day: organization.dissolved_on });
  if (day < organization.changed_on)
    return problem('organizations.before_history', { day: organization.changed_on }, field);
  return refusalOfFuture(day, today, field);
}

function goneOrNotYet(parent: ParentView): Problem {
  return parent.dissolved_on !== null
    ? problem('organizations.dissolved', { day: parent.dissolved_on })
    : problem('organizations.before_history', { day: parent.founded_on }, 'valid_from');
}

function notUnder(kind: OrganizationKind, parent: OrganizationKind | null): Problem {
  return problem(
    'organizations.kind_not_under',
    { ...inBoth('kind', kindNames[kind]), ...(parent ? inBoth('parent', kindNames[parent]) : { parent: '—' }) },
    'parent_id',
  );
}
