/** Certificates against the events that issued and revoked them, their own lines, the records that they list, and their codes. */
import type { Id } from '../../../domain/id.ts';
import { byId } from '../../db/by-id.ts';
import type { Reader } from '../../db/reader.ts';
import { certificateSeries } from '../../../domain/records/certificate.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Fault } from '../../ledger/fault.ts';
import { sheetHash } from '../service/standing.ts';

export async function verifyCertificates(reader: Reader): Promise<Fault[]> {
  const issued = await verifyIssue(reader);
  const printed = await verifyPrinted(reader, new Set(issued.map((fault) => fault.where)));
  return [
    ...issued,
    ...printed,
    ...(await verifyLines(reader)),
    ...(await verifyNumbers(reader)),
    ...(await verifySeries(reader)),
  ];
}

/** Each number is there once: codes lie by their value, so no machine could hold it alone. */
async function verifyNumbers(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ number: string }>(
    sql`select number from certificate_codes group by number having count(*) > 1 order by number limit 40`,
  );
  return rows.map((row): Fault => ({
    check: 'certificate',
    where: `certificate number ${row.number}`,
    says: 'stands on more than one certificate',
  }));
}

/** From the first number of each series to the one given last none is missing, and none beside them. */
async function verifySeries(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ series: string; found: number; last: number; given: number }>(sql`
    with found as (
      select split_part(number, ' ', 1) as prefix, split_part(number, ' ', 2) as year, count(distinct number) as found, max(split_part(number, ' ', 3)::bigint) as last
      from certificate_codes group by 1, 2),
    given as (
      select p.prefix, s.year::text as year, s.last_number from number_series s join certificate_prefixes p on p.organization_id::text = s.issuer where s.kind = ${certificateSeries.name})
    select concat_ws(' ', prefix, year) as series, coalesce(found, 0) as found, coalesce(last, 0) as last, coalesce(last_number, 0) as given
    from found full join given using (prefix, year) where (found, last) is distinct from (last_number, last_number) order by 1 limit 40`);
  return rows.map((row): Fault => ({
    check: 'certificate',
    where: `certificate numbers ${row.series}`,
    says: `${row.given} were given, ${row.found} are there up to ${row.last}`,
  }));
}

/** Total, services, sheet and PDF as they were issued; revoked as the event says. Events of older versions hold no hashes. */
const differsFromIssue = (c: Sql, e: Sql, f: Sql): Sql => sql`concat_ws(', ',
  case when ${c}.number is distinct from ${e}.after ->> 'number' then 'number' end, case when ${c}.purpose is distinct from ${e}.after ->> 'purpose' then 'purpose' end,
  case when ${c}.total_minutes is distinct from (${e}.after ->> 'total_minutes')::int then 'total' end, case when ${c}.services is distinct from (${e}.after ->> 'services')::int then 'services' end,
  case when ${e}.after ->> 'sheet_sha256' <> ${sheetHash(c)} then 'sheet' end,
  case when ${e}.after ->> 'pdf_sha256' <> ${f}.sha256 then 'printed file' end)`;

async function verifyIssue(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ certificate_id: string; says: string }>(sql`
    select coalesce(c.id::text, e.subject_id) as certificate_id, judged.says
    from certificates c
      full join (select subject_id, after from audit_events where action = 'records.issue_certificate') e on e.subject_id = c.id::text
      left join (select subject_id, min(at) as at from audit_events where action = 'records.revoke_certificate' group by subject_id) gone on gone.subject_id = c.id::text
      left join certificate_codes k on k.certificate_id = c.id and k.volunteer_id = c.volunteer_id and k.number = c.number
      left join attachments f on f.subject_id = c.id
      cross join lateral (select case
        when c.id is null then 'was issued, but is not there any more'
        when e.subject_id is null then 'was issued without an event'
        when ${differsFromIssue(sql`c`, sql`e`, sql`f`)} <> '' then 'is not as it was issued: ' || ${differsFromIssue(sql`c`, sql`e`, sql`f`)}
        when c.revoked_at is null and gone.at is not null then 'was revoked, and stands as valid'
        when c.revoked_at is not null and gone.at is distinct from c.revoked_at then 'stands as revoked without an event that says so'
        when k.code is null or k.code is distinct from c.sheet ->> 'code' then 'is not found by the code that it prints'
        end as says) judged
    where judged.says is not null order by 1 limit 40`);
  return rows.map((row): Fault => ({
    check: 'certificate',
    where: `certificate ${row.certificate_id}`,
    says: row.says,
  }));
}

/** The printed file goes when the person is deleted, and never else. Of a registration that was merged, the person lies elsewhere. */
async function verifyPrinted(reader: Reader, named: ReadonlySet<string>): Promise<Fault[]> {
  const rows = await reader.all<{ certificate_id: Id; merged_into: Id | null }>(sql`
    select c.id as certificate_id, v.merged_into from certificates c left join volunteers v on v.id = c.volunteer_id left join persons p on p.id = c.volunteer_id
      left join attachments f on f.subject_id = c.id
    where f.id is null and (v.merged_into is not null or p.erased_at is null) order by c.id limit 1000`);
  const erased = await byId<{ id: Id }>(
    rows.map((row) => row.merged_into),
    (ids) => reader.all(sql`select id from persons where id = any(${ids}::uuid[]) and erased_at is not null`),
  );
  return rows
    .filter((row) => row.merged_into === null || !erased.has(row.merged_into))
    .map((row): Fault => ({
      check: 'certificate',
      where: `certificate ${row.certificate_id}`,
      says: 'has lost its printed file',
    }))
    .filter((fault) => !named.has(fault.where))
    .slice(0, 40);
}

/** Each line is a record of the same person, day and minutes; together they are the total; a changed record shows on the certificate. */
async function verifyLines(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ certificate_id: string; says: string }>(sql`
    select c.id as certificate_id, case
      when sums.minutes is distinct from c.total_minutes or sums.lines <> c.services or (c.sheet -> 'body' ->> 'total_minutes')::int is distinct from c.total_minutes then 'its lines do not add up to its total'
      when not sums.same_ids then 'lists other records than it prints'
      when sums.foreign_lines > 0 then 'prints a line that no record of this person says'
      when c.superseded_at is null and c.revoked_at is null and sums.ended > 0 then 'lists a record that was corrected or struck, and stands as valid'
      when c.superseded_at is not null and sums.ended = 0 then 'stands as superseded, but none of its records was changed' end as says
    from certificates c cross join lateral (
      select coalesce(sum((line ->> 'minutes')::int), 0) as minutes, count(*) as lines, array_agg((line ->> 'record_id')::uuid order by lines.place) = c.record_ids as same_ids,
        count(*) filter (where r.id is null or r.minutes <> (line ->> 'minutes')::int or r.service_day <> (line ->> 'service_day')::date or r.balance <> 'credit_minutes') as foreign_lines,
        count(*) filter (where r.state <> 'confirmed') as ended
      from jsonb_array_elements(c.sheet -> 'body' -> 'lines') with ordinality lines (line, place)
        left join service_records r on r.id = (line ->> 'record_id')::uuid and r.volunteer_id in (
          select v.id from volunteers v where v.id = c.volunteer_id or coalesce(v.merged_into, v.id) = (select coalesce(w.merged_into, w.id) from volunteers w where w.id = c.volunteer_id))) sums
    where sums.minutes is distinct from c.total_minutes or sums.lines <> c.services or (c.sheet -> 'body' ->> 'total_minutes')::int is distinct from c.total_minutes or not sums.same_ids or sums.foreign_lines > 0
      or (c.superseded_at is null and c.revoked_at is null and sums.ended > 0) or (c.superseded_at is not null and sums.ended = 0)
    order by c.id limit 40`);
  return rows.map((row): Fault => ({
    check: 'certificate',
    where: `certificate ${row.certificate_id}`,
    says: row.says,
  }));
}
