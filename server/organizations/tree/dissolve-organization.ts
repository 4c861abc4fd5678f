import type { Id } from '../../../domain/id.ts';
import { refusalToLeave, type Answers } from '../../../domain/organizations/left-behind.ts';
import { refusalToDissolve, refusalToMerge } from '../../../domain/organizations/organization.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersAt } from '../../holders.ts';
import type { Actor } from '../../http/actor.ts';
import { assignGuidance } from '../profile/assign-guidance.ts';
import { requireReshape } from '../county/counted-places.ts';
import { settleOrganization, type Nouns } from '../../lifecycle.ts';
import { countLeft, lastRecorded } from '../left-behind.ts';
import { handOverBelow, handOverGuidance } from './hand-over-below.ts';
import { findOrganization, loadOrganization, type OrganizationRow } from './load-organization.ts';
import { lockTree } from './move-organization.ts';
import { endVersion } from '../profile/add-version.ts';

export type Dissolution = Answers & {
  organization_id: Id;
  successor_id: Id | null;
  dissolved_on: BusinessDate;
  reason: string;
};

/** What would be left without anybody in charge, and who would take it over: read before the decision. */
export async function leftBy(
  { reader, actor, now }: { readonly reader: Reader; readonly actor: Actor; readonly now: Date },
  nouns: Nouns,
  input: { organization_id: Id; successor_id?: Id | undefined },
) {
  const organization = await loadOrganization(reader, input.organization_id);
  requireReshape(actor, organization);
  const heir = await heirOf(reader, organization, input.successor_id ?? null);
  const { rows, questions } = await countLeft(nouns, reader, { organization, now });
  const last_recorded_on = await lastRecorded(nouns, reader, {
    organization,
    today: businessDate(now),
  });
  return {
    last_recorded_on,
    heir: heir === null ? null : { id: heir.id, name_zh: heir.name, is_superior: input.successor_id === undefined },
    rows,
    questions,
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
  await lockTree(writer);
  const organization = await loadOrganization(writer, input.organization_id);
  requireReshape(writer.caller, organization);
  const successor = input.successor_id === null ? null : await loadOrganization(writer, input.successor_id);
  // founding, joining and granting lock the row for their reference (standingOrganization): they come before, or find it gone
  await writer.run(
    sql`select 1 from organizations where id = any(${[organization.id, organization.parent_id, input.successor_id]}::uuid[]) order by id for update`,
  );
  const today = businessDate(writer.now);
  const refused = successor
    ? refusalToMerge(organization, successor, input.dissolved_on, today)
    : refusalToDissolve(organization, input.dissolved_on, today);
  if (refused) throw refused;
  const last = await lastRecorded(nouns, writer, { organization, today });
  if (last !== null && input.dissolved_on < last)
    throw problem('organizations.recorded_later', { day: last }, 'dissolved_on');
  const heir = await heirOf(writer, organization, input.successor_id);
  if (heir === null || heir.dissolved_on !== null) throw problem('organizations.successor_wrong', {}, 'successor_id');
  const { counts, questions } = await countLeft(nouns, writer, { organization, now: writer.now });
  const unanswered = refusalToLeave(counts, input);
  if (unanswered) throw unanswered;
  if (successor || questions.length > 0)
    writer.caller.require('organizations.manage', { path: heir.path }, 'organizations.read');
  const leaving = { organization, heir, answers: input, day: input.dissolved_on, by: writer.caller.person_id };
  await handOverGuidance(writer, leaving);
  await handOverBelow(writer, nouns, leaving);
  await settleOrganization(writer, nouns, { event: successor ? 'merged' : 'dissolved', given: leaving });
  await endVersion(writer, sql`o.id = ${organization.id}`, input.dissolved_on);
  await writer.run(
    sql`update organizations set dissolved_on = ${input.dissolved_on}, successor_id = ${successor?.id ?? null}, dissolved_reason = ${input.reason} where id = ${organization.id}`,
  );
  await tellHeir(writer, organization, heir);
  if (organization.is_league_led) await assignGuidance(writer, organization.path);
  const { below, work, members, message } = input;
  await writer.audit({
    action: successor ? 'organizations.merge' : 'organizations.dissolve',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: 'organizations.manage',
    before: { name_zh: organization.name, ...counts },
    after: {
      dissolved_on: input.dissolved_on,
      successor_id: successor?.id ?? null,
      heir: heir.name,
      below,
      work,
      members,
      message,
    },
    reason: input.reason,
  });
  return { moved: counts.below };
}

async function heirOf(
  reader: Reader,
  organization: OrganizationRow,
  successorId: Id | null,
): Promise<OrganizationRow | null> {
  if (successorId !== null) return loadOrganization(reader, successorId);
  return organization.parent_id === null ? null : ((await findOrganization(reader, organization.parent_id)) ?? null);
}

/** Those who manage at the heir hear what they now answer for. */
async function tellHeir(writer: Writer, organization: OrganizationRow, heir: OrganizationRow): Promise<void> {
  const keepers = ['organizations.manage', 'organizations.edit', 'projects.publish'] as const;
  const staff = await holdersAt(writer, heir.id, keepers, writer.now);
  for (const person of staff.filter((one) => one !== writer.caller.person_id)) {
    await writer.notify(
      person,
      'organizations.handed_over',
      { organization: organization.name, heir: heir.name },
      heir.id,
    );
  }
}
