import { accountsProblems } from './accounts/problems.ts';
import { filesProblems } from './files/problems.ts';
import { ledgerProblems } from './ledger/problems.ts';
import { organizationsProblems } from './organizations/problems.ts';
import { coreProblems } from './problems.ts';
import { projectsProblems } from './projects/problems.ts';
import { recordsProblems } from './records/problems.ts';
import { volunteersProblems } from './volunteers/problems.ts';

/** All problem codes of the product. A noun adds its own table here, one line each. */
export const problemTable = {
  ...coreProblems,
  ...filesProblems,
  ...organizationsProblems,
  ...accountsProblems,
  ...volunteersProblems,
  ...ledgerProblems,
  ...projectsProblems,
  ...recordsProblems,
} as const;
