/** What an end takes, whether somebody acts at once or planned it for a day: what is asked before, and what is done. */
import type { Id } from '../../../domain/id.ts';
import {
  refusalToLeave,
  type Answers,
  type LeftCounts,
  type LeftQuestion,
} from '../../../domain/organizations/left-behind.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersAt } from '../../holders.ts';
import type { Actor } from '../../http/actor.ts';
import { settleOrganization, type Nouns } from '../../lifecycle.ts';
import { requireReshape } from '../county/counted-places.ts';
import { countLeft } from '../left-behind.ts';
import { endVersion } from '../profile/add-version.ts';
import { assignGuidance } from '../profile/assign-guidance.ts';
import { handOverBelow, handOverGuidance } from './hand-over-below.ts';
import { findOrganization, loadOrganization, type OrganizationRow } from './load-organization.ts';
import { lockTree } from './move-organization.ts';

export type Dissolution = Answers & {
  organization_id: Id;
  successor_id: Id | null;
  dissolved_on: BusinessDate;
  reason: string;
};

/** An end that may go ahead: whose, who takes over, and what was counted. */
export type Ending = {
  readonly organization: OrganizationRow;
  readonly successor: OrganizationRow | null;
  readonly heir: OrganizationRow;
  readonly counts: LeftCounts;
  readonly questions: readonly LeftQuestion[];
};
export type Judged = Pick<Ending, 'organization' | 'successor'>;

/**
 * Everything that may stand in the way, for whoever decides (`by`): locks what the end touches, asks `refusal` about the day,
 * and counts what would be left without an answer.
 */
export async function prepareEnd(
  writer: Writer,
  nouns: Nouns,
  asked: { input: Dissolution; by: Actor; refusal: (judged: Judged) => Promise<Problem | null> },
): Promise<Ending> {
  const { input, by } = asked;
  await lockTree(writer);
  const organization = await loadOrganization(writer, input.organization_id);
  requireReshape(by, organization);
  const successor = input.successor_id === null ? null : await loadOrganization(writer, input.successor_id);
  // founding, joining and granting lock the row for their reference (standingOrganization): they come before, or find it gone
  await writer.run(
    sql`select 1 from organizations where id = any(${[organization.id, organization.parent_id, input.successor_id]}::uuid[]) order by id for update`,
  );
  const refused = await asked.refusal({ organization, successor });
  if (refused) throw refused;
  const heir = await heirOf(writer, organization, input.successor_id);
  if (heir === null || heir.dissolved_on !== null) throw problem('organizations.successor_wrong', {}, 'successor_id');
  const { counts, questions } = await countLeft(nouns, writer, { organization, now: writer.now });
  const unanswered = refusalToLeave(counts, input);
  if (unanswered) throw unanswered;
  if (successor || questions.length > 0) by.require('organizations.manage', { path: heir.path }, 'organizations.read');
  return { organization, successor, heir, counts, questions };
}

/** Hands over, cancels or ends whatever still stands, as the answers say; with a successor this is a merger. */
export async function carryOutEnd(
  writer: Writer,
  nouns: Nouns,
  { ending, input, by, since }: { ending: Ending; input: Dissolution; by: Id; since: Date },
): Promise<void> {
  const { organization, successor, heir, counts } = ending;
  const leaving = { organization, heir, answers: input, day: input.dissolved_on, by, since };
  await handOverGuidance(writer, leaving);
  await handOverBelow(writer, nouns, leaving);
  await settleOrganization(writer, nouns, { event: successor ? 'merged' : 'dissolved', given: leaving });
  await endVersion(writer, sql`o.id = ${organization.id}`, input.dissolved_on);
  await writer.run(
    sql`update organizations set dissolved_on = ${input.dissolved_on}, successor_id = ${successor?.id ?? null}, dissolved_reason = ${input.reason} where id = ${organization.id}`,
  );
  await tellHeir(writer, organization, heir);
  if (organization.is_league_led) await assignGuidance(writer, organization.path, by);
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
}

export async function heirOf(
  reader: Reader,
  organization: OrganizationRow,
  successorId: Id | null,
): Promise<OrganizationRow | null> {
  if (successorId !== null) return loadOrganization(reader, successorId);
  return organization.parent_id === null ? null : ((await findOrganization(reader, organization.parent_id)) ?? null);
}

/** Those who answer for what a body takes over. */
export const keepersOf = (reader: Reader, { id }: { readonly id: Id }, now: Date): Promise<Id[]> =>
  holdersAt(reader, id, ['organizations.manage', 'organizations.edit', 'projects.publish'], now);

/** Those who manage at the heir hear what they now answer for. */
async function tellHeir(writer: Writer, organization: OrganizationRow, heir: OrganizationRow): Promise<void> {
  const staff = await keepersOf(writer, heir, writer.now);
  await writer.notify(
    staff.filter((one) => one !== writer.actor?.person_id),
    'organizations.handed_over',
    { organization: organization.name, heir: heir.name },
    heir.id,
  );
}
