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
  {
    file: 'server/ledger/queries.ts',
    rules: ['groups', 'outer join'],
    why: 'Totals and what is not folded into them yet are one sum only in one snapshot: read one after the other, a fold between them would count twice or not at all.',
  },
  {
    file: 'server/records/service/verify-evidence.ts',
    rules: ['groups', 'outer join', 'correlated'],
    why: 'The nightly look compares every stamp and record with its event: by ids, all of both would travel through the program.',
  },
  {
    file: 'server/records/certificates/verify-certificates.ts',
    rules: ['groups', 'not joined', 'outer join'],
    why: 'The nightly look compares every certificate with its event, its code and the records on its sheet, in the database that holds the sheets.',
  },
  ...['explained-rows', 'keep-rows', 'verify-rows'].map((name): Allowed => ({
    file: `server/evidence/${name}.ts`,
    rules: name === 'verify-rows' ? ['groups', 'outer join', 'correlated'] : ['groups', 'correlated'],
    why: 'Compares rows with events by the numbers of one server’s transactions; where rows lie on several it says so and asks nothing (decision 062).',
  })),
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
