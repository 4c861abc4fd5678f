import { nounProblems } from './manifests.ts';
import { coreProblems } from './problems.ts';

/** All problem codes of the product, from the tables of the nouns. */
export const problemTable = { ...coreProblems, ...nounProblems } as const;
