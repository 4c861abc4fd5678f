import { ledgerProblems } from './ledger/problems.ts';
import { accountsProblems } from './accounts/problems.ts';
import { organizationsProblems } from './organizations/problems.ts';
import { coreProblems } from './problems.ts';
import { recordsProblems } from './records/problems.ts';

/** All problem codes of the product. A noun adds its own table here, one line each. */
export const problemTable = {
  ...coreProblems,
  ...ledgerProblems,
  ...recordsProblems,
  ...organizationsProblems,
  ...accountsProblems,
} as const;
