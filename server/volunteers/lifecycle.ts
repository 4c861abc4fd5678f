import type { Id } from '../../domain/id.ts';
import { businessDate } from '../../domain/time.ts';
import { countNamed, countRows, greatestDay } from '../db/count-found.ts';
import { noticesTo } from '../db/notices.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../db/removed-rows.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import {
  becomes,
  ends,
  follows,
  keepsOrganization,
  ofOrganization,
  retains,
  stays,
  type Fate,
  type Leaving,
  type Lifecycle,
  type Step,
} from '../lifecycle.ts';
import { dataPlacesOfVolunteer } from './answers.ts';
import { guardianLines } from './guardians/person-lines.ts';
import { profileLines } from './profile/person-lines.ts';
import { registrationLines } from './registration/person-lines.ts';
import { loadOrganization } from '../organizations/tree/load-organization.ts';

const member = (id: string): Sql => sql`m.organization_id = ${id} and m.left_on is null`;
const home = (id: string): Sql => sql`v.organization_id = ${id} and v.withdrawn_at is null`;

/** Everybody once, whether a member or only at home here. */
async function tellMembers(writer: Writer, { organization, heir, answers }: Leaving): Promise<void> {
  const kind = answers.members === 'end' ? 'volunteers.team_ended' : 'volunteers.team_handed_over';
  await writer.run(
    noticesTo({
      now: writer.now,
      to: {
        person: sql`people.person_id`,
        from: sql`(select m.volunteer_id as person_id from memberships m where ${member(organization.id)}
          union select v.id from volunteers v where ${home(organization.id)}) people`,
      },
      kind,
      params: { team: organization.name, heir: heir.name },
    }),
  );
}

/** A membership ends with the team; handed over, it begins anew at the heir with its label, unless the person is a member there. */
async function endMemberships(writer: Writer, leaving: Leaving): Promise<void> {
  await tellMembers(writer, leaving);
  const { organization, heir, answers } = leaving;
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

async function moveHomes(writer: Writer, { organization, heir, answers }: Leaving): Promise<void> {
  const place =
    answers.members === 'hand_over' || organization.parent_id === null
      ? heir
      : await loadOrganization(writer, organization.parent_id);
  await writer.run(
    sql`update volunteers set organization_id = ${place.id}, organization_path = ${place.path} where organization_id = ${organization.id}`,
  );
}

const moveCompound: Step<Leaving> = (writer, { organization, heir }) =>
  writer.run(
    sql`update volunteers set compound_id = ${heir.level === 'compound' ? heir.id : null} where compound_id = ${organization.id}`,
  );

const handOverMatters: Step<Leaving> = (writer, { organization, heir }) =>
  writer.run(sql`
    update rights_matters set organization_id = ${heir.id}, organization_path = ${heir.path} where organization_id = ${organization.id} and answered_at is null and closed_at is null`);

const undecidedToHeir = (table: string): Fate<Leaving> =>
  becomes('heir', 'what is not decided yet waits there', (writer, { organization, heir }) =>
    writer.run(
      sql`update ${sql.raw(table)} set organization_path = ${heir.path} where organization_path = ${organization.path} and decided_at is null`,
    ),
  );

const handOverGuardianRequests: Step<Leaving> = (writer, { organization, heir }) =>
  writer.run(
    sql`update guardian_requests set organization_id = ${heir.id} where organization_id = ${organization.id} and answered_at is null`,
  );

type ListedMember = {
  readonly id: Id;
  readonly name_encrypted: Buffer;
  readonly name_hint: string;
  readonly document_index: Buffer;
  readonly listed_by: Id;
  readonly listed_at: Date;
};

/** A list lies with its branch, so what another takes over is written there anew. */
async function handOverLeagueMembers(writer: Writer, { organization, heir }: Leaving): Promise<void> {
  if (heir.kind !== 'league_branch') return;
  const there = await writer.all<{ document_index: Buffer }>(
    sql`select document_index from league_members where branch_id = ${heir.id}`,
  );
  const moved = await writer.all<RemovedRow & ListedMember>(sql`
    delete from league_members r where r.branch_id = ${organization.id} and r.document_index <> all(${there.map((row) => row.document_index)}::bytea[])
    returning r.id, r.name_encrypted, r.name_hint, r.document_index, r.listed_by, r.listed_at, ${removedKey.league_members}`);
  await noteRemoved(writer, 'league_members', moved);
  await writer.run(sql`
    insert into league_members (branch_id, id, name_encrypted, name_hint, document_index, listed_by, listed_at)
    select ${heir.id}, id, name_encrypted, name_hint, document_index, listed_by, listed_at
    from unnest(${moved.map((row) => row.id)}::uuid[], ${moved.map((row) => row.name_encrypted)}::bytea[], ${moved.map((row) => row.name_hint)}::text[],
      ${moved.map((row) => row.document_index)}::bytea[], ${moved.map((row) => row.listed_by)}::uuid[], ${moved.map((row) => row.listed_at)}::timestamptz[])
      as m (id, name_encrypted, name_hint, document_index, listed_by, listed_at)`);
}

const homeMoves = ends(
  becomes<Leaving>('heir', 'the home is the heir, or the superior where memberships end', moveHomes),
);
const mattersMove = ends(becomes('heir', 'what is not answered yet; answered matters stay', handOverMatters));

/** Members and those at home here, and what they asked for and still wait for. */
export const volunteersLifecycle: Lifecycle = {
  lines: [
    ofOrganization('memberships', 'organization_id', {
      moved: stays('one is a member of the organisation, wherever it stands'),
      ...ends(becomes({ ended: 'left_on' }, 'ends; handed over it begins anew at the heir', endMemberships)),
    }),
    ofOrganization('volunteers', 'organization_id', { moved: stays('the home is named by id'), ...homeMoves }),
    ofOrganization('volunteers', 'organization_path', {
      moved: follows('volunteers', 'organization_path'),
      ...homeMoves,
    }),
    ofOrganization('volunteers', 'compound_id', {
      moved: stays('named by id'),
      ...ends(becomes({ emptied: ['compound_id'] }, 'nothing, or the heir where that is a compound', moveCompound)),
    }),
    ofOrganization('rights_matters', 'organization_id', { moved: stays('named by id'), ...mattersMove }),
    ofOrganization('rights_matters', 'organization_path', {
      moved: follows('rights_matters', 'organization_path'),
      ...mattersMove,
    }),
    ...keepsOrganization('rights_matters', ['about_organization_id'], 'says what the matter is about'),
    ...['merge_requests', 'phone_recoveries', 'minor_access_requests'].map((table) =>
      ofOrganization(table, 'organization_path', {
        moved: follows(table, 'organization_path'),
        ...ends(undecidedToHeir(table)),
      }),
    ),
    ofOrganization('guardian_requests', 'organization_id', {
      moved: stays('named by id'),
      ...ends(becomes('heir', 'what is not answered yet', handOverGuardianRequests)),
    }),
    ofOrganization('league_members', 'branch_id', {
      moved: stays('named by id'),
      dissolved: stays('a superior is no branch: the list stays as the branch kept it, for whoever reads there'),
      merged: becomes('heir', 'the successor keeps the list, where it is a branch', handOverLeagueMembers),
    }),
    ...keepsOrganization('campaigns', ['organization_id'], 'says who recruited'),
    ...keepsOrganization('honours', ['issuer_id'], 'says who gave it'),
    ...keepsOrganization('volunteer_terms', ['organization_id'], 'is what people accepted'),
    ...keepsOrganization(
      'roster_imports',
      ['organization_id', 'organization_path'],
      'imported under its superior of then',
    ),
    ...guardianLines,
    ...profileLines,
    ...registrationLines,
  ],
  retained: [
    ...retains(
      'volunteers',
      ['number', 'organization_path', 'source', 'campaign'],
      'sums by place and campaign, and the number on certificates',
    ),
    ...retains('volunteer_numbers', ['number'], 'the number on certificates, not given again'),
    ...retains('guardianships', ['relation'], 'a word of a list: parent, teacher or guardian'),
    ...retains('consents', ['version'], 'evidence that there was a consent, without what was shown'),
    ...retains('rights_matters', ['organization_path'], 'how many matters a body answered, and in time'),
    ...retains(
      'merge_requests',
      ['organization_path', 'reason', 'decision_reason', 'stop_reason'],
      'why officials joined two registrations or did not',
    ),
    ...retains(
      'phone_recoveries',
      ['organization_path', 'document_type', 'reason', 'decision', 'decision_reason', 'stop_reason'],
      'why officials bound a phone or did not',
    ),
    ...retains(
      'minor_access_requests',
      ['organization_path', 'reason', 'decision_reason'],
      'why officials looked at a child’s data',
    ),
  ],
  dataPlaces: dataPlacesOfVolunteer,
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
};
