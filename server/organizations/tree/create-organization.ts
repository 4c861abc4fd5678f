import type { Id } from '../../../domain/id.ts';
import { isAssociation, isDivision, type OrganizationKind } from '../../../domain/organizations/kinds.ts';
import { refusalToFound, refusalToMarkLeagueLed } from '../../../domain/organizations/organization.ts';
import { childPath } from '../../../domain/organizations/path.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assignGuidance } from '../profile/assign-guidance.ts';
import { standingOrganization } from './load-organization.ts';
import { pinyinOf } from './pinyin.ts';
import { refuseClaimedName } from './refuse-claimed-name.ts';
import { addVersion } from '../profile/add-version.ts';

export type NewOrganization = {
  readonly kind: OrganizationKind;
  readonly name_zh: string;
  readonly name_en?: string | null;
  readonly parent_id: Id;
  readonly founded_on: BusinessDate;
  /** Where it works; without one the level of the parent. */
  readonly level?: string | null;
  readonly division_code?: string | null;
  readonly guiding_id?: Id | null;
  readonly is_league_led?: boolean;
  readonly profile?: object;
  readonly is_example?: boolean;
};

export async function createOrganization(writer: Writer, input: NewOrganization): Promise<{ id: Id; path: string }> {
  const parent = await standingOrganization(writer, input.parent_id);
  writer.caller.require('organizations.manage', { path: parent.path }, 'organizations.read');
  const refused = refusalToFound(input.kind, parent, input.founded_on, businessDate(writer.now));
  if (refused) throw refused;
  await refuseTakenName(writer, parent.id, input.name_zh);
  await refuseClaimedName(writer, {
    name: input.name_zh,
    field: 'name_zh',
    permission: 'organizations.manage',
    place: parent.path,
    kind: input.kind,
  });
  const guide = input.guiding_id ? await standingOrganization(writer, input.guiding_id) : null;
  // G03: standing under a league committee is guidance too
  const guides = [...(guide ? [guide] : []), parent];
  if (input.is_league_led === true) {
    const unled = refusalToMarkLeagueLed(input.kind, guides);
    if (unled) throw unled;
  }
  if (guide && isAssociation(input.kind) && guide.kind !== 'league_committee')
    throw problem('organizations.guide_not_league', {}, 'guiding_id');
  const id = writer.newId();
  const { ordinal } = await writer.one<{ ordinal: number }>(
    sql`select nextval(pg_get_serial_sequence('organizations', 'ordinal'))::int as ordinal`,
  );
  const path = childPath(parent.path, ordinal);
  await writer.run(sql`
    insert into organizations (id, ordinal, path, parent_id, kind, name_zh, name_en, pinyin, division_code, level, is_league_led, guiding_id,
      founded_on, profile, is_example, created_at)
    overriding system value values (${id}, ${ordinal}, ${path}, ${parent.id}, ${input.kind}, ${input.name_zh}, ${input.name_en ?? null},
      ${pinyinOf(input.name_zh)}, ${input.division_code ?? null}, ${isDivision(input.kind) ? input.kind : (input.level ?? parent.level)},
      ${input.is_league_led ?? false}, ${input.guiding_id ?? null}, ${input.founded_on}, ${JSON.stringify(input.profile ?? {})},
      ${input.is_example ?? false}, ${writer.now})`);
  await addVersion(writer, sql`o.id = ${id}`, input.founded_on, 'founded');
  await writer.audit({
    action: 'organizations.found',
    subject_type: 'organization',
    subject_id: id,
    organization_path: path,
    permission: 'organizations.manage',
    after: { name_zh: input.name_zh, kind: input.kind, parent_id: parent.id, founded_on: input.founded_on },
  });
  if (input.is_league_led === true) await assignGuidance(writer, path);
  return { id, path };
}

export async function refuseTakenName(writer: Writer, parentId: Id | null, name: string): Promise<void> {
  const taken = await writer.maybe(sql`
    select id from organizations where parent_id is not distinct from ${parentId} and name_zh = ${name} and dissolved_on is null`);
  if (taken) throw problem('organizations.name_taken', { name }, 'name_zh');
}
