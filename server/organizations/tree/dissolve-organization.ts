import type { Id } from '../../../domain/id.ts';
import { refusalToDissolve, refusalToMerge } from '../../../domain/organizations/organization.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';
import type { Nouns } from '../../lifecycle.ts';
import { requireReshape } from '../county/counted-places.ts';
import { countLeft, lastRecorded } from '../left-behind.ts';
import { carryOutEnd, heirOf, prepareEnd, type Dissolution, type Judged } from './end-organization.ts';
import { loadOrganization } from './load-organization.ts';

/** What would be left without anybody in charge, and who would take it over: read before the decision. */
export async function leftBy(
  { reader, actor, now }: { readonly reader: Reader; readonly actor: Actor; readonly now: Date },
  nouns: Nouns,
  input: { organization_id: Id; successor_id?: Id | undefined; on?: BusinessDate | undefined },
) {
  const organization = await loadOrganization(reader, input.organization_id);
  requireReshape(actor, organization);
  const heir = await heirOf(reader, organization, input.successor_id ?? null);
  const { rows, questions } = await countLeft(nouns, reader, { organization, now });
  const last_recorded_on = await lastRecorded(nouns, reader, {
    organization,
    today: businessDate(now),
  });
  const after = input.on === undefined ? undefined : await nouns.later.shiftsFrom(reader, organization.id, input.on);
  return {
    last_recorded_on,
    heir: heir === null ? null : { id: heir.id, name_zh: heir.name, is_superior: input.successor_id === undefined },
    rows,
    questions,
    shifts_after: { count: after?.count ?? 0, names: [...(after?.names ?? [])] },
  };
}

/**
 * Ends an organisation. Whatever still stands is handed over, cancelled or ended as the answers say; without an answer for each
 * it is refused. With a successor this is a merger: the successor takes over, and answers for certificates.
 */
export async function dissolveOrganization(
  writer: Writer,
  nouns: Nouns,
  input: Dissolution,
): Promise<{ moved: number }> {
  const today = businessDate(writer.now);
  const refusal = async ({ organization, successor }: Judged): Promise<Problem | null> => {
    const refused = successor
      ? refusalToMerge(organization, successor, input.dissolved_on, today)
      : refusalToDissolve(organization, input.dissolved_on, today);
    if (refused) return refused;
    const last = await lastRecorded(nouns, writer, { organization, today });
    return last !== null && input.dissolved_on < last
      ? problem('organizations.recorded_later', { day: last }, 'dissolved_on')
      : null;
  };
  const ending = await prepareEnd(writer, nouns, { input, by: writer.caller, refusal });
  await carryOutEnd(writer, nouns, { ending, input, by: writer.caller.person_id, since: writer.now });
  return { moved: ending.counts.below };
}
