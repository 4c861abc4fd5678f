/** Brings the kinds of rule books of all nouns together, as they stand on the page: what decides hours first. A noun with kinds adds its line. */
import { ledgerRuleKinds } from './ledger/rule-kinds.ts';
import { organizationsRuleKinds } from './organizations/rule-kinds.ts';
import { projectsRuleKinds } from './projects/rule-kinds.ts';
import { recordsRuleKinds } from './records/rule-kinds.ts';

export const ruleKindTable = {
  ...recordsRuleKinds,
  ...projectsRuleKinds,
  ...ledgerRuleKinds,
  ...organizationsRuleKinds,
};
