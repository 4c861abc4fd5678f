import { leftKindNames, leftKinds, questionsOf, type LeftCounts } from '../../domain/organizations/left-behind.ts';
import type { BusinessDate } from '../../domain/time.ts';
import type { Counted } from '../db/count-found.ts';
import type { Reader } from '../db/reader.ts';
import type { Nouns } from '../lifecycle.ts';
import type { OrganizationRow } from './tree/load-organization.ts';

/** The last day on which anything is recorded at the organisation itself, today at the latest. */
export async function lastRecorded(
  { lifecycles }: Nouns,
  reader: Reader,
  { organization, today }: { organization: OrganizationRow; today: BusinessDate },
): Promise<BusinessDate | null> {
  const days: BusinessDate[] = [];
  for (const { lastDay } of lifecycles) {
    const day = (await lastDay?.(reader, organization, today)) ?? null;
    if (day !== null) days.push(day);
  }
  return days.sort().at(-1) ?? null;
}

/** Everything that all nouns would leave behind; what two of them count under one name is added up. */
export async function countLeft(
  { lifecycles }: Nouns,
  reader: Reader,
  { organization, now }: { organization: OrganizationRow; now: Date },
) {
  const found: Record<string, Counted> = {};
  for (const { count } of lifecycles) {
    if (count === undefined) continue;
    for (const [kind, counted] of Object.entries(await count(reader, organization, now))) {
      const before = found[kind];
      found[kind] = before
        ? { count: before.count + counted.count, names: [...before.names, ...counted.names] }
        : counted;
    }
  }
  const counts = Object.fromEntries(leftKindNames.map((kind) => [kind, found[kind]?.count ?? 0])) as LeftCounts;
  const rows = leftKindNames
    .filter((kind) => counts[kind] > 0)
    .map((kind) => ({ kind, count: counts[kind], names: [...(found[kind]?.names ?? [])], asks: leftKinds[kind].asks }));
  return { counts, rows, questions: [...questionsOf(counts)] };
}
