import { sql } from '../db/sql.ts';
import { pathsUpwards } from '../db/tree.ts';
import {
  becomes,
  ends,
  keepsOrganization,
  keepsPerson,
  ofOrganization,
  retains,
  stays,
  type Lifecycle,
  type Moved,
  type Step,
} from '../lifecycle.ts';

/** What is summed upwards leaves the superiors of before and joins those of now. */
const followTotals: Step<Moved> = (writer, { organization_id, from, to }) =>
  writer.run(
    sql`select ledger_totals_follow(${organization_id}, ${pathsUpwards(from).slice(0, -1)}, ${pathsUpwards(to).slice(0, -1)})`,
  );

export const ledgerLifecycle: Lifecycle = {
  lines: [
    ofOrganization('ledger_totals', 'organization_id', {
      moved: becomes(
        'stays',
        'its own sums stay; its superiors of before lose them, those of now gain them',
        followTotals,
      ),
      ...ends(stays('sums of what it gave')),
    }),
    ...keepsOrganization(
      'ledger_deltas',
      ['organization_id'],
      'is added to the sums of whoever stands above when it is folded',
    ),
    ...keepsOrganization(
      'ledger_transactions',
      ['organization_id', 'organization_path'],
      'is of its day, and in the hash',
    ),
    ...(
      [
        ['ledger_accounts', 'owner_id'],
        ['ledger_transactions', 'owner_id', 'owners'],
        ['ledger_legs', 'owner_id'],
        ['ledger_deltas', 'owner_id'],
        ['ledger_sealed_heads', 'owner_id'],
      ] as const
    ).flatMap(([table, ...columns]) =>
      keepsPerson(table, columns, 'a chain keeps its owner’s id; balances of a person are read over all registrations'),
    ),
  ],
  retained: [
    ...retains('ledger_accounts', ['account', 'unit', 'hash'], 'names an owner by id and is in the chain'),
    ...retains('ledger_transactions', ['reason', 'reference', 'organization_path', 'request_key'], 'is in the chain'),
    ...retains('ledger_legs', ['account', 'unit', 'previous_hash', 'hash'], 'is the chain'),
    ...retains('ledger_deltas', ['unit'], 'waits to be added to sums'),
    ...retains('ledger_sealed_heads', ['account', 'unit', 'hash'], 'is what a published seal covered'),
  ],
};
