import type { Allowed } from './noun-order.ts';

/** What stays the wrong way round, at most five, each with its reason. */
export const exceptions: readonly Allowed[] = [
  {
    file: 'server/lifecycle.ts',
    ways: ['writes'],
    tables: [],
    why: 'Carries out the lines of all nouns: each says of a table of its own that a copied path follows its organisation, which server/proof/lifecycle holds it to.',
  },
  {
    file: 'server/platform/rotate-keys.ts',
    ways: ['writes'],
    tables: [],
    why: 'Encrypts every encrypted column again, row by row, and knows nothing of what it means.',
  },
  {
    file: 'server/volunteers/profile/export-person.ts',
    ways: ['reads'],
    tables: [],
    why: 'Everything held about a person, found through the catalogue, so that no later table is forgotten (PIPL art. 45).',
  },
];
