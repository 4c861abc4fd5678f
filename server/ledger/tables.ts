import { all, alone, byEvent, byVolunteer, insert, insertAndUpdate, reference, type Tables } from '../db/table.ts';

/** Transactions, legs and seals stay; balances and totals are computed from them, and verify compares. */
export const ledgerTables: Tables = {
  ledger_accounts: {
    evidence: 'sealed',
    distribution: byVolunteer('owner_id'),
    privilege: insertAndUpdate('sequence', 'balance', 'hash', 'sealed_sequence'),
  },
  ledger_transactions: { evidence: 'told', distribution: byVolunteer('owner_id'), privilege: insert },
  ledger_legs: { evidence: 'told', distribution: byVolunteer('owner_id'), privilege: insert },
  ledger_deltas: { evidence: 'sealed', distribution: byVolunteer('owner_id'), privilege: all },
  ledger_sealed_heads: { evidence: 'sealed', distribution: byVolunteer('owner_id'), privilege: insert },
  ledger_totals: { evidence: 'sealed', distribution: alone('organization_id'), privilege: all },
  ledger_seals: { evidence: 'sealed', distribution: reference, privilege: insert },
  audit_seals: { evidence: 'sealed', distribution: reference, privilege: insert },
  audit_sealed_events: { evidence: 'sealed', distribution: byEvent('event_id'), privilege: insert },
};
