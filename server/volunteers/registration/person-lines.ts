/** What becomes of registration, memberships and what was asked about them when a person goes or turns out to be registered twice. */
import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import { noteRemoved, removedKey } from '../../db/removed-rows.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import {
  becomes,
  goes,
  keepsPerson,
  ofPerson,
  stays,
  type Going,
  type Joined,
  type PersonLine,
  type Step,
  type Withdrawn,
} from '../../lifecycle.ts';

const withdraw: Step<Withdrawn> = (writer, { people, reason }) =>
  writer.run(sql`
    update volunteers set withdrawn_at = coalesce(withdrawn_at, ${writer.now}), withdrawal_reason = ${reason} where id = any(${people}::uuid[])`);
const eraseAs =
  (reason: string): Step<Going> =>
  (writer, { people }) =>
    writer.run(sql`
      update volunteers set withdrawn_at = coalesce(withdrawn_at, ${writer.now}), withdrawal_reason = ${reason}, languages = '{}', availability = '{}', compound_id = null, school = null
      where id = any(${people}::uuid[])`);
/** Registrations that were joined to the duplicate earlier follow it, so that one step always finds the person. */
const joinRegistration: Step<Joined> = async (writer, { kept_id: kept, duplicate_id: duplicate }) => {
  const earlier = await writer.all<{ volunteer_id: Id; key: string }>(sql`
    delete from merged_registrations r where r.person_id = ${duplicate} returning r.volunteer_id, ${removedKey.merged_registrations}`);
  await noteRemoved(writer, 'merged_registrations', earlier);
  const ids = earlier.map((row) => row.volunteer_id);
  await writer.run(sql`update volunteers set merged_into = ${kept} where id = any(${ids}::uuid[])`);
  // whoever takes over a registration from a roster has none yet
  const own = await writer.all<{ id: Id }>(sql`
    update volunteers set merged_into = ${kept}, withdrawn_at = coalesce(withdrawn_at, ${writer.now}), withdrawal_reason = '与另一注册合并' where id = ${duplicate} returning id`);
  await writer.run(sql`
    insert into merged_registrations (person_id, volunteer_id) select ${kept}, volunteer_id from unnest(${[...ids, ...own.map(({ id }) => id)]}::uuid[]) volunteer_id`);
};

const endMemberships = (writer: Writer, own: Sql): Promise<void> =>
  writer.run(
    sql`update memberships set left_on = greatest(joined_on, ${businessDate(writer.now)}::date) where ${own} and left_on is null`,
  );
const leave: Step<Withdrawn> = (writer, { people }) =>
  endMemberships(writer, sql`volunteer_id = any(${people}::uuid[])`);
const membershipsGo: Step<Going> = async (writer, { people }) => {
  await endMemberships(writer, sql`volunteer_id = any(${people}::uuid[])`);
  await writer.run(sql`update memberships set label = null where volunteer_id = any(${people}::uuid[])`);
};
const leaveJoined: Step<Joined> = (writer, { duplicate_id }) =>
  endMemberships(writer, sql`volunteer_id = ${duplicate_id}`);

const stopRecoveries = (writer: Writer, own: Sql): Promise<void> =>
  writer.run(sql`
    update phone_recoveries set phone_encrypted = null, phone_index = null, phone_hint = '', old_phone_hint = null, objection_hash = null,
      stopped_at = case when carried_out_at is null then coalesce(stopped_at, ${writer.now}) else stopped_at end where ${own}`);
const recoveriesGo: Step<Going> = (writer, { people }) =>
  stopRecoveries(writer, sql`person_id = any(${people}::uuid[])`);
const recoveriesOfJoinedGo: Step<Joined> = (writer, { duplicate_id }) =>
  stopRecoveries(writer, sql`person_id = ${duplicate_id}`);

const newPhone = {
  withdrawn: stays('who withdrew still signs in'),
  ...goes(
    becomes(
      { emptied: ['phone_encrypted', 'phone_index', 'phone_hint', 'old_phone_hint'] },
      'it is stopped',
      recoveriesGo,
    ),
  ),
  merged: becomes<Joined>(
    { emptied: ['phone_encrypted', 'phone_index', 'phone_hint', 'old_phone_hint'] },
    'nobody signs in as the duplicate; the kept person asks for an own one',
    recoveriesOfJoinedGo,
  ),
};
const described = ['languages', 'availability', 'school', 'compound_id'];

export const registrationLines: readonly PersonLine[] = [
  ofPerson('volunteers', 'id', {
    withdrawn: becomes({ ended: 'withdrawn_at' }, 'number and hours stay', withdraw),
    erased: becomes({ emptied: [...described, 'withdrawal_reason'] }, 'number and hours stay', eraseAs('')),
    unimported: becomes({ emptied: described }, 'the number is not given again', eraseAs('导入撤销')),
    merged: becomes({ ended: 'withdrawn_at' }, 'and names the one that stays', joinRegistration),
  }),
  ofPerson('volunteers', 'merged_into', {
    withdrawn: stays('a joined registration finds the person'),
    ...goes(stays('a joined registration finds the person, erased together with it')),
    merged: stays('of those joined to the duplicate earlier: with merged_registrations, by which they are found'),
  }),
  ofPerson('merged_registrations', 'person_id', {
    withdrawn: stays('a person finds the joined registrations'),
    ...goes(stays('a person finds the joined registrations, erased together')),
    merged: becomes('heir', 'one step always finds the person', joinRegistration),
  }),
  ofPerson('merged_registrations', 'volunteer_id', {
    withdrawn: stays('a person finds the joined registrations'),
    ...goes(stays('a person finds the joined registrations, erased together')),
    merged: stays('what was joined earlier is the one that stays by now'),
  }),
  ...keepsPerson('volunteer_numbers', ['volunteer_id'], 'the number stays with the hours and is not given again'),
  ofPerson('memberships', 'volunteer_id', {
    withdrawn: becomes({ ended: 'left_on' }, 'members today are those who may be called', leave),
    ...goes(becomes({ emptied: ['label'] }, 'it has ended, too', membershipsGo)),
    merged: becomes({ ended: 'left_on' }, 'the kept one joins anew where it wants to', leaveJoined),
  }),
  ...keepsPerson('memberships', ['confirmed_by'], 'says by id who confirmed the label'),
  ofPerson('phone_recoveries', 'person_id', newPhone),
  ofPerson('phone_recoveries', 'phone_index', newPhone),
  ...keepsPerson('phone_recoveries', ['opened_by', 'decided_by', 'stopped_by'], 'says by id who answers for the phone'),
  ...keepsPerson(
    'merge_requests',
    ['kept_id', 'duplicate_id', 'opened_by', 'decided_by', 'stopped_by'],
    'says by id who was joined to whom; an open one finds a side gone when it is decided',
  ),
  ...keepsPerson('volunteer_terms', ['issued_by'], 'says by id who issued the terms'),
  ...keepsPerson('campaigns', ['made_by'], 'says by id who recruited'),
  ...keepsPerson('roster_imports', ['imported_by', 'undone_by'], 'says by id who answers for the list'),
  ...keepsPerson('roster_import_memberships', ['volunteer_id'], 'says by id which row of the list it was'),
  ...keepsPerson('import_progress', ['person_id'], 'goes when the import ends'),
];
