/** Compares the audit trail with what was sealed of it, and names each event that is not as it was. */
import { genesisHash } from '../../domain/ledger/transaction.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { auditHash, auditRoot, auditRoots, type AuditSeal, type AuditSpans } from './seal-audit.ts';
import type { Fault } from './fault.ts';

export async function verifyAudit(reader: Reader): Promise<Fault[]> {
  return [...(await changedEvents(reader)), ...(await strangeEvents(reader)), ...(await brokenSeals(reader))];
}

async function changedEvents(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ id: string; seal_number: number; is_missing: boolean }>(sql`
    select s.event_id as id, s.seal_number, e.id is null as is_missing
    from audit_sealed_events s left join audit_events e on e.id = s.event_id
    where e.id is null or ${auditHash} is distinct from s.hash order by s.event_id limit 20`);
  return rows.map((row) => ({
    check: 'audit',
    where: `event ${row.id}`,
    says: row.is_missing ? `was removed after seal ${row.seal_number}` : `was changed after seal ${row.seal_number}`,
  }));
}

/** The moment in an id, in milliseconds: its first six bytes, put together without a text between. */
const momentOf = (id: Sql): Sql =>
  sql.join(
    [40, 32, 24, 16, 8, 0].map(
      (shift, place) =>
        sql`(get_byte(uuid_send(${id}), ${sql.raw(String(place))})::bigint << ${sql.raw(String(shift))})`,
    ),
    ' | ',
  );

/** An event that no seal covers although its day is sealed, or whose id is of another moment than it says, was put in by hand. */
async function strangeEvents(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ id: string; is_late: boolean }>(sql`
    select e.id, s.event_id is null and e.id < until.id as is_late
    from (select max(until_id::text)::uuid as id from audit_seals) until, audit_events e
      left join audit_sealed_events s on s.event_id = e.id
    where (s.event_id is null and e.id < until.id)
      or date_trunc('milliseconds', e.at) is distinct from to_timestamp((${momentOf(sql`e.id`)}) / 1000.0::float8)
    order by e.id limit 20`);
  return rows.map((row) => ({
    check: 'audit',
    where: `event ${row.id}`,
    says: row.is_late ? 'was put in after its day was sealed' : 'does not bear the moment of its id',
  }));
}

async function brokenSeals(reader: Reader): Promise<Fault[]> {
  const seals = await reader.all<AuditSeal>(
    sql`select number, until_id, event_count, previous_root, root from audit_seals order by number`,
  );
  const found = await reader.all<AuditSpans & { seal_number: number }>(
    sql`select seal_number, event_count, spans from (${auditRoots}) found`,
  );
  const spansOf = new Map(found.map((spans) => [spans.seal_number, spans]));
  let previousRoot = genesisHash;
  for (const [index, seal] of seals.entries()) {
    const fault = (says: string): Fault[] => [{ check: 'audit_seal', where: `audit seal ${seal.number}`, says }];
    if (seal.number !== index + 1 || seal.previous_root !== previousRoot)
      return fault('does not continue the seal before it');
    const spans = spansOf.get(seal.number);
    if (auditRoot(seal.previous_root, seal.until_id, spans) !== seal.root)
      return fault(
        `its root does not match its events: ${seal.event_count} were sealed, ${spans?.event_count ?? 0} stand there`,
      );
    previousRoot = seal.root;
  }
  const rows = await reader.all<{ number: number }>(sql`
    select l.number from ledger_seals l where l.audit_root <> ${genesisHash} and not exists (select from audit_seals s where s.root = l.audit_root) order by l.number limit 20`);
  return rows.map((row) => ({
    check: 'audit_seal',
    where: `seal ${row.number}`,
    says: 'holds the root of an audit seal that does not stand any more',
  }));
}
