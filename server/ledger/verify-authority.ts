/** What decides rests on events too: nobody holds a role, and no rule is in force, that the audit trail does not know. */
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from './fault.ts';

export async function verifyAuthority(reader: Reader): Promise<Fault[]> {
  return [...(await verifyGrants(reader)), ...(await verifyRuleBooks(reader))];
}

/** A merge or a claim may hand a grant on to another person, so the event is asked about the grant, its reach and its end. */
async function verifyGrants(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ grant_id: string; says: string }>(sql`
    with given as (
      select subject_id as grant_id, (after ->> 'is_below')::boolean as is_below, after ->> 'valid_until' as valid_until from audit_events where action in ('accounts.grant', 'accounts.delegate') and subject_type = 'role_grant'
      union all select after ->> 'grant_id', true, null from audit_events where action in ('accounts.first_administrator', 'demo.fixtures')),
    taken as (select subject_id as grant_id from audit_events where action = 'accounts.end_grant')
    select g.id as grant_id, case
      when given.grant_id is null then 'stands without an event that gave it'
      when given.is_below is distinct from g.is_below or given.valid_until is distinct from to_char(g.valid_until, 'YYYY-MM-DD') then 'reaches further than the event that gave it says'
      else 'was ended, and stands' end as says
    from role_grants g left join given on given.grant_id = g.id::text
    where g.ended_at is null and (given.grant_id is null or given.is_below is distinct from g.is_below or given.valid_until is distinct from to_char(g.valid_until, 'YYYY-MM-DD')
      or exists (select from taken where taken.grant_id = g.id::text))
    order by g.id limit 20`);
  return rows.map((row): Fault => ({ check: 'grant', where: `grant ${row.grant_id}`, says: row.says }));
}

/** The body is compared where its event holds one. */
async function verifyRuleBooks(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ book_id: string; says: string }>(sql`
    select b.id as book_id, case when e.subject_id is null then 'is there without an event that issued it' else 'is not as it was issued' end as says
    from rule_books b left join (select subject_id, after from audit_events where action = 'organizations.issue_rule_book') e on e.subject_id = b.id::text
    where e.subject_id is null or e.after ->> 'kind' is distinct from b.kind or (e.after ->> 'version')::int is distinct from b.version
      or e.after ->> 'valid_from' is distinct from to_char(b.valid_from, 'YYYY-MM-DD') or e.after ->> 'citing_document' is distinct from b.citing_document
      or (e.after ->> 'is_locked')::boolean is distinct from b.is_locked or (e.after ? 'body' and e.after -> 'body' is distinct from b.body)
    order by b.id limit 20`);
  return rows.map((row): Fault => ({ check: 'rule_book', where: `rule book ${row.book_id}`, says: row.says }));
}
