import { nounProblems, type NounProblem } from './manifests.ts';
import type { ProblemEntry } from './problem-words.ts';
import { coreProblems } from './problems.ts';

/** All problem codes of the product, from the tables of the nouns. */
export const problemTable: Readonly<Record<keyof typeof coreProblems | NounProblem, ProblemEntry>> =
  /* @__PURE__ */ Object.assign({}, coreProblems, nounProblems);
