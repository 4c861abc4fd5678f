/** The nightly seal of the audit trail. An event is written without a lock and without a neighbour; the night binds it. */
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { genesisHash } from '../../domain/ledger/transaction.ts';
import { businessDate, startOfDay } from '../../domain/time.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { sql, type Sql } from '../db/sql.ts';

export type AuditSeal = {
  readonly number: number;
  readonly until_id: string;
  readonly event_count: number;
  readonly previous_root: string;
  readonly root: string;
};

/** Every column of an event `e`, in a text that does not depend on settings; nothing else than this is sealed. */
export const auditHash: Sql = sql`sha256(convert_to(jsonb_build_array('audit 1', e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_person_id, e.permission, e.action,
  e.subject_type, e.subject_id, e.organization_path, e.before, e.after, e.reason, e.request_id)::text, 'UTF8'))`;

/** The root of each seal that stands among `audit_sealed_events`: of quarters of an hour first, so that no text grows with the day. */
export const auditRoots: Sql = sql`
  select seal_number, sum(events)::bigint as event_count, string_agg(concat_ws(' ', span, events, encode(sha256(hashes), 'hex')), E'\\n' order by span collate "C") as spans
  from (select seal_number, left(event_id::text, 7) as span, count(*) as events, string_agg(hash, ''::bytea order by event_id) as hashes from audit_sealed_events group by 1, 2) each
  group by seal_number`;

export type AuditSpans = { readonly event_count: number; readonly spans: string };

/** Of the seal before, the first id that is not covered, and what is. */
export function auditRoot(previous: string, until: string, found: AuditSpans | undefined): string {
  const lines = ['audit seal 1', previous, until, String(found?.event_count ?? 0)];
  return createHash('sha256')
    .update([...lines, ...(found === undefined ? [] : [found.spans])].join('\n'), 'utf8')
    .digest('hex');
}

/**
 * Seals all events of the days before `now`'s. It runs some time into the day, when what began the day before has long been
 * committed. Null where that day is sealed.
 */
export async function sealAudit(pool: Pool, now: Date): Promise<AuditSeal | null> {
  return inTransaction(pool, async (reader) => {
    await reader.all(sql`select pg_advisory_xact_lock(71640002)`);
    const until = firstIdOf(startOfDay(businessDate(now)));
    const last = await reader.maybe<{ number: number; until_id: string; root: string }>(
      sql`select number, until_id, root from audit_seals order by number desc limit 1`,
    );
    if (last !== undefined && last.until_id >= until) return null;
    const number = (last?.number ?? 0) + 1;
    await reader.all(sql`
      insert into audit_sealed_events (event_id, seal_number, hash, transaction)
      select e.id, ${number}, ${auditHash}, e.xmin::text::bigint from audit_events e where e.id >= ${last?.until_id ?? firstIdOf(new Date(0))} and e.id < ${until}`);
    const found = await reader.maybe<AuditSpans>(
      sql`select event_count, spans from (${auditRoots}) found where seal_number = ${number}`,
    );
    const previous = last?.root ?? genesisHash;
    return reader.one<AuditSeal>(sql`
      insert into audit_seals (number, sealed_at, until_id, event_count, previous_root, root)
      values (${number}, ${now}, ${until}, ${found?.event_count ?? 0}, ${previous}, ${auditRoot(previous, until, found)})
      returning number, until_id, event_count, previous_root, root`);
  });
}

/** No id of that moment or later is smaller, whoever made it. */
export function firstIdOf(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
