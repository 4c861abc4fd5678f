/** The only door to the ledger. */
import type { Id } from '../../domain/id.ts';
import {
  mayBecomeNegative,
  organizationAccount,
  reversal,
  volunteerAccount,
  type NewTransfer,
  type Reason,
  type Unit,
} from '../../domain/ledger/transfer.ts';
import { problem } from '../../domain/problem.ts';
import type { BusinessDate } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { readTransfer } from './queries.ts';

export type Entry = {
  readonly volunteer_id: Id;
  readonly unit: Unit;
  readonly amount: number; // plus gives, minus takes
  readonly reason: Reason;
  readonly reference: string;
  readonly organization_id: Id;
  readonly service_day: BusinessDate;
  /** Unique within the volunteer; a repetition returns the first posting. */
  readonly request_key: string;
};
export type Posted = { readonly transfer_id: Id; readonly balance: number; readonly repeated: boolean };

export async function postEntry(writer: Writer, entry: Entry): Promise<Posted> {
  const own = volunteerAccount(entry.volunteer_id);
  const issuer = organizationAccount(entry.organization_id);
  const gives = entry.amount > 0;
  return post(writer, {
    id: writer.newId(),
    volunteer_id: entry.volunteer_id,
    unit: entry.unit,
    amount: Math.abs(entry.amount),
    debit_account: gives ? issuer : own,
    credit_account: gives ? own : issuer,
    reason: entry.reason,
    reference: entry.reference,
    reverses_id: null,
    organization_id: entry.organization_id,
    service_day: entry.service_day,
    posted_at: writer.now.toISOString(),
    request_key: entry.request_key,
  });
}

/** Undoes one transfer by its opposite. */
export async function reverseEntry(
  writer: Writer,
  input: { readonly volunteer_id: Id; readonly transfer_id: Id; readonly reason: Reason },
): Promise<Posted> {
  const original = await readTransfer(writer, input.volunteer_id, input.transfer_id);
  if (original === undefined) throw problem('ledger.transfer_not_found');
  const already = await writer.maybe(
    sql`select id from ledger_transfers where volunteer_id = ${input.volunteer_id} and reverses_id = ${input.transfer_id}`,
  );
  return post(
    writer,
    reversal(original, already !== undefined, {
      id: writer.newId(),
      posted_at: writer.now.toISOString(),
      request_key: `reverse ${input.transfer_id}`,
      reason: input.reason,
    }),
  );
}

/** What posting would do, by doing it and rolling back. */
export async function preview<T>(writer: Writer, work: () => Promise<T>): Promise<T> {
  await writer.run(sql`savepoint preview`);
  try {
    return await work();
  } finally {
    await writer.run(sql`rollback to savepoint preview`);
  }
}

type Outcome = {
  readonly outcome: 'posted' | 'repeated' | 'key_reused' | 'already_reversed' | 'insufficient';
  readonly transfer_id: Id;
  readonly balance: number;
};

async function post(writer: Writer, transfer: NewTransfer): Promise<Posted> {
  if (!Number.isSafeInteger(transfer.amount) || transfer.amount <= 0) throw problem('ledger.amount_invalid');
  const row = await writer.one<Outcome>(sql`
    select * from ledger_post(${transfer.volunteer_id}, ${transfer.unit}, ${transfer.id}, ${transfer.debit_account}, ${transfer.credit_account},
      ${transfer.amount}, ${transfer.reason}, ${transfer.reference}, ${transfer.reverses_id}, ${transfer.organization_id},
      ${transfer.service_day}::date, ${transfer.posted_at}::timestamptz, ${transfer.request_key}, ${mayBecomeNegative(transfer.unit, transfer.reason)})`);
  switch (row.outcome) {
    case 'posted':
      return { transfer_id: row.transfer_id, balance: row.balance, repeated: false };
    case 'repeated':
      return { transfer_id: row.transfer_id, balance: row.balance, repeated: true };
    case 'key_reused':
      throw problem('core.request_key_reused');
    case 'already_reversed':
      throw problem('ledger.already_reversed');
    case 'insufficient':
      throw problem('ledger.insufficient_balance', { balance: row.balance, amount: transfer.amount });
  }
}
