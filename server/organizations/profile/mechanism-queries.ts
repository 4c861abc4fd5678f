/** P08: the mechanism of a place: its units with their roles, and what they did about the common work. */
import type { Id } from '../../../domain/id.ts';
import { mechanismRoles, type MechanismAction, type MechanismRole } from '../../../domain/organizations/attributes.ts';
import { divisionKinds } from '../../../domain/organizations/kinds.ts';
import { mayAct } from '../../../domain/organizations/mechanism.ts';
import { dueState } from '../../../domain/organizations/tasks.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { withNames } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { columnAtOrBelow, pathsUpwards } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadReadable, type OrganizationRow } from '../tree/load-organization.ts';
import { mayWrite } from './require-profile-editor.ts';

export type Place = { id: Id; name_zh: string; path: string };
export type Unit = { id: Id; name_zh: string; path: string; role: MechanismRole };

/** The division in which an organisation stands, or which it is: there its mechanism is. */
export async function placeOf(reader: Reader, path: string): Promise<Place> {
  return reader.one<Place>(sql`
    select id, name_zh, path from organizations where path = any(${pathsUpwards(path)}::text[])
    order by kind = any(${[...divisionKinds]}::text[]) desc, length(path) desc limit 1`);
}

/** The units of a place that carry a role on a day; those of a division below belong to the mechanism there. */
export function unitsOf(reader: Reader, place: Place, day: BusinessDate): Promise<Unit[]> {
  return reader.all<Unit>(sql`
    select o.id, o.name_zh, o.path, f.body ->> 'role' as role from organizations o join organization_attributes f on f.organization_id = o.id
    where f.kind = 'mechanism_role' and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}
      and o.path like ${`${place.path}%`} and o.dissolved_on is null and not exists (
        select from organizations d where d.path like ${`${place.path}_%`} and d.kind = any(${[...divisionKinds]}::text[]) and ${columnAtOrBelow(sql`o.path`, sql`d.path`)})
    order by array_position(${Object.keys(mechanismRoles)}::text[], f.body ->> 'role'), o.name_zh`);
}

type Matter = {
  id: Id;
  kind: 'joint_plan' | 'joint_urge' | 'joint_report';
  title: string;
  text: string;
  organization_id: Id;
  organization_name: string;
  from_name: string | null;
  due_on: string | null;
  occurred_on: string | null;
  opened_at: Date;
  opened_by_name: string | null;
  closed_on: string | null;
  closed_by_name: string | null;
  outcome: string | null;
};

async function matters(reader: Reader, which: Sql): Promise<Matter[]> {
  type Row = Omit<Matter, 'opened_by_name' | 'closed_by_name'> & { opened_by: Id | null; closed_by: Id | null };
  const rows = await reader.all<Row>(sql`
    select k.id, k.kind, k.title, coalesce(k.body ->> 'text', '') as text, o.id as organization_id, o.name_zh as organization_name, k.body ->> 'from' as from_name,
      k.due_on, k.occurred_on, k.opened_at, k.opened_by, k.closed_on, k.closed_by, k.outcome
    from organization_tasks k join organizations o on o.id = k.organization_id
    where k.kind in ('joint_plan', 'joint_urge', 'joint_report') and ${which} order by k.opened_at desc limit 300`);
  return withNames(reader, rows, ['opened_by', 'closed_by']);
}

export async function mechanism(reader: Reader, actor: Actor, organizationId: Id, now: Date) {
  const organization = await loadReadable(reader, actor, organizationId);
  const place = await placeOf(reader, organization.path);
  const today = businessDate(now);
  const units = await unitsOf(reader, place, today);
  const own = units.find((unit) => unit.id === organization.id) ?? null;
  const all =
    place.id === organization.id ||
    actor.may('organizations.read', { path: place.path }) ||
    mayAct(own?.role ?? null, 'read');
  const rows = await matters(
    reader,
    all
      ? sql`k.organization_id = any(${units.map((unit) => unit.id)}::uuid[])`
      : sql`k.organization_id = ${organization.id}`,
  );
  const can = await actionsOf(reader, actor, organization, own);
  return {
    place: { id: place.id, name_zh: place.name_zh },
    own: own && { role: own.role, actions: [...mechanismRoles[own.role].actions] },
    is_whole: all,
    units: units.map(({ path: _, ...unit }) => ({ ...unit, actions: [...mechanismRoles[unit.role].actions] })),
    matters: rows.map((row) => ({
      ...row,
      is_overdue: dueState(row, today) === 'late',
      can: {
        approve: can.approve && row.kind === 'joint_plan' && row.closed_on === null,
        report:
          can.report && row.kind === 'joint_urge' && row.closed_on === null && row.organization_id === organization.id,
      },
    })),
    can,
  };
}

/** What this reader may do here: the record of the unit is the reader's to keep, and its role has the action. */
async function actionsOf(
  reader: Reader,
  actor: Actor,
  organization: OrganizationRow,
  own: Unit | null,
): Promise<Record<Exclude<MechanismAction, 'read'>, boolean>> {
  const keeps = organization.dissolved_on === null && (await mayWrite(reader, actor, organization.path, 'own'));
  const may = (action: MechanismAction) => keeps && mayAct(own?.role ?? null, action);
  return { plan: may('plan'), urge: may('urge'), report: may('report'), approve: may('approve') };
}
