/** What becomes of activities led and of sign-ups when a person goes or turns out to be registered twice. */
import { sql, type Sql } from '../../db/sql.ts';
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
} from '../../lifecycle.ts';

/** A list of leaders with the kept person in the place of the duplicate: once, wherever both were. */
const withKept = (leaders: Sql, { kept_id: kept, duplicate_id: duplicate }: Joined): Sql => sql`(
  select jsonb_agg(id order by at) from (
    select case when id = ${duplicate}::text then ${kept}::text else id end as id, min(at) as at
    from jsonb_array_elements_text(${leaders}) with ordinality as l (id, at) group by 1) leaders)`;

/** Those who lead, and those who shall once a change that waits is approved. */
const leadAsKept: Step<Joined> = async (writer, both) => {
  const { kept_id: kept, duplicate_id: duplicate } = both;
  await writer.run(sql`
    update activities set leader_id = case when leader_id = ${duplicate} then ${kept} else leader_id end,
      details = case when details -> 'leader_ids' ? ${duplicate}::text
        then jsonb_set(details, '{leader_ids}', ${withKept(sql`details -> 'leader_ids'`, both)}) else details end
    where leader_id = ${duplicate} or details -> 'leader_ids' ? ${duplicate}::text`);
  await writer.run(sql`
    update activity_changes set leaders = jsonb_build_object('from', ${withKept(sql`leaders -> 'from'`, both)}, 'to', ${withKept(sql`leaders -> 'to'`, both)})
    where decision is null and (leaders -> 'from' ? ${duplicate}::text or leaders -> 'to' ? ${duplicate}::text)`);
};

const reasonsGo: Step<Going> = (writer, { people }) =>
  writer.run(sql`
    update sign_ups set end_reason = null where volunteer_id = any(${people}::uuid[]) and end_reason is not null`);
const messagesGo: Step<Going> = (writer, { people }) =>
  writer.run(sql`update invitations set message = '' where volunteer_id = any(${people}::uuid[]) and message <> ''`);
const feedGoes: Step<Going> = (writer, { people }) =>
  writer.run(sql`delete from calendar_feeds where volunteer_id = any(${people}::uuid[])`);
const joinFeeds: Step<Joined> = (writer, { duplicate_id }) =>
  writer.run(sql`delete from calendar_feeds where volunteer_id = ${duplicate_id}`);

export const personLines: readonly PersonLine[] = [
  ofPerson('activities', 'leader_id', {
    withdrawn: stays('leading is an office, apart from volunteering'),
    ...goes(stays('says by id who led it; an erasure is refused while a role is held on site')),
    merged: becomes('heir', 'the kept person leads it, and is shown', leadAsKept),
  }),
  ofPerson('sign_ups', 'volunteer_id', {
    withdrawn: stays('refused while there are places to come'),
    ...goes(
      becomes({ emptied: ['end_reason'] }, 'what was given as a reason; that there was a place stays', reasonsGo),
    ),
    merged: stays('read over all registrations; refused while the duplicate has places to come'),
  }),
  ...keepsPerson('sign_ups', ['ended_by', 'accompanied_by', 'signed_up_by'], 'says by id who did it'),
  ofPerson('invitations', 'volunteer_id', {
    withdrawn: stays('an answer is refused from then on'),
    ...goes(becomes({ emptied: ['message'] }, 'that somebody was invited stays', messagesGo)),
    merged: stays('was asked of the duplicate; who is still wanted is invited anew'),
  }),
  ...keepsPerson('invitations', ['invited_by'], 'says by id who invited'),
  ...keepsPerson('agendas', ['volunteer_id'], 'is a lock'),
  ofPerson('calendar_feeds', 'volunteer_id', {
    withdrawn: stays('shows what was'),
    ...goes(becomes('deleted', 'the secret address opens nothing', feedGoes)),
    merged: becomes('deleted', 'its address names the duplicate; the kept person takes an own one', joinFeeds),
  }),
  ...(
    [
      ['projects', 'created_by'],
      ['project_stages', 'entered_by'],
      ['project_closings', 'closed_by'],
      ['project_partners', 'linked_by'],
      ['activities', 'created_by'],
      ['activity_decisions', 'decided_by'],
      ['activity_co_hosts', 'invited_by', 'answered_by'],
      ['activity_messages', 'sent_by'],
      ['activity_changes', 'asked_by', 'decided_by'],
    ] as const
  ).flatMap(([table, ...columns]) => keepsPerson(table, columns, 'says by id who did it for the organisation')),
];
