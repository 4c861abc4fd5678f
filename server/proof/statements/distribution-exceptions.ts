import type { PlacedBreach } from './breaches-of-run.ts';
import type { Rule } from './statement-rules.ts';

/** In a file, these rules: why, where it stays so. */
export type Allowed = { readonly file: string; readonly rules: readonly Rule[]; readonly why?: string };

/** What a cluster does not take and need not, at most ten, each with its reason; nothing of sign-in, sign-up, check-in or hours. */
export const exceptions: readonly Allowed[] = [
  {
    file: 'server/platform/rotate-keys.ts',
    rules: ['lock'],
    why: 'Walks every row of a table once with a new key, by where it lies, while nobody waits for it.',
  },
];

/**
 * What is still to be asked in another way, by file. Lines only go: a new one is a fault, and so is one that nothing needs any
 * more. Where nothing stands, one machine can become many.
 */
export const remaining: readonly Allowed[] = [
  { file: 'server/evidence/explained-rows.ts', rules: ['groups', 'correlated'] },
  { file: 'server/evidence/keep-rows.ts', rules: ['groups', 'correlated'] },
  { file: 'server/evidence/verify-rows.ts', rules: ['groups', 'outer join', 'correlated'] },
  { file: 'server/evidence/verify-seals.ts', rules: ['outer join'] },
  { file: 'server/ledger/fold-totals.ts', rules: ['groups'] },
  { file: 'server/ledger/queries.ts', rules: ['groups', 'outer join'] },
  { file: 'server/ledger/seal-audit.ts', rules: ['groups', 'outer join'] },
  { file: 'server/ledger/verify-audit.ts', rules: ['groups', 'outer join'] },
  { file: 'server/ledger/verify-authority.ts', rules: ['groups', 'outer join'] },
  { file: 'server/ledger/verify-chains.ts', rules: ['outer join'] },
  { file: 'server/ledger/verify-ledger.ts', rules: ['groups', 'outer join'] },
  { file: 'server/ledger/verify-legs.ts', rules: ['not joined', 'limit'] },
  { file: 'server/ledger/verify-sealing.ts', rules: ['groups', 'correlated', 'limit', 'local'] },
  { file: 'server/projects/changes/move-shift.ts', rules: ['groups', 'limit'] },
  { file: 'server/records/certificates/verify-certificates.ts', rules: ['groups', 'not joined', 'outer join'] },
  { file: 'server/records/service/verify-evidence.ts', rules: ['groups', 'outer join'] },
];

/** Breaches that are written down nowhere, as sentences. */
export function notAllowed(found: readonly PlacedBreach[], allowed: readonly Allowed[]): PlacedBreach[] {
  return found.filter(({ file, rule }) => !allowed.some((one) => one.file === file && one.rules.includes(rule)));
}

/** What is written down and needed by no statement. */
export function notNeeded(found: readonly PlacedBreach[], allowed: readonly Allowed[]): string[] {
  return allowed.flatMap(({ file, rules }) =>
    rules
      .filter((rule) => !found.some((breach) => breach.file === file && breach.rule === rule))
      .map((rule) => `${file} breaks the rule “${rule}” no more: remove it from the list.`),
  );
}
