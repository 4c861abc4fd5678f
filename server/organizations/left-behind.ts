import { leftKindNames, leftKinds, questionsOf, type LeftCounts } from '../../domain/organizations/left-behind.ts';
import type { BusinessDate } from '../../domain/time.ts';
import type { Counted } from '../db/count-found.ts';
import type { Reader } from '../db/reader.ts';
import type { Lifecycle, Nouns } from '../lifecycle.ts';
import type { OrganizationRow } from './tree/load-organization.ts';

type Asked = { readonly organization: OrganizationRow; readonly today: BusinessDate };

/** The last day on which anything is recorded at the organisation itself, today at the latest. */
export async function lastRecorded(nouns: Nouns, reader: Reader, asked: Asked): Promise<BusinessDate | null> {
  const planned = nouns.lifecycles.map(({ lastPlannedDay }) => lastPlannedDay);
  const days = [await lastHappened(nouns, reader, asked), await latest(planned, reader, asked)];
  return (
    days
      .filter((day) => day !== null)
      .sort()
      .at(-1) ?? null
  );
}

/** The same without what was only set beforehand, such as a shift. */
export const lastHappened = ({ lifecycles }: Nouns, reader: Reader, asked: Asked): Promise<BusinessDate | null> =>
  latest(
    lifecycles.map(({ lastDay }) => lastDay),
    reader,
    asked,
  );

async function latest(
  questions: readonly Lifecycle['lastDay'][],
  reader: Reader,
  { organization, today }: Asked,
): Promise<BusinessDate | null> {
  const days: BusinessDate[] = [];
  for (const question of questions) {
    const day = (await question?.(reader, organization, today)) ?? null;
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
