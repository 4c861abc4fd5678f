import { coreProblems } from './problems.ts';
import { projectsProblems } from './projects/problems.ts';

/** All problem codes of the product. A noun adds its own table here, one line each. */
export const problemTable = {
  ...coreProblems,
  ...projectsProblems,
} as const;
