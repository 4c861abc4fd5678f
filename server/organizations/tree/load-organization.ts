import type { Id } from '../../../domain/id.ts';
import type { OrganizationKind } from '../../../domain/organizations/kinds.ts';
import type { Organization } from '../../../domain/organizations/organization.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';

export type OrganizationRow = Organization & {
  readonly name_en: string | null;
  readonly level: string | null;
  readonly division_code: string | null;
  readonly is_league_led: boolean;
  readonly guiding_id: Id | null;
  readonly guiding_path: string | null;
  readonly guiding_kind: OrganizationKind | null;
  readonly guiding_name: string | null;
  readonly contact_phone: string | null;
  readonly is_example: boolean;
  readonly dissolved_reason: string | null;
};

export async function findOrganization(reader: Reader, id: Id): Promise<OrganizationRow | undefined> {
  return reader.maybe<OrganizationRow>(sql`
    select o.id, o.kind, o.name_zh as name, o.name_en, o.path, o.parent_id, coalesce(o.founded_on, '1949-10-01') as founded_on, o.dissolved_on,
      o.successor_id, o.level, o.division_code, o.is_league_led, o.guiding_id, o.contact_phone, o.is_example, o.dissolved_reason,
      g.path as guiding_path, g.kind as guiding_kind, g.name_zh as guiding_name,
      coalesce((select max(v.valid_from) from organization_versions v where v.organization_id = o.id), o.founded_on, '1949-10-01') as changed_on
    from organizations o left join organizations g on g.id = o.guiding_id
    where o.id = ${id}`);
}

export async function loadOrganization(reader: Reader, id: Id): Promise<OrganizationRow> {
  const found = await findOrganization(reader, id);
  if (!found) throw problem('core.not_found');
  return found;
}

/**
 * For every write that adds something to an organisation: it exists, and goes on existing until this write is through. A
 * dissolution that runs at the same time waits, or has come first and is seen here.
 */
export async function standingOrganization(writer: Writer, id: Id): Promise<OrganizationRow> {
  await writer.run(sql`select 1 from organizations where id = ${id} for key share`);
  return loadStanding(writer, id);
}

/** The same for what only looks ahead to such a write. */
export async function loadStanding(reader: Reader, id: Id): Promise<OrganizationRow> {
  const found = await loadOrganization(reader, id);
  if (found.dissolved_on !== null) throw problem('organizations.dissolved', { day: found.dissolved_on });
  return found;
}

/** The guiding body reads what it guides, and never writes there. */
export function mayReadProfile(actor: Actor, organization: Pick<OrganizationRow, 'path' | 'guiding_path'>): boolean {
  if (actor.may('organizations.read', { path: organization.path })) return true;
  return organization.guiding_path !== null && actor.may('organizations.read', { path: organization.guiding_path });
}

export async function loadReadable(reader: Reader, actor: Actor, id: Id): Promise<OrganizationRow> {
  const organization = await loadOrganization(reader, id);
  if (!mayReadProfile(actor, organization)) throw problem('core.not_found');
  return organization;
}
