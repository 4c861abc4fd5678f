import { all, alone, byVolunteer, insert, insertAndUpdate, reference, type Tables } from '../db/table.ts';

/** Transactions, legs and seals stay; balances and totals are computed from them, and verify compares. */
export const ledgerTables: Tables = {
  ledger_accounts: {
    distribution: byVolunteer('owner_id'),
    privilege: insertAndUpdate('sequence', 'balance', 'hash', 'sealed_sequence'),
  },
  ledger_transactions: { distribution: byVolunteer('owner_id'), privilege: insert },
  ledger_legs: { distribution: byVolunteer('owner_id'), privilege: insert },
  ledger_deltas: { distribution: byVolunteer('owner_id'), privilege: all },
  ledger_sealed_heads: { distribution: byVolunteer('owner_id'), privilege: insert },
  ledger_totals: { distribution: alone('organization_id'), privilege: all },
  ledger_seals: { distribution: reference, privilege: insert },
  audit_seals: { distribution: reference, privilege: insert },
  audit_sealed_events: { distribution: alone('event_id'), privilege: insert },
};
