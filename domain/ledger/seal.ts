/** The nightly seal: one published root over the head of every chain that moved since the last seal. */
import { genesisHash, type HashText, type Unit } from './transfer.ts';
import type { BusinessDate } from '../time.ts';

export type Head = { readonly volunteer_id: string; readonly unit: Unit; readonly sequence: number; readonly hash: string };

export type Seal = {
  readonly number: number; // 1, 2, 3 …
  readonly sealed_on: BusinessDate;
  readonly head_count: number;
  readonly previous_root: string;
  readonly root: string;
};

const headLine = (head: Head): string => `${head.volunteer_id} ${head.unit} ${head.sequence} ${head.hash}`;

/** Heads are sorted first: the root does not depend on the order in which a database returns them. */
export function sealRoot(heads: readonly Head[], previousRoot: string, sealedOn: BusinessDate, hash: HashText): string {
  const lines = heads.map(headLine).sort();
  return hash(['seal 1', previousRoot, sealedOn, lines.length, ...lines].join('\n'));
}

export function nextSeal(previous: Seal | null, heads: readonly Head[], sealedOn: BusinessDate, hash: HashText): Seal {
  const previousRoot = previous?.root ?? genesisHash;
  return {
    number: (previous?.number ?? 0) + 1,
    sealed_on: sealedOn,
    head_count: heads.length,
    previous_root: previousRoot,
    root: sealRoot(heads, previousRoot, sealedOn, hash),
  };
}

/** Groups of four, as printed on a certificate: 9f2c 71ae 04d8 b35e. */
export function shortRoot(root: string): string {
  return (root.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}
