import type { Manifest } from '../manifest.ts';
import { ledgerRuleFields } from './rule-fields.ts';

export const ledger: Manifest = {
  pages: [],
  ruleFields: ledgerRuleFields,
};
