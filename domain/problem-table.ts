import { coreProblems } from './problems.ts';

/** All problem codes of the product. A noun adds its own table here, one line each. */
export const problemTable = {
  ...coreProblems,
} as const;
