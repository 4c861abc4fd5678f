/** The nightly seal: one published root over the head of every chain that moved since the last seal, and over the audit trail. */
import type { Unit } from './account.ts';
import { genesisHash, type HashText } from './transaction.ts';
import type { BusinessDate } from '../time.ts';

export type Head = {
  readonly account: string;
  readonly unit: Unit;
  readonly sequence: number;
  readonly hash: string;
};

export type Seal = {
  readonly number: number; // 1, 2, 3 …
  readonly sealed_on: BusinessDate;
  readonly audit_root: string;
  readonly head_count: number;
  readonly previous_root: string;
  readonly root: string;
};

/** The day, and the root of the last seal of the audit events. */
export type Night = { readonly sealed_on: BusinessDate; readonly audit_root: string };

const headLine = (head: Head): string => `${head.account} ${head.unit} ${head.sequence} ${head.hash}`;

/** Heads are sorted first: the root does not depend on the order in which a database returns them. */
export function sealRoot(heads: readonly Head[], previousRoot: string, night: Night, hash: HashText): string {
  const lines = heads.map(headLine).sort();
  return hash(['seal 3', previousRoot, night.sealed_on, night.audit_root, lines.length, ...lines].join('\n'));
}

export function nextSeal(previous: Seal | null, heads: readonly Head[], night: Night, hash: HashText): Seal {
  const previousRoot = previous?.root ?? genesisHash;
  return {
    number: (previous?.number ?? 0) + 1,
    ...night,
    head_count: heads.length,
    previous_root: previousRoot,
    root: sealRoot(heads, previousRoot, night, hash),
  };
}

/** Groups of four, as printed on a certificate: 9f2c 71ae 04d8 b35e. */
export function shortRoot(root: string): string {
  return (root.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}
