/**
 * A transfer moves an amount of one unit from the debit account to the credit account. It is written
 * once and never changed: a mistake is undone by a second transfer that swaps the two accounts.
 * The volunteer's account of a unit is a chain: each transfer carries the hash of the one before.
 */
import type { Id } from '../id.ts';
import { problem } from '../problem.ts';
import type { BusinessDate } from '../time.ts';

export const units = ['credit_minutes', 'honorary_minutes', 'points'] as const;
export type Unit = (typeof units)[number];

/** Why a transfer exists. Free text is kept beside the reference, never in the chain. */
const reasons = [
  'service_confirmed',
  'correction',
  'elimination',
  'reversal',
  'points_earned',
  'points_spent',
] as const;
export type Reason = (typeof reasons)[number];

export type Transfer = {
  readonly id: Id;
  readonly volunteer_id: Id; // whose chain the transfer stands in
  readonly unit: Unit;
  readonly sequence: number; // 1, 2, 3 … within (volunteer_id, unit)
  readonly debit_account: string; // "organization:<id>" or "volunteer:<id>"
  readonly credit_account: string;
  readonly amount: number; // above zero
  readonly balance_after: number; // of the volunteer's account
  readonly reason: Reason;
  readonly reference: string; // "service_record:<id>"
  readonly reverses_id: Id | null;
  readonly organization_id: Id; // for whose total the transfer counts
  readonly service_day: BusinessDate;
  readonly posted_at: string; // ISO, milliseconds, Z
  readonly request_key: string;
};

export type ChainedTransfer = Transfer & { readonly previous_hash: string; readonly hash: string };
export type HashText = (text: string) => string; // SHA-256 as lower-case hex

export const genesisHash = '0'.repeat(64);

export const volunteerAccount = (volunteerId: Id): string => `volunteer:${volunteerId}`;
export const organizationAccount = (organizationId: Id): string => `organization:${organizationId}`;

/**
 * One line per field in a fixed order: the same text is built by the SQL function that posts, so that
 * either side recomputes the other. No field may hold a line break, hence no free text here.
 */
export function canonicalText(transfer: Transfer, previousHash: string): string {
  return [
    'transfer 1',
    previousHash,
    transfer.id,
    transfer.volunteer_id,
    transfer.unit,
    transfer.sequence,
    transfer.debit_account,
    transfer.credit_account,
    transfer.amount,
    transfer.balance_after,
    transfer.reason,
    transfer.reference,
    transfer.reverses_id ?? '',
    transfer.organization_id,
    transfer.service_day,
    transfer.posted_at,
    transfer.request_key,
  ].join('\n');
}

export function chain(transfer: Transfer, previousHash: string, hash: HashText): ChainedTransfer {
  return { ...transfer, previous_hash: previousHash, hash: hash(canonicalText(transfer, previousHash)) };
}

/** What the transfer does to the volunteer's own account: plus when credited, minus when debited. */
export function signedAmount(transfer: Pick<Transfer, 'volunteer_id' | 'credit_account' | 'amount'>): number {
  return transfer.credit_account === volunteerAccount(transfer.volunteer_id) ? transfer.amount : -transfer.amount;
}

/**
 * Minutes never fall below zero: nobody can lose what was not given. Points may when the hours behind
 * spent points are struck (R46 leaves it open), and then the next points pay the gap.
 */
export function mayBecomeNegative(unit: Unit, reason: Reason): boolean {
  return unit === 'points' && (reason === 'reversal' || reason === 'elimination');
}

export function balanceAfter(
  balance: number,
  transfer: Pick<Transfer, 'volunteer_id' | 'credit_account' | 'amount' | 'unit' | 'reason'>,
): number {
  if (!Number.isSafeInteger(transfer.amount) || transfer.amount <= 0) throw problem('ledger.amount_invalid');
  const after = balance + signedAmount(transfer);
  if (after < 0 && after < balance && !mayBecomeNegative(transfer.unit, transfer.reason)) {
    throw problem('ledger.insufficient_balance', { balance, amount: transfer.amount });
  }
  return after;
}

export type NewTransfer = Omit<Transfer, 'sequence' | 'balance_after'>;
type ReversalOf = Pick<Transfer, 'id' | 'posted_at' | 'request_key'> & { readonly reason?: Reason };

/** The opposite of a transfer, for the same organisation and day, so that "as of" sums stay right. */
export function reversal(original: Transfer, reversedAlready: boolean, entry: ReversalOf): NewTransfer {
  if (original.reverses_id !== null) throw problem('ledger.reversal_of_reversal');
  if (reversedAlready) throw problem('ledger.already_reversed');
  return {
    volunteer_id: original.volunteer_id,
    unit: original.unit,
    debit_account: original.credit_account,
    credit_account: original.debit_account,
    amount: original.amount,
    reference: original.reference,
    organization_id: original.organization_id,
    service_day: original.service_day,
    id: entry.id,
    reason: entry.reason ?? 'reversal',
    reverses_id: original.id,
    posted_at: entry.posted_at,
    request_key: entry.request_key,
  };
}
