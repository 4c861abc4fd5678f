import { all, alone, type Tables } from '../db/table.ts';

export const numberingTables: Tables = {
  number_series: { evidence: 'none', distribution: alone('issuer'), privilege: all },
};
