import type { Id } from '../../../domain/id.ts';
import { isAssociation, type OrganizationKind } from '../../../domain/organizations/kinds.ts';
import { refusalToMarkLeagueLed, refusalToRename } from '../../../domain/organizations/organization.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { assignGuidance } from '../profile/assign-guidance.ts';
import { refuseTakenName } from './create-organization.ts';
import { requireRename } from '../county/counted-places.ts';
import { loadOrganization, standingOrganization } from './load-organization.ts';
import { pinyinOf } from './pinyin.ts';
import { refuseClaimedName } from './refuse-claimed-name.ts';
import { addVersion } from '../profile/add-version.ts';

export async function renameOrganization(
  writer: Writer,
  later: Pick<LaterNouns, 'lastServed'>,
  input: { organization_id: Id; name_zh: string; valid_from: BusinessDate; reason: string },
): Promise<{ done: true }> {
  const organization = await loadOrganization(writer, input.organization_id);
  writer.caller.require('organizations.manage', { path: organization.path }, 'organizations.read');
  requireRename(writer.caller, organization);
  const refused = refusalToRename(organization, input.valid_from, businessDate(writer.now));
  if (refused) throw refused;
  await refuseOverServices(writer, later, input);
  if (organization.name !== input.name_zh) {
    await refuseTakenName(writer, organization.parent_id, input.name_zh);
    await refuseClaimedName(writer, {
      name: input.name_zh,
      field: 'name_zh',
      permission: 'organizations.manage',
      place: organization.path,
      kind: organization.kind,
      self: organization.path,
    });
  }
  await writer.run(
    sql`update organizations set name_zh = ${input.name_zh}, pinyin = ${pinyinOf(input.name_zh)} where id = ${organization.id}`,
  );
  await addVersion(writer, sql`o.id = ${organization.id}`, input.valid_from, 'renamed');
  await writer.audit({
    action: 'organizations.rename',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: 'organizations.manage',
    before: { name_zh: organization.name },
    after: { name_zh: input.name_zh, valid_from: input.valid_from },
    reason: input.reason,
  });
  return { done: true };
}

/**
 * A name is told of what was served under it: a rename reaches back to the last recorded service at most. Today is always
 * open, as a team may serve every day.
 */
async function refuseOverServices(
  writer: Writer,
  later: Pick<LaterNouns, 'lastServed'>,
  { organization_id, valid_from }: { organization_id: Id; valid_from: BusinessDate },
): Promise<void> {
  if (valid_from === businessDate(writer.now)) return;
  const day = await later.lastServed(writer, organization_id, valid_from);
  if (day !== null) throw problem('organizations.served_before', { day }, 'valid_from');
}

/** G03 G06: which body guides it, and whether it counts as league-led. */
export async function guideOrganization(
  writer: Writer,
  input: { organization_id: Id; guiding_id: Id | null; is_league_led: boolean; valid_from: BusinessDate },
): Promise<{ done: true }> {
  const organization = await loadOrganization(writer, input.organization_id);
  writer.caller.require('organizations.manage', { path: organization.path }, 'organizations.read');
  const refused = refusalToRename(organization, input.valid_from, businessDate(writer.now));
  if (refused) throw refused;
  const guide = input.guiding_id === null ? null : await standingOrganization(writer, input.guiding_id);
  if (guide && isAssociation(organization.kind) && guide.kind !== 'league_committee')
    throw problem('organizations.guide_not_league', {}, 'guiding_id');
  const parent = organization.parent_id === null ? null : await loadOrganization(writer, organization.parent_id);
  const guides = [guide, parent].filter((one) => one !== null);
  const unled = input.is_league_led ? refusalToMarkLeagueLed(organization.kind, guides) : null;
  if (unled) throw unled;
  await writer.run(
    sql`update organizations set guiding_id = ${input.guiding_id}, is_league_led = ${input.is_league_led} where id = ${organization.id}`,
  );
  await addVersion(writer, sql`o.id = ${organization.id}`, input.valid_from, 'guiding changed');
  if (input.is_league_led !== organization.is_league_led) await assignGuidance(writer, organization.path);
  await writer.audit({
    action: 'organizations.guide',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: 'organizations.manage',
    before: { guiding_id: organization.guiding_id, is_league_led: organization.is_league_led },
    after: { guiding_id: input.guiding_id, is_league_led: input.is_league_led },
  });
  return { done: true };
}

/** G03: a league-led association that changes its superior keeps a league committee to guide it. */
export function assertGuidance(
  organization: { kind: OrganizationKind; is_league_led: boolean },
  guide: OrganizationKind | null,
  parent: OrganizationKind,
): void {
  const unled = organization.is_league_led
    ? refusalToMarkLeagueLed(
        organization.kind,
        [parent, ...(guide === null ? [] : [guide])].map((kind) => ({ kind })),
      )
    : null;
  if (unled) throw unled;
}
