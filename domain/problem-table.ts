import { accountsProblems } from './accounts/problems.ts';
import { ledgerProblems } from './ledger/problems.ts';
import { organizationsProblems } from './organizations/problems.ts';
import { coreProblems } from './problems.ts';
import { projectsProblems } from './projects/problems.ts';
import { recordsProblems } from './records/problems.ts';

/** All problem codes of the product. A noun adds its own table here, one line each. */
export const problemTable = {
  ...coreProblems,
  ...organizationsProblems,
  ...accountsProblems,
  ...ledgerProblems,
  ...projectsProblems,
  ...recordsProblems,
} as const;
