import { alone, insert, type Tables } from '../db/table.ts';

export const evidenceTables: Tables = {
  kept_rows: { evidence: 'sealed', distribution: alone('row_key'), privilege: insert },
};
