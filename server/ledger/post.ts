/** The only door to the ledger: transactions of any accounts, and what undoes them. */
import type { Id } from '../../domain/id.ts';
import { mayBeNegative, type Unit } from '../../domain/ledger/account.ts';
import {
  assertTransaction,
  givenTo,
  overturning,
  partsOf,
  reversal,
  type NewTransaction,
  type Part,
  type Reason,
} from '../../domain/ledger/transaction.ts';
import { problem } from '../../domain/problem.ts';
import type { BusinessDate } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { readTransaction } from './queries.ts';

export type Balance = { readonly account: string; readonly unit: Unit; readonly balance: number };
export type PostedTransaction = {
  readonly transaction_id: Id;
  readonly repeated: boolean;
  readonly balances: readonly Balance[]; // of the held accounts, after it
};
export type NewPosting = Omit<NewTransaction, 'id' | 'posted_at' | 'reverses_id' | 'overturns_id'>;

export async function postTransaction(writer: Writer, posting: NewPosting): Promise<PostedTransaction> {
  return first(await postTransactions(writer, [posting]));
}

/** All or nothing, owner by owner in order of id: two writes that need the same owners wait for each other in one direction only. */
export function postTransactions(writer: Writer, postings: readonly NewPosting[]): Promise<PostedTransaction[]> {
  return post(
    writer,
    postings.map((posting) => ({
      ...posting,
      id: writer.newId(),
      posted_at: writer.now.toISOString(),
      reverses_id: null,
      overturns_id: null,
    })),
  );
}

export type Undoing = { readonly owner_id: Id; readonly transaction_id: Id; readonly reason: Reason };

/** Undoes one transaction by its opposite. */
export async function reverseTransaction(writer: Writer, input: Undoing): Promise<PostedTransaction> {
  const original = await readTransaction(writer, input.owner_id, input.transaction_id);
  if (original === undefined) throw problem('ledger.transfer_not_found');
  const undo = reversal(original, await isNamed(writer, 'reverses_id', input), {
    id: writer.newId(),
    posted_at: writer.now.toISOString(),
    request_key: `reverse ${original.id}`,
    reason: input.reason,
  });
  return first(await post(writer, [undo]));
}

/** What an appeal gives back: the strike stands as it was, and is answered. */
export async function overturnStrike(
  writer: Writer,
  input: Omit<Undoing, 'reason'> & { readonly request_key?: string },
): Promise<PostedTransaction> {
  const strike = await readTransaction(writer, input.owner_id, input.transaction_id);
  if (strike === undefined) throw problem('ledger.transfer_not_found');
  const answer = overturning(strike, await isNamed(writer, 'overturns_id', input), {
    id: writer.newId(),
    posted_at: writer.now.toISOString(),
    request_key: input.request_key ?? `overturn ${strike.id}`,
  });
  return first(await post(writer, [answer]));
}

export type Entry = {
  readonly volunteer_id: Id;
  readonly unit: Unit;
  readonly amount: number; // plus gives, minus takes
  readonly reason: Reason;
  readonly reference: string;
  readonly organization_id: Id;
  readonly organization_path: string;
  readonly service_day: BusinessDate;
  /** Unique within the volunteer; a repetition returns the first posting. */
  readonly request_key: string;
};
export type Posted = { readonly transfer_id: Id; readonly balance: number; readonly repeated: boolean };

/** What a volunteer is given by an organisation, in one statement. */
export async function postEntry(writer: Writer, entry: Entry): Promise<Posted> {
  const posted = first(
    await post(writer, [givenTo({ ...entry, id: writer.newId(), posted_at: writer.now.toISOString() })]),
  );
  return {
    transfer_id: posted.transaction_id,
    balance: posted.balances[0]?.balance ?? 0,
    repeated: posted.repeated,
  };
}

/** What posting would do, by doing it and rolling back. */
export async function preview<T>(writer: Writer, work: () => Promise<T>): Promise<T> {
  await writer.run(sql`savepoint preview`);
  try {
    return await work();
  } finally {
    await writer.run(sql`rollback to savepoint preview`);
    await writer.run(sql`release savepoint preview`); // or what follows would be of another transaction than what came before
  }
}

type Outcome = Balance & {
  readonly outcome:
    | 'posted'
    | 'repeated'
    | 'key_reused'
    | 'already_reversed'
    | 'already_overturned'
    | 'insufficient'
    | 'too_large'
    | 'unbalanced';
  readonly transaction_id: Id;
};

async function post(writer: Writer, transactions: readonly NewTransaction[]): Promise<PostedTransaction[]> {
  transactions.forEach(assertTransaction);
  const parts = transactions
    .flatMap((transaction) => {
      const places = partsOf(transaction);
      const given = givenText(transaction, places);
      return places.map(({ owner_id }) => ({ transaction, owner_id, given }));
    })
    .sort((one, other) => (one.owner_id < other.owner_id ? -1 : Number(one.owner_id > other.owner_id)));
  const outcomes = new Map<NewTransaction, Outcome[]>();
  for (const { transaction, owner_id, given } of parts) {
    const rows = await writer.all<Outcome>(sql`
    select * from ledger_post(${owner_id}, ${given}::json)`);
    for (const row of rows) refuse(row, transaction);
    outcomes.set(transaction, [...(outcomes.get(transaction) ?? []), ...rows]);
  }
  return transactions.map((transaction) => answerOf(transaction, outcomes.get(transaction) ?? []));
}

/** The whole transaction, as each of its owners is given it: all legs are in the hash of each entry. */
function givenText(transaction: NewTransaction, places: readonly Part[]): string {
  return JSON.stringify({
    ...transaction,
    owners: places.map(({ owner_id }) => owner_id),
    legs: places.flatMap(({ owner_id, legs }) =>
      legs.map((leg) => ({ ...leg, owner_id, may_be_negative: mayBeNegative(leg.account, leg.unit) })),
    ),
  });
}

function refuse(row: Outcome, transaction: NewTransaction): void {
  switch (row.outcome) {
    case 'posted':
    case 'repeated':
      return;
    case 'key_reused':
      throw problem('core.request_key_reused');
    case 'already_reversed':
    case 'already_overturned':
      throw problem(`ledger.${row.outcome}`);
    case 'unbalanced':
      throw problem('ledger.legs_unbalanced');
    case 'too_large':
      throw problem('ledger.amount_too_large');
    case 'insufficient': {
      const leg = transaction.legs.find((one) => one.account === row.account && one.unit === row.unit);
      throw problem('ledger.insufficient_balance', { balance: row.balance, amount: -(leg?.amount ?? 0) });
    }
  }
}

function answerOf(transaction: NewTransaction, rows: readonly Outcome[]): PostedTransaction {
  const ids = new Set(rows.map((row) => row.transaction_id));
  const [id] = ids;
  // Posted before for one owner and not for another: the key belongs to something else
  if (id === undefined || ids.size > 1) throw problem('core.request_key_reused');
  return {
    transaction_id: id,
    repeated: id !== transaction.id,
    balances: rows.map(({ account, unit, balance }) => ({ account, unit, balance })),
  };
}

function first(posted: readonly PostedTransaction[]): PostedTransaction {
  const [one] = posted;
  if (one === undefined) throw new Error('one posting has one answer');
  return one;
}

async function isNamed(
  writer: Writer,
  column: 'reverses_id' | 'overturns_id',
  input: { readonly owner_id: Id; readonly transaction_id: Id },
): Promise<boolean> {
  const row = await writer.maybe(
    sql`select id from ledger_transactions where owner_id = ${input.owner_id} and ${sql.raw(column)} = ${input.transaction_id}`,
  );
  return row !== undefined;
}
