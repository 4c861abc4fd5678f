/** What a service record rests on: it counts only where its transfer stands in the ledger and says the same. */
import { presenceSources, sourceTable } from '../../../domain/records/presence.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * Every column of a record `r` that never changes once it is posted, in a text that does not depend on settings. Free texts come
 * last with their lengths before them, so that nothing moves from one into the other; joining costs a third of what JSON does.
 */
export const recordHash = (
  r: Sql,
): Sql => sql`encode(sha256(convert_to(concat_ws(E'\\n', 'record 1', ${r}.volunteer_id, ${r}.id, ${r}.attendance_id, ${r}.shift_id, ${r}.activity_id,
  ${r}.organization_id, ${r}.organization_path, to_char(${r}.service_day::timestamp, 'YYYY-MM-DD'), extract(epoch from ${r}.started_at), extract(epoch from ${r}.ended_at), ${r}.minutes, ${r}.balance, ${r}.source, ${r}.level,
  coalesce(${r}.people_served, -1), coalesce(${r}.quality, '-'), ${r}.person_in_charge_id, ${r}.recorded_by, extract(epoch from ${r}.recorded_at), coalesce(${r}.supersedes_id::text, '-'),
  length(${r}.title), length(${r}.place), length(${r}.content), coalesce(length(${r}.quality_note), -1), ${r}.title, ${r}.place, ${r}.content, coalesce(${r}.quality_note, ''), ${r}.counted, ${r}.trace), 'UTF8')), 'hex')`;

/** The request key of the transfer: it stands in the chain, and so does the whole record. */
export const recordKey = (r: Sql): Sql => sql`'record ' || ${r}.id || ' ' || ${recordHash(r)}`;

/** The entry of leg `l` and transaction `t` gives what the record `r` says, to its person, from its organisation, for its day and the path of that day. */
export const agrees = (
  r: Sql,
  l: Sql,
  t: Sql,
): Sql => sql`(${t}.owner_id = ${r}.volunteer_id and ${t}.id = ${r}.transfer_id and ${t}.reference = 'service_record:' || ${r}.id and ${l}.account = 'volunteer:' || ${r}.volunteer_id
  and ${l}.unit = ${r}.balance and ${l}.amount = ${r}.minutes and ${t}.organization_id = ${r}.organization_id and ${t}.organization_path = ${r}.organization_path
  and ${t}.service_day = ${r}.service_day and ${t}.reverses_id is null)`;

const isTakenBack = (t: Sql): Sql =>
  sql`exists (select from ledger_transactions back where back.owner_id = ${t}.owner_id and back.reverses_id = ${t}.id)`;

/** Confirmed, and its minutes stand in the ledger; a record of no minutes needs no transfer. */
export const counts = (
  r: Sql,
): Sql => sql`(${r}.state = 'confirmed' and ((${r}.minutes = 0 and ${r}.transfer_id is null) or exists (
  select from ledger_transactions given join ledger_legs part on part.owner_id = given.owner_id and part.transaction_id = given.id
  where ${agrees(r, sql`part`, sql`given`)} and not ${isTakenBack(sql`given`)})))`;

/** Confirmed, yet the ledger says something else: shown as such, counted nowhere. */
export const isDisputed = (r: Sql): Sql => sql`(${r}.state = 'confirmed' and not ${counts(r)})`;

/** Ids of records and transfers of these registrations (an array in SQL) that do not agree within a period, five at most. */
export const disagreements = (registrations: Sql, from: string, until: string): Sql => sql`array(
  select coalesce('service_record:' || r.id, 'transfer:' || t.id)
  from (select * from service_records c where c.volunteer_id = any(${registrations}) and c.state = 'confirmed' and (c.minutes > 0 or c.transfer_id is not null)) r
    full join (
      select g.owner_id, g.id, g.reference, g.organization_id, g.organization_path, g.service_day, g.reverses_id, h.account, h.unit, h.amount
      from ledger_transactions g join ledger_legs h on h.owner_id = g.owner_id and h.transaction_id = g.id
      where g.owner_id = any(${registrations}) and h.account like 'volunteer:%' and h.unit in ('credit_minutes', 'honorary_minutes') and g.reverses_id is null
        and not ${isTakenBack(sql`g`)}) t on t.owner_id = r.volunteer_id and t.id = r.transfer_id
  where (r.service_day between ${from} and ${until} or t.service_day between ${from} and ${until}) and not coalesce(${agrees(sql`r`, sql`t`, sql`t`)}, false)
  order by 1 limit 5)`;

const unitOfSource: Sql = sql.join(
  presenceSources.map((source) => sql`(${source}, ${sourceTable[source].balance})`),
  ', ',
);
/** The unit that a source gives: what was only declared or back-filled is honorary. */
export const sourceUnits: Sql = sql`(values ${unitOfSource}) as source_units (source, unit)`;

/** What a certificate `c` prints, as its event of issue keeps it. */
export const sheetHash = (c: Sql): Sql => sql`encode(sha256(convert_to(${c}.sheet::text, 'UTF8')), 'hex')`;
