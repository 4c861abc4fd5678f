/** What decides rests on events too: nobody holds a role, no rule is in force and no end is planned that the audit trail does not know. */
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from './fault.ts';

export async function verifyAuthority(reader: Reader): Promise<Fault[]> {
  return [...(await verifyGrants(reader)), ...(await verifyRuleBooks(reader)), ...(await verifyPlannedEnds(reader))];
}

type Given = { readonly grant_id: string; readonly is_below: boolean | null; readonly valid_until: string | null };
type Held = { readonly id: string; readonly is_below: boolean; readonly valid_until: string | null };

/** A merge or a claim may hand a grant on to another person, so the event is asked about the grant, its reach and its end. */
async function verifyGrants(reader: Reader): Promise<Fault[]> {
  const held = await reader.all<Held>(
    sql`select id, is_below, to_char(valid_until, 'YYYY-MM-DD') as valid_until from role_grants where ended_at is null order by id`,
  );
  const given = await reader.all<Given>(sql`
    select subject_id as grant_id, (after ->> 'is_below')::boolean as is_below, after ->> 'valid_until' as valid_until from audit_events where action in ('accounts.grant', 'accounts.delegate') and subject_type = 'role_grant'
    union all select after ->> 'grant_id', true, null from audit_events where action in ('accounts.first_administrator', 'demo.fixtures')`);
  const ended = await reader.all<{ grant_id: string }>(
    sql`select subject_id as grant_id from audit_events where action = 'accounts.end_grant'`,
  );
  const givenOf = new Map<string, Given[]>();
  for (const event of given) givenOf.set(event.grant_id, [...(givenOf.get(event.grant_id) ?? []), event]);
  const taken = new Set(ended.map((event) => event.grant_id));
  return held
    .flatMap((grant): Fault[] => {
      const says = wordsOf(grant, givenOf.get(grant.id) ?? [], taken.has(grant.id));
      return says === null ? [] : [{ check: 'grant', where: `grant ${grant.id}`, says }];
    })
    .slice(0, 20);
}

function wordsOf(grant: Held, given: readonly Given[], isTaken: boolean): string | null {
  if (given.length === 0) return 'stands without an event that gave it';
  if (given.some((event) => event.is_below !== grant.is_below || event.valid_until !== grant.valid_until))
    return 'reaches further than the event that gave it says';
  return isTaken ? 'was ended, and stands' : null;
}

/** The body is compared where its event holds one. */
async function verifyRuleBooks(reader: Reader): Promise<Fault[]> {
  const books = await reader.all<{ id: string }>(sql`select id from rule_books order by id`);
  const issued = await reader.all<{ book_id: string; is_other: boolean }>(sql`
    select b.id as book_id, bool_or(e.after ->> 'kind' is distinct from b.kind or (e.after ->> 'version')::int is distinct from b.version
      or e.after ->> 'valid_from' is distinct from to_char(b.valid_from, 'YYYY-MM-DD') or e.after ->> 'citing_document' is distinct from b.citing_document
      or (e.after ->> 'is_locked')::boolean is distinct from b.is_locked or (e.after ? 'body' and e.after -> 'body' is distinct from b.body)) as is_other
    from audit_events e join rule_books b on b.id::text = e.subject_id where e.action = 'organizations.issue_rule_book' group by b.id`);
  const isOther = new Map(issued.map((book) => [book.book_id, book.is_other]));
  return books
    .filter((book) => isOther.get(book.id) !== false)
    .slice(0, 20)
    .map(({ id }): Fault => ({
      check: 'rule_book',
      where: `rule book ${id}`,
      says: isOther.has(id) ? 'is not as it was issued' : 'is there without an event that issued it',
    }));
}

/** The job that carries out a plan leaves an event of its own, so the night no longer sees who put the row in. */
async function verifyPlannedEnds(reader: Reader): Promise<Fault[]> {
  const plans = await reader.all<{ id: string }>(sql`select id from planned_dissolutions order by id`);
  const said = await reader.all<{ plan_id: string }>(sql`
    select p.id as plan_id from audit_events e join planned_dissolutions p on p.id::text = e.after ->> 'plan_id' and p.organization_id::text = e.subject_id
    where e.action = 'organizations.plan_dissolution' and e.subject_type = 'organization'
      and e.after ->> 'dissolved_on' = to_char(p.dissolves_on, 'YYYY-MM-DD') and e.after ->> 'successor_id' is not distinct from p.successor_id::text
      and e.after ->> 'below' is not distinct from p.below and e.after ->> 'work' is not distinct from p.work and e.after ->> 'members' is not distinct from p.members`);
  const known = new Set(said.map((plan) => plan.plan_id));
  return plans
    .filter((plan) => !known.has(plan.id))
    .slice(0, 20)
    .map(({ id }): Fault => ({
      check: 'decision',
      where: `planned end ${id}`,
      says: 'stands without an event that planned the same',
    }));
}
