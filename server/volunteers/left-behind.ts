import { businessDate } from '../../domain/time.ts';
import { countNamed, countRows, greatestDay } from '../db/count-found.ts';
import { intoNotices } from '../db/notices.ts';
import { noteRemoved, type RemovedRow } from '../db/removed-rows.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import type { LeftBehind, Leaving } from '../organizations/left-behind.ts';
import { loadOrganization } from '../organizations/tree/load-organization.ts';

const member = (id: string): Sql => sql`m.organization_id = ${id} and m.left_on is null`;
const home = (id: string): Sql => sql`v.organization_id = ${id} and v.withdrawn_at is null`;

/** Members and those at home here, and what they asked for and still wait for. */
export const volunteersLeft: LeftBehind = {
  lastDay: (reader, { id }, today) =>
    greatestDay(reader, sql`select joined_on from memberships where organization_id = ${id}`, today),
  count: async (reader, { id, path }) => ({
    members: await countRows(reader, sql`select 1 from memberships m where ${member(id)}`),
    homes: await countRows(reader, sql`select 1 from volunteers v where ${home(id)}`),
    matters: await countNamed(
      reader,
      sql`
      select title from rights_matters where organization_id = ${id} and answered_at is null and closed_at is null
      union all select '合并登记' from merge_requests where organization_path = ${path} and decided_at is null
      union all select '换手机号' from phone_recoveries where organization_path = ${path} and decided_at is null and stopped_at is null
      union all select '查看未成年人信息' from minor_access_requests where organization_path = ${path} and decided_at is null`,
    ),
  }),
  settle: async (writer, leaving) => {
    const { organization, heir } = leaving;
    await tellMembers(writer, leaving);
    await endMemberships(writer, leaving);
    const home =
      leaving.answers.members === 'hand_over' || organization.parent_id === null
        ? heir
        : await loadOrganization(writer, organization.parent_id);
    await writer.run(
      sql`update volunteers set organization_id = ${home.id}, organization_path = ${home.path} where organization_id = ${organization.id}`,
    );
    await writer.run(
      sql`update volunteers set compound_id = ${heir.level === 'compound' ? heir.id : null} where compound_id = ${organization.id}`,
    );
    await writer.run(sql`
      update rights_matters set organization_id = ${heir.id}, organization_path = ${heir.path} where organization_id = ${organization.id} and answered_at is null and closed_at is null`);
    for (const table of ['merge_requests', 'minor_access_requests', 'phone_recoveries']) {
      await writer.run(
        sql`update ${sql.raw(table)} set organization_path = ${heir.path} where organization_path = ${organization.path} and decided_at is null`,
      );
    }
    await writer.run(
      sql`update guardian_requests set organization_id = ${heir.id} where organization_id = ${organization.id} and answered_at is null`,
    );
    if (heir.kind !== 'league_branch') return;
    const moved = await writer.all<RemovedRow>(sql`
      update league_members l set branch_id = ${heir.id} where branch_id = ${organization.id}
        and not exists (select from league_members o where o.branch_id = ${heir.id} and o.document_index = l.document_index)
      returning concat_ws(' ', ${organization.id}::uuid, l.document_index) as key`);
    await noteRemoved(writer, 'league_members', moved);
  },
};

/** Everybody once, whether a member or only at home here. */
async function tellMembers(writer: Writer, { organization, heir, answers }: Leaving): Promise<void> {
  const kind = answers.members === 'end' ? 'volunteers.team_ended' : 'volunteers.team_handed_over';
  await writer.run(sql`
    ${intoNotices({ now: writer.now, to: sql`person_id`, kind, params: { team: organization.name, heir: heir.name } })}
    from (select m.volunteer_id as person_id from memberships m where ${member(organization.id)}
      union select v.id from volunteers v where ${home(organization.id)}) people`);
}

/** A membership ends with the team; handed over, it begins anew at the heir with its label, unless the person is a member there. */
async function endMemberships(writer: Writer, { organization, heir, answers }: Leaving): Promise<void> {
  const today = businessDate(writer.now);
  if (answers.members === 'hand_over') {
    await writer.run(sql`
      insert into memberships (volunteer_id, id, organization_id, joined_on, label, confirmed_by, confirmed_at)
      select m.volunteer_id, new_id(${writer.now}), ${heir.id}, ${today}, m.label, m.confirmed_by, m.confirmed_at from memberships m
      where ${member(organization.id)} and not exists (select from memberships o where o.volunteer_id = m.volunteer_id and o.organization_id = ${heir.id} and o.left_on is null)`);
  }
  await writer.run(
    sql`update memberships m set left_on = greatest(m.joined_on, ${today}::date) where ${member(organization.id)}`,
  );
}
