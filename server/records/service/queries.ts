import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import {
  allowed,
  checkOutGraceMinutes,
  type AttendanceState,
  type ConfirmationStanding,
  type Quality,
} from '../../../domain/records/attendance.ts';
import { pairStamps, type Stamp } from '../../../domain/records/pairs.ts';
import { onOneWord, type Balance, type PresenceSource } from '../../../domain/records/presence.ts';
import type { TimeTrace } from '../../../domain/records/time-counting.ts';
import { needsAdult } from '../../../domain/projects/requirements.ts';
import type { RuleBook } from '../../../domain/organizations/rule-book.ts';
import { ageOn, minuteMs, wholeMinutes, type BusinessDate } from '../../../domain/time.ts';
import { maskName } from '../../../domain/masking.ts';
import type { ApprovalLevel } from '../../../domain/organizations/rule-books/time-counting.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { readEntriesOf } from '../../ledger/queries.ts';
import { nameOn } from '../../organizations/tree/as-of.ts';
import { mayReadRecorded, recordedBelow, recordedWithin } from '../../organizations/tree/recorded-paths.ts';
import { booksJson, ruleInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { childrenOf } from '../../volunteers/children-of.ts';
import { approvingPath } from './decide-record.ts';
import { notSecondTo } from '../../two-people.ts';
import { isDisputed } from './standing.ts';
import { shownName } from './shown-name.ts';
import { ownAmong } from './refuse-own.ts';

type Paging = { readonly cursor?: string | undefined; readonly limit: number };

type WaitingRow = {
  person_id: Id;
  volunteer_id: Id;
  attendance_id: Id;
  name: string;
  number: string;
  activity_id: Id;
  activity_title: string;
  shift_id: Id;
  service_day: string;
  planned_from: Date;
  planned_to: Date;
  state: AttendanceState;
  same_late_code: number;
  standing: ConfirmationStanding;
  organization_path: string;
  is_own_word: boolean;
  birth_date: string | null;
  is_parent_child: boolean;
  adult_came: boolean;
  books: readonly RuleBook[] | null;
  stamps: { direction: 'in' | 'out'; stamped_at: string; source: PresenceSource; is_late: boolean }[];
};

type ConfirmationQuery = Paging & {
  shift_id?: Id | undefined;
  activity_id?: Id | undefined;
  standing?: ConfirmationStanding | undefined;
};

/** Asked about already waits for the second person; a pair of stamps can be confirmed; a check-out is missing only after the end and its grace. */
const standingOf = (now: Date): Sql => sql`
  case when exists (select 1 from record_proposal_lines l join record_proposals q on q.id = l.proposal_id where l.volunteer_id = t.volunteer_id and l.attendance_id = t.id and q.state in ('requested', 'handled')) then 'asked'
    when t.state = 'checked_in' and s.ends_at >= ${new Date(now.getTime() - checkOutGraceMinutes * minuteMs)} then 'serving'
    when t.state = 'checked_in' or not exists (
      select 1 from attendance_stamps i join attendance_stamps o on o.volunteer_id = i.volunteer_id and o.attendance_id = i.attendance_id and o.direction = 'out' and o.stamped_at > i.stamped_at
      where i.volunteer_id = t.volunteer_id and i.attendance_id = t.id and i.direction = 'in') then 'stamp_missing'
    else 'to_confirm' end`;

/** What rests on this person's word alone is another's to confirm. */
const onOwnWord = (actor: Actor): Sql => sql`exists (
  select 1 from attendance_stamps w where w.volunteer_id = t.volunteer_id and w.attendance_id = t.id and w.recorded_by = ${actor.person_id} and w.source = any(${onOneWord}::text[]))`;

export async function listConfirmations(reader: Reader, actor: Actor, query: ConfirmationQuery, now: Date) {
  const after = decodeCursor(query.cursor);
  const activities = actor.grants
    .filter((grant) => grant.activity_id !== null && grant.permissions.includes('records.confirm'))
    .map((grant) => grant.activity_id);
  const mine = sql`(${within(sql`t.organization_path`, actor.scope('records.confirm'))} or t.activity_id = any(${activities}::uuid[]))`;
  const where = sql`t.state in ('checked_in', 'checked_out', 'awaiting_confirmation') and ${mine}
    and (${query.shift_id ?? null}::uuid is null or t.shift_id = ${query.shift_id ?? null}::uuid) and (${query.activity_id ?? null}::uuid is null or t.activity_id = ${query.activity_id ?? null}::uuid)`;
  const rows = await reader.all<WaitingRow>(sql`
    select t.volunteer_id, t.id as attendance_id, p.id as person_id, coalesce(p.name, '') as name, v.number, t.activity_id, t.organization_path, a.title as activity_title, t.shift_id, t.service_day,
      s.starts_at as planned_from, s.ends_at as planned_to, t.state, st.standing, ${onOwnWord(actor)} as is_own_word,
      p.birth_date::text, coalesce((a.details ->> 'is_parent_child')::boolean, false) as is_parent_child,
      exists (select 1 from guardianships g join attendances b on b.volunteer_id = g.guardian_id and b.shift_id = t.shift_id where g.child_id = t.volunteer_id and g.relation <> 'teacher') as adult_came,
      case when p.birth_date > t.service_day - interval '18 years' then ${booksJson(['age_matrix'], sql`t.organization_path`)} end as books,
      (select coalesce(max(others.people), 0)::int from attendance_stamps own cross join lateral (
        select count(distinct o.volunteer_id) as people from attendance_stamps o where o.shift_id = own.shift_id and o.code_step = own.code_step and o.is_late and o.volunteer_id <> own.volunteer_id) others
        where own.volunteer_id = t.volunteer_id and own.attendance_id = t.id and own.is_late and own.source = 'late_code') as same_late_code,
      (select json_agg(json_build_object('direction', st.direction, 'stamped_at', st.stamped_at, 'source', st.source, 'is_late', st.is_late)) from attendance_stamps st
        where st.volunteer_id = t.volunteer_id and st.attendance_id = t.id) as stamps
    from attendances t join activities a on a.id = t.activity_id join shifts s on s.activity_id = t.activity_id and s.id = t.shift_id join volunteers v on v.id = t.volunteer_id join persons p on p.id = coalesce(v.merged_into, v.id)
    cross join lateral (select ${standingOf(now)} as standing) st
    where ${where} and (${query.standing ?? null}::text is null or st.standing = ${query.standing ?? null}) and ${after === undefined ? sql`true` : sql`(t.service_day, t.id) > (${after[0]}::date, ${after[1]}::uuid)`}
    order by t.service_day, t.id limit ${query.limit + 1}`);
  // What only somebody else may confirm does not wait for this person.
  const counts = await reader.one<{ waiting: number; stamp_missing: number; serving: number }>(sql`
    select count(*) filter (where standing = 'to_confirm')::int as waiting, count(*) filter (where standing = 'stamp_missing')::int as stamp_missing, count(*) filter (where standing = 'serving')::int as serving
    from (select ${standingOf(now)} as standing from attendances t join shifts s on s.activity_id = t.activity_id and s.id = t.shift_id join volunteers v on v.id = t.volunteer_id
      where ${where} and coalesce(v.merged_into, v.id) <> ${actor.person_id} and coalesce(v.merged_into, v.id) not in (${childrenOf(actor.person_id)}) and not ${onOwnWord(actor)}) counted`);
  const cut = page(rows, query.limit, (row) => [row.service_day, row.attendance_id]);
  const own = await ownAmong(
    reader,
    actor.person_id,
    cut.rows.map((row) => row.person_id),
  );
  return {
    next_cursor: cut.next_cursor,
    ...counts,
    rows: cut.rows.map(
      ({
        stamps,
        person_id: person,
        organization_path: path,
        is_own_word: isOwnWord,
        birth_date,
        is_parent_child,
        adult_came,
        books,
        ...row
      }) => {
        const young =
          birth_date !== null &&
          books !== null &&
          needsAdult(
            ageOn(birth_date, row.service_day),
            is_parent_child,
            ruleInForce(books, 'age_matrix', path, row.service_day).body,
          );
        const list = (stamps ?? []).map((stamp): Stamp & { is_late: boolean } => ({
          ...stamp,
          stamped_at: new Date(stamp.stamped_at),
        }));
        const pairs = pairStamps(list);
        const lastOut = pairs.spans.at(-1)?.to ?? null;
        return {
          ...row,
          name: shownName(actor, { path, activity_id: row.activity_id }, row.name),
          first_in_at: pairs.spans[0]?.from ?? pairs.open_since,
          last_out_at: lastOut,
          source: pairs.source ?? list[0]?.source ?? null,
          stamped_minutes: pairs.spans.reduce((sum, span) => sum + wholeMinutes(span.from, span.to), 0),
          is_late: list.some((stamp) => stamp.is_late),
          adult_missing: young && !adult_came,
          can: {
            confirm: row.standing === 'to_confirm' && pairs.source !== null && !own.includes(person) && !isOwnWord,
            propose:
              row.standing === 'stamp_missing' &&
              !own.includes(person) &&
              actor.may('records.propose', { path, activity_id: row.activity_id }) &&
              actor.may('records.check_in', { path, activity_id: row.activity_id }),
          },
        };
      },
    ),
  };
}

type ListedRecord = {
  person_id: Id;
  volunteer_id: Id;
  record_id: Id;
  name: string;
  number: string;
  title: string;
  service_day: string;
  started_at: Date;
  ended_at: Date;
  minutes: number;
  balance: Balance;
  source: PresenceSource;
  state: AttendanceState;
  level: ApprovalLevel;
  quality: Quality | null;
  organization_path: string;
  recorded_by: Id;
  is_disputed: boolean;
};

export type RecordFilter = {
  organization_id?: Id | undefined;
  activity_id?: Id | undefined;
  volunteer_id?: Id | undefined;
  state?: AttendanceState | undefined;
  balance?: Balance | undefined;
  from?: BusinessDate | undefined;
  until?: BusinessDate | undefined;
  itself?: 'yes' | undefined;
};

/** Which records are meant, for the page and for the workbook alike. */
export async function recordConditions(
  reader: Reader,
  actor: Actor,
  query: RecordFilter,
): Promise<{ conditions: Sql[]; base: { path: string; name_zh: string } | undefined }> {
  const base =
    query.organization_id === undefined
      ? undefined
      : await reader.maybe<{ path: string; name_zh: string }>(
          sql`select path, name_zh from organizations where id = ${query.organization_id}`,
        );
  if (query.organization_id !== undefined && base === undefined) throw problem('core.not_found');
  const column = sql`r.organization_path`;
  const conditions = [await recordedWithin(reader, column, actor.scope('records.read'))];
  if (base !== undefined)
    conditions.push(
      query.itself === 'yes'
        ? sql`r.organization_id = ${query.organization_id}`
        : await recordedBelow(reader, column, base.path),
    );
  if (query.volunteer_id !== undefined)
    conditions.push(sql`r.volunteer_id = any(${await registrationsOf(reader, query.volunteer_id)}::uuid[])`);
  if (query.activity_id !== undefined) conditions.push(sql`r.activity_id = ${query.activity_id}`);
  if (query.state !== undefined) conditions.push(sql`r.state = ${query.state}`);
  if (query.balance !== undefined) conditions.push(sql`r.balance = ${query.balance}`);
  if (query.from !== undefined) conditions.push(sql`r.service_day >= ${query.from}`);
  if (query.until !== undefined) conditions.push(sql`r.service_day <= ${query.until}`);
  return { conditions, base };
}

export async function listRecords(reader: Reader, actor: Actor, query: RecordFilter & Paging) {
  const after = decodeCursor(query.cursor);
  const { conditions, base } = await recordConditions(reader, actor, query);
  const rows = await reader.all<ListedRecord>(sql`
    select p.id as person_id, r.volunteer_id, r.id as record_id, coalesce(p.name, '') as name, v.number, r.title, r.service_day, r.started_at, r.ended_at, r.minutes, r.balance, r.source, r.state, r.level, r.quality, o.path as organization_path, r.recorded_by, ${isDisputed(sql`r`)} as is_disputed
    from service_records r join organizations o on o.id = r.organization_id join volunteers v on v.id = r.volunteer_id join persons p on p.id = coalesce(v.merged_into, v.id)
    ${sql.where(conditions)}
      ${after === undefined ? sql.empty : sql`and (r.service_day, r.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by r.service_day desc, r.id desc limit ${query.limit + 1}`);
  const cut = page(rows, query.limit, (row) => [row.service_day, row.record_id]);
  const own = await ownAmong(
    reader,
    actor.person_id,
    cut.rows.map((row) => row.person_id),
  );
  const related = await notSecondTo(
    reader,
    actor.person_id,
    cut.rows.map((row) => row.recorded_by),
  );
  const shown = [];
  for (const { organization_path, recorded_by, person_id, ...row } of cut.rows) {
    shown.push({
      ...row,
      name: maskName(row.name),
      can: await recordCan(reader, actor, {
        ...row,
        organization_path,
        recorded_by,
        is_own: own.includes(person_id),
        is_second: !related.has(recorded_by),
      }),
    });
  }
  const summed = base !== undefined && query.from !== undefined && query.until !== undefined && after === undefined;
  const sum = !summed
    ? null
    : {
        organization_name: base.name_zh,
        ...(await reader.one<{ records: number; minutes: number }>(
          sql`select count(*)::int as records, coalesce(sum(r.minutes), 0)::bigint as minutes from service_records r ${sql.where([...conditions, sql`not ${isDisputed(sql`r`)}`])}`,
        )),
      };
  const count =
    after === undefined
      ? (
          await reader.one<{ count: number }>(
            sql`select count(*)::int as count from service_records r ${sql.where(conditions)}`,
          )
        ).count
      : null;
  return { rows: shown, next_cursor: cut.next_cursor, count, sum };
}

type Judged = {
  readonly is_own: boolean;
  readonly is_second: boolean;
  readonly state: AttendanceState;
  readonly level: ApprovalLevel;
  readonly organization_path: string;
  readonly recorded_by: Id;
};

async function recordCan(
  reader: Reader,
  actor: Actor,
  record: Judged,
): Promise<{ decide: boolean; eliminate: boolean }> {
  const stranger = !record.is_own && record.recorded_by !== actor.person_id;
  const waits = record.state === 'awaiting_parent' || record.state === 'awaiting_province';
  return {
    decide:
      stranger &&
      record.is_second &&
      waits &&
      actor.may('records.approve', { path: await approvingPath(reader, record.organization_path, record.level) }),
    eliminate:
      stranger && allowed('reverse', record.state) && actor.may('records.approve', { path: record.organization_path }),
  };
}

type RecordRow = {
  person_id: Id;
  volunteer_id: Id;
  record_id: Id;
  attendance_id: Id;
  shift_id: Id;
  activity_id: Id;
  organization_id: Id;
  organization_path: string;
  path_of_day: string;
  organization_name: string;
  title: string;
  place: string;
  content: string;
  people_served: number | null;
  service_day: string;
  started_at: Date;
  ended_at: Date;
  minutes: number;
  balance: Balance;
  source: PresenceSource;
  state: AttendanceState;
  level: ApprovalLevel;
  quality: Quality | null;
  quality_note: string | null;
  person_in_charge: string;
  recorded_by: string;
  recorded_by_id: Id;
  recorded_at: Date;
  posted_at: Date | null;
  reversed_at: Date | null;
  supersedes_id: Id | null;
  superseded_by_id: Id | null;
  volunteer_name: string;
  volunteer_number: string;
  trace: TimeTrace;
};

/** One record and all that happened to it. The volunteer sees it, and staff who may read records there. */
export async function readRecord(reader: Reader, actor: Actor, personId: Id, recordId: Id) {
  const registrations = await registrationsOf(reader, personId);
  const found = await reader.maybe<RecordRow>(sql`
    select p.id as person_id, r.volunteer_id, r.id as record_id, r.attendance_id, r.shift_id, r.activity_id, r.organization_id, o.path as organization_path, r.organization_path as path_of_day,
      ${nameOn(sql`r.service_day`)} as organization_name, r.title, r.place, r.content, r.people_served, r.service_day, r.started_at, r.ended_at, r.minutes, r.balance, r.source, r.state, r.level, r.quality, r.quality_note,
      coalesce(pic.name, '') as person_in_charge, coalesce(rec.name, '') as recorded_by, r.recorded_by as recorded_by_id, r.recorded_at, r.posted_at, r.reversed_at, r.supersedes_id,
      (select n.id from service_records n where n.volunteer_id = r.volunteer_id and n.supersedes_id = r.id limit 1) as superseded_by_id,
      coalesce(p.name, '') as volunteer_name, v.number as volunteer_number, r.trace
    from service_records r join organizations o on o.id = r.organization_id join volunteers v on v.id = r.volunteer_id join persons p on p.id = coalesce(v.merged_into, v.id)
    left join persons pic on pic.id = r.person_in_charge_id left join persons rec on rec.id = r.recorded_by
    where r.volunteer_id = any(${registrations}::uuid[]) and r.id = ${recordId}`);
  const own = found?.person_id === actor.person_id;
  if (found === undefined || (!own && !mayReadRecorded(actor, 'records.read', found))) throw problem('core.not_found');
  const { trace, organization_path, path_of_day: _, recorded_by_id, person_id, ...record } = found;
  const volunteerId = found.volunteer_id;
  const stamps = await reader.all<{
    direction: 'in' | 'out';
    stamped_at: Date;
    arrived_at: Date;
    source: PresenceSource;
    is_late: boolean;
    code_step: number | null;
    is_inside: boolean | null;
    accuracy_metres: number | null;
  }>(sql`
    select direction, stamped_at, arrived_at, source, is_late, code_step, is_inside, accuracy_metres from attendance_stamps
    where volunteer_id = ${volunteerId} and attendance_id = ${found.attendance_id} order by stamped_at, id`);
  const events = await reader.all<{ at: Date; action: string; actor_name: string | null; reason: string | null }>(sql`
    select e.at, e.action, p.name as actor_name, e.reason from audit_events e left join persons p on p.id = e.actor_person_id
    where (e.subject_type = 'attendance' and e.subject_id = ${found.attendance_id}) or (e.subject_type = 'service_record' and e.subject_id in (
      select r.id::text from service_records r where r.volunteer_id = ${volunteerId} and r.attendance_id = ${found.attendance_id}))
       or (e.subject_type = 'record_proposal' and e.subject_id in (
      select l.proposal_id::text from record_proposal_lines l where l.volunteer_id = ${volunteerId} and l.attendance_id = ${found.attendance_id}))
    order by e.at, e.id limit 200`);
  const proposals = await reader.all<{
    proposal_id: Id;
    kind: 'correction' | 'back_fill' | 'import';
    state: 'requested' | 'handled' | 'approved' | 'returned';
    requested_at: Date;
  }>(sql`
    select p.id as proposal_id, p.kind, p.state, p.requested_at from record_proposals p
    where p.id in (select proposal_id from record_proposal_lines where volunteer_id = ${volunteerId} and (attendance_id = ${found.attendance_id} or result_record_id = ${recordId})) order by p.requested_at`);
  const certificates = await reader.all<{ number: string; issued_at: Date; is_superseded: boolean }>(sql`
    select number, issued_at, superseded_at is not null as is_superseded from certificates where volunteer_id = any(${registrations}::uuid[]) and ${recordId}::uuid = any(record_ids) order by issued_at`);
  const records = await reader.all<{ id: Id }>(
    sql`select id from service_records where volunteer_id = ${volunteerId} and attendance_id = ${found.attendance_id}`,
  );
  const transfers = await readEntriesOf(
    reader,
    volunteerId,
    records.map((one) => `service_record:${one.id}`),
  );
  return {
    ...record,
    volunteer_name: own ? record.volunteer_name : maskName(record.volunteer_name),
    book: { name: trace.book.name, version: trace.book.version },
    steps: [...trace.steps],
    stamps,
    events,
    proposals,
    certificates,
    transfers: transfers.map((transfer) => ({
      id: transfer.id,
      unit: transfer.unit,
      amount: transfer.amount,
      balance_after: transfer.balance_after,
      reason: transfer.reason,
      posted_at: transfer.posted_at,
      hash: transfer.hash,
    })),
    can: {
      ...(await recordCan(reader, actor, {
        is_own: (await ownAmong(reader, actor.person_id, [person_id])).length > 0,
        is_second: !(await notSecondTo(reader, actor.person_id, [recorded_by_id])).has(recorded_by_id),
        state: found.state,
        level: found.level,
        organization_path,
        recorded_by: recorded_by_id,
      })),
      propose_correction:
        (await ownAmong(reader, actor.person_id, [person_id])).length === 0 &&
        allowed('request_correction', found.state) &&
        actor.may('records.propose', { path: organization_path, activity_id: found.activity_id }) &&
        !proposals.some((one) => one.state === 'requested' || one.state === 'handled'),
      request_correction:
        own &&
        allowed('request_correction', found.state) &&
        !proposals.some((one) => one.state === 'requested' || one.state === 'handled'),
    },
  };
}
