/**
 * A transaction moves amounts between accounts: its legs sum to zero in each unit. It is written once and never changed; a
 * mistake is undone by a second transaction with opposite legs. The legs of a held account are its entries, and they are a
 * chain: each carries the hash of the one before.
 */
import type { Id } from '../id.ts';
import { problem } from '../problem.ts';
import type { BusinessDate } from '../time.ts';
import { heldBy, isAccount, isSource, isUnit, mayBeNegative, ownerOf, sourceOf, type Unit } from './account.ts';

/** Why a transaction exists. Free text is kept beside the reference, never in the chain. */
const reasons = [
  'service_confirmed',
  'correction',
  'elimination',
  'reversal',
  'strike_overturned',
  'points_earned',
  'points_spent',
  'received',
  'spent',
] as const;
export type Reason = (typeof reasons)[number];

export type Leg = { readonly account: string; readonly unit: Unit; readonly amount: number }; // plus receives, minus gives
export type NewTransaction = {
  readonly id: Id;
  readonly reason: Reason;
  readonly reference: string; // "service_record:<id>"
  readonly reverses_id: Id | null;
  readonly overturns_id: Id | null; // the reversal that this takes back, for the transaction that reversal names
  readonly organization_id: Id; // for whose total it counts
  readonly organization_path: string; // where that organisation stood on the day
  readonly service_day: BusinessDate;
  readonly posted_at: string; // ISO, milliseconds, Z
  readonly request_key: string; // unique within each owner
  readonly legs: readonly Leg[];
};
/** The leg of a held account, with its whole transaction. */
export type Entry = NewTransaction &
  Leg & {
    readonly owners: readonly Id[]; // all that take part, in order
    readonly sequence: number; // 1, 2, 3 … within account and unit
    readonly balance_after: number;
  };
export type ChainedEntry = Entry & { readonly previous_hash: string; readonly hash: string };
export type HashText = (text: string) => string; // SHA-256 as lower-case hex

export const genesisHash = '0'.repeat(64);

const byAccount = (one: Leg, other: Leg): number => {
  const [first, second] = [`${one.account} ${one.unit}`, `${other.account} ${other.unit}`];
  return first < second ? -1 : Number(first > second);
};

/** The owners whose accounts take part, in the order in which they are locked. */
export const ownersOf = (legs: readonly Leg[]): Id[] =>
  [...new Set(legs.filter((leg) => !isSource(leg.account)).map((leg) => ownerOf(leg.account)))].sort();

/**
 * One line a field in a fixed order, then one a leg: the same text is built by the SQL function that posts, so that either side
 * recomputes the other. No field may hold a line break, hence no free text here.
 */
export function canonicalText(entry: Entry, previousHash: string): string {
  return [
    'entry 1',
    previousHash,
    entry.account,
    entry.unit,
    entry.sequence,
    entry.balance_after,
    entry.id,
    entry.owners.join(' '),
    entry.reason,
    entry.reference,
    entry.reverses_id ?? '',
    entry.overturns_id ?? '',
    entry.organization_id,
    entry.organization_path,
    entry.service_day,
    entry.posted_at,
    entry.request_key,
    ...[...entry.legs].sort(byAccount).map((leg) => `${leg.account} ${leg.unit} ${leg.amount}`),
  ].join('\n');
}

export function chain(entry: Entry, previousHash: string, hash: HashText): ChainedEntry {
  return { ...entry, previous_hash: previousHash, hash: hash(canonicalText(entry, previousHash)) };
}

const isLine = (text: string): boolean => text !== '' && !/[\r\n]/.test(text);

/** Refuses what no ledger can hold; the database refuses the same. */
export function assertTransaction(transaction: NewTransaction): void {
  const sums = new Map<Unit, bigint>();
  for (const leg of transaction.legs) {
    if (!Number.isSafeInteger(leg.amount) || leg.amount === 0) throw problem('ledger.amount_invalid');
    if (!isAccount(leg.account) || !isUnit(leg.unit)) throw problem('ledger.account_invalid', { account: leg.account });
    sums.set(leg.unit, (sums.get(leg.unit) ?? 0n) + BigInt(leg.amount));
  }
  if (transaction.legs.length < 2 || [...sums.values()].some((sum) => sum !== 0n))
    throw problem('ledger.legs_unbalanced');
  const places = new Set(transaction.legs.map((leg) => `${leg.account} ${leg.unit}`));
  if (places.size < transaction.legs.length || ownersOf(transaction.legs).length === 0)
    throw problem('ledger.legs_unbalanced');
  if (![transaction.reference, transaction.request_key].every(isLine)) throw problem('ledger.reference_invalid');
}

export type Part = { readonly owner_id: Id; readonly legs: readonly Leg[] };

/**
 * Legs lie with the owner of their account, and each owner's are posted by one statement. A source has no place of its own: its
 * leg lies with the owner it feeds, so that giving minutes touches nothing that the organisation shares.
 */
export function partsOf(transaction: Pick<NewTransaction, 'legs'>): Part[] {
  const owners = ownersOf(transaction.legs);
  const placeOf = (leg: Leg): Id | undefined => {
    const own = ownerOf(leg.account);
    if (owners.includes(own)) return own;
    const fed = transaction.legs.filter((other) => !isSource(other.account) && other.unit === leg.unit);
    return ownersOf(fed)[0] ?? owners[0];
  };
  return owners.map((owner) => ({
    owner_id: owner,
    legs: transaction.legs.filter((leg) => placeOf(leg) === owner).sort(byAccount),
  }));
}

const takesBack: ReadonlySet<Reason> = new Set(['reversal', 'elimination']);

/**
 * Nothing held falls below zero: nobody can lose what was not given. Only points may, when the hours behind spent ones are
 * taken back (R46 leaves it open), and then the next points pay the gap; spending never does it.
 */
export function balanceAfter(balance: number, leg: Leg, reason: Reason): number {
  if (!Number.isSafeInteger(leg.amount) || leg.amount === 0) throw problem('ledger.amount_invalid');
  const after = balance + leg.amount;
  if (!Number.isSafeInteger(after)) throw problem('ledger.amount_too_large');
  if (after < 0 && leg.amount < 0 && !(takesBack.has(reason) && mayBeNegative(leg.account, leg.unit)))
    throw problem('ledger.insufficient_balance', { balance, amount: -leg.amount });
  return after;
}

type Given = Omit<NewTransaction, 'legs' | 'reverses_id' | 'overturns_id'> & {
  readonly volunteer_id: Id;
  readonly unit: Unit;
  readonly amount: number; // plus gives, minus takes
};

/** What a volunteer gets from an organisation, or gives back to it. */
export function givenTo({ volunteer_id, unit, amount, ...header }: Given): NewTransaction {
  return {
    ...header,
    reverses_id: null,
    overturns_id: null,
    legs: [
      { account: sourceOf('organization', header.organization_id), unit, amount: -amount },
      { account: heldBy('volunteer', volunteer_id), unit, amount },
    ],
  };
}

type Undoing = Pick<NewTransaction, 'id' | 'posted_at' | 'request_key'> & { readonly reason?: Reason };

/** The opposite of a transaction, for the same organisation and day, so that "as of" sums stay right. */
export function reversal(original: NewTransaction, reversedAlready: boolean, entry: Undoing): NewTransaction {
  if (original.reverses_id !== null) throw problem('ledger.reversal_of_reversal');
  if (reversedAlready) throw problem('ledger.already_reversed');
  return {
    ...headerOf(original),
    ...entry,
    reason: entry.reason ?? 'reversal',
    reverses_id: original.id,
    overturns_id: null,
    legs: original.legs.map(({ account, unit, amount }) => ({ account, unit, amount: -amount })),
  };
}

/**
 * A strike that an appeal overturns: what was struck is given again, for the same day, by a new transaction that names the
 * strike, and through it the original. Sums as of now are those of before; sums as of the days between stay as they were.
 */
export function overturning(strike: NewTransaction, overturnedAlready: boolean, entry: Undoing): NewTransaction {
  if (strike.reverses_id === null) throw problem('ledger.not_a_strike');
  if (overturnedAlready) throw problem('ledger.already_overturned');
  return {
    ...headerOf(strike),
    ...entry,
    reason: 'strike_overturned',
    reverses_id: null,
    overturns_id: strike.id,
    legs: strike.legs.map(({ account, unit, amount }) => ({ account, unit, amount: -amount })),
  };
}

const headerOf = ({
  reference,
  organization_id,
  organization_path,
  service_day,
}: NewTransaction): Pick<NewTransaction, 'reference' | 'organization_id' | 'organization_path' | 'service_day'> => ({
  reference,
  organization_id,
  organization_path,
  service_day,
});
