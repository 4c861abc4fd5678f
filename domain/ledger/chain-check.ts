import { canonicalText, genesisHash, signedAmount, type ChainedTransfer, type HashText } from './transfer.ts';

export type ChainFault = {
  readonly kind: 'missing_transfer' | 'broken_link' | 'changed_transfer' | 'wrong_balance' | 'bad_reversal';
  readonly transfer_id: string;
  readonly sequence: number;
};

/** Walks one account's transfers in order and names the first row that does not hold, or null. */
export function firstChainFault(transfers: readonly ChainedTransfer[], hash: HashText): ChainFault | null {
  let previousHash = genesisHash;
  let balance = 0;
  const seen = new Map<string, ChainedTransfer>();
  const reversed = new Set<string>();
  for (const [index, transfer] of transfers.entries()) {
    const fault = (kind: ChainFault['kind']): ChainFault => ({
      kind,
      transfer_id: transfer.id,
      sequence: transfer.sequence,
    });
    if (transfer.sequence !== index + 1) return fault('missing_transfer');
    if (transfer.previous_hash !== previousHash) return fault('broken_link');
    if (hash(canonicalText(transfer, previousHash)) !== transfer.hash) return fault('changed_transfer');
    balance += signedAmount(transfer);
    if (transfer.balance_after !== balance) return fault('wrong_balance');
    if (transfer.reverses_id !== null) {
      const original = seen.get(transfer.reverses_id);
      if (!original || original.amount !== transfer.amount || reversed.has(original.id)) return fault('bad_reversal');
      reversed.add(original.id);
    }
    seen.set(transfer.id, transfer);
    previousHash = transfer.hash;
  }
  return null;
}
