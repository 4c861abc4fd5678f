import { canonicalText, genesisHash, ownersOf, type ChainedEntry, type HashText } from './transaction.ts';

export type ChainFault = {
  readonly kind:
    | 'missing_entry'
    | 'broken_link'
    | 'changed_entry'
    | 'wrong_balance'
    | 'unbalanced'
    | 'bad_reversal'
    | 'bad_overturning';
  readonly transaction_id: string;
  readonly sequence: number;
};

/** Walks one account's entries in order and names the first row that does not hold, or null. */
export function firstChainFault(entries: readonly ChainedEntry[], hash: HashText): ChainFault | null {
  let previousHash = genesisHash;
  let balance = 0;
  const seen = new Map<string, ChainedEntry>();
  const undone = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const fault = (kind: ChainFault['kind']): ChainFault => ({
      kind,
      transaction_id: entry.id,
      sequence: entry.sequence,
    });
    if (entry.sequence !== index + 1) return fault('missing_entry');
    if (entry.previous_hash !== previousHash) return fault('broken_link');
    if (hash(canonicalText(entry, previousHash)) !== entry.hash) return fault('changed_entry');
    balance += entry.amount;
    if (entry.balance_after !== balance) return fault('wrong_balance');
    if (!isBalanced(entry) || ownersOf(entry.legs).join() !== entry.owners.join()) return fault('unbalanced');
    if (entry.reverses_id !== null && !undoes(entry, seen.get(entry.reverses_id), undone)) return fault('bad_reversal');
    if (entry.overturns_id !== null) {
      const strike = seen.get(entry.overturns_id);
      if (strike?.reverses_id == null || !undoes(entry, strike, undone)) return fault('bad_overturning');
    }
    seen.set(entry.id, entry);
    previousHash = entry.hash;
  }
  return null;
}

/** The opposite of an earlier entry, which nothing else undid. */
function undoes(entry: ChainedEntry, earlier: ChainedEntry | undefined, undone: Set<string>): boolean {
  if (earlier === undefined || earlier.amount !== -entry.amount || undone.has(earlier.id)) return false;
  undone.add(earlier.id);
  return true;
}

function isBalanced(entry: ChainedEntry): boolean {
  const sums = new Map<string, number>();
  for (const leg of entry.legs) sums.set(leg.unit, (sums.get(leg.unit) ?? 0) + leg.amount);
  return [...sums.values()].every((sum) => sum === 0);
}
