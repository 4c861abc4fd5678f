import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { firstChainFault } from './chain-check.ts';
import { nextSeal, sealRoot, shortRoot, type Head } from './seal.ts';
import {
  balanceAfter,
  canonicalText,
  chain,
  genesisHash,
  organizationAccount,
  reversal,
  volunteerAccount,
  type ChainedTransfer,
  type Transfer,
  type Unit,
} from './transfer.ts';

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const lin = '01900000-0000-7000-8000-000000000001';
const association = '01900000-0000-7000-8000-0000000000aa';

type Step = { readonly give: number } | { readonly undo: number };

const transferOf = (sequence: number, amount: number, balance: number): Transfer => ({
  id: `t${sequence}`,
  volunteer_id: lin,
  unit: 'credit_minutes',
  sequence,
  debit_account: organizationAccount(association),
  credit_account: volunteerAccount(lin),
  amount,
  balance_after: balance + amount,
  reason: 'service_confirmed',
  reference: `service_record:r${sequence}`,
  reverses_id: null,
  organization_id: association,
  service_day: '2026-11-15',
  posted_at: '2026-11-15T05:00:00.000Z',
  request_key: `k${sequence}`,
});

/** Posts steps as a ledger would; an impossible step is left out. */
function history(steps: readonly Step[]): ChainedTransfer[] {
  const posted: ChainedTransfer[] = [];
  for (const step of steps) {
    const sequence = posted.length + 1;
    const last = posted.at(-1);
    const balance = last?.balance_after ?? 0;
    let next: Transfer;
    if ('give' in step) next = transferOf(sequence, step.give, balance);
    else {
      const original = posted[step.undo % Math.max(posted.length, 1)];
      if (!original || original.reverses_id !== null) continue;
      if (posted.some((transfer) => transfer.reverses_id === original.id)) continue;
      const undo = reversal(original, false, {
        id: `t${sequence}`,
        posted_at: '2026-11-16T01:00:00.000Z',
        request_key: `k${sequence}`,
      });
      next = { ...undo, sequence, balance_after: balanceAfter(balance, undo) };
    }
    posted.push(chain(next, last?.hash ?? genesisHash, hash));
  }
  return posted;
}

const steps = fc.array(
  fc.oneof(fc.record({ give: fc.integer({ min: 1, max: 900 }) }), fc.record({ undo: fc.nat(40) })),
  { minLength: 1, maxLength: 40 },
);

describe('transfer', () => {
  test('docs/rules/ledger.md example: Lin Xiaohe 2:00 honorary is reversed and 3:10 credit posted', () => {
    const given = { ...transferOf(1, 120, 0), unit: 'honorary_minutes' as const };
    const undo = reversal(given, false, {
      id: 'x',
      posted_at: '2026-11-20T02:00:00.000Z',
      request_key: 'kx',
      reason: 'correction',
    });
    expect(undo).toMatchObject({
      debit_account: volunteerAccount(lin),
      credit_account: organizationAccount(association),
      amount: 120,
      reverses_id: 't1',
      service_day: '2026-11-15',
    });
    expect(balanceAfter(120, undo)).toBe(0);
    expect(balanceAfter(0, transferOf(1, 190, 0))).toBe(190);
  });

  test('a reversal is not reversed, and nothing is reversed twice', () => {
    const given = transferOf(1, 60, 0);
    const entry = { id: 'x', posted_at: '2026-11-20T02:00:00.000Z', request_key: 'kx' };
    const undo: Transfer = { ...reversal(given, false, entry), sequence: 2, balance_after: 0 };
    expect(() => reversal(undo, false, entry)).toThrow(
      expect.objectContaining({ code: 'ledger.reversal_of_reversal' }),
    );
    expect(() => reversal(given, true, entry)).toThrow(expect.objectContaining({ code: 'ledger.already_reversed' }));
  });

  test.each([
    ['credit_minutes', 'reversal', 59, 60, 'refused'],
    ['credit_minutes', 'reversal', 60, 60, 0],
    ['honorary_minutes', 'elimination', 0, 1, 'refused'],
    ['points', 'points_spent', 29, 30, 'refused'], // R45: balance 29, price 30
    ['points', 'points_spent', 30, 30, 0],
    ['points', 'reversal', 1, 3, -2], // R46: the points were spent before the hours were struck
    ['points', 'elimination', -2, 3, -5],
  ] as const)('J23 R45 R46 %s %s: balance %i minus %i -> %s', (unit, reason, balance, amount, result) => {
    const debit = {
      volunteer_id: lin,
      credit_account: organizationAccount(association),
      unit: unit satisfies Unit,
      reason,
      amount,
    };
    if (result === 'refused') expect(() => balanceAfter(balance, debit)).toThrow(Problem);
    else expect(balanceAfter(balance, debit)).toBe(result);
  });

  test.each([0, -1, 1.5, Number.NaN])('an amount of %s is refused', (amount) => {
    expect(() => balanceAfter(100, { ...transferOf(1, 1, 0), amount })).toThrow(
      expect.objectContaining({ code: 'ledger.amount_invalid' }),
    );
  });

  test('the canonical text has one line a field, in this order', () => {
    expect(canonicalText(transferOf(3, 190, 60), genesisHash).split('\n')).toEqual([
      'transfer 1',
      genesisHash,
      't3',
      lin,
      'credit_minutes',
      '3',
      `organization:${association}`,
      `volunteer:${lin}`,
      '190',
      '250',
      'service_confirmed',
      'service_record:r3',
      '',
      association,
      '2026-11-15',
      '2026-11-15T05:00:00.000Z',
      'k3',
    ]);
  });
});

describe('chain', () => {
  test('any history of gifts and reversals holds, and no balance is below zero', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const posted = history(list);
        expect(firstChainFault(posted, hash)).toBeNull();
        expect(posted.every((transfer) => transfer.balance_after >= 0)).toBe(true);
      }),
    );
  });

  test('one changed field in any row is found at that row', () => {
    const changes: readonly ((transfer: ChainedTransfer) => ChainedTransfer)[] = [
      (transfer) => ({ ...transfer, amount: transfer.amount + 1 }),
      (transfer) => ({ ...transfer, service_day: '2026-01-01' }),
      (transfer) => ({ ...transfer, organization_id: lin }),
      (transfer) => ({ ...transfer, reference: 'service_record:other' }),
      (transfer) => ({ ...transfer, posted_at: '2026-11-15T05:00:00.001Z' }),
    ];
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(changes.length - 1), (list, at, which) => {
        const posted = history(list);
        fc.pre(posted.length > 0);
        const index = at % posted.length;
        const change = changes[which];
        const broken = posted.map((transfer, place) => (place === index && change ? change(transfer) : transfer));
        expect(firstChainFault(broken, hash)).toEqual({
          kind: 'changed_transfer',
          transfer_id: posted[index]?.id,
          sequence: index + 1,
        });
      }),
    );
  });

  test('a removed row is named by the row after it; a forged hash breaks the next link', () => {
    const posted = history([{ give: 60 }, { give: 30 }, { give: 90 }]);
    expect(
      firstChainFault(
        posted.filter((_, index) => index !== 1),
        hash,
      ),
    ).toMatchObject({ kind: 'missing_transfer', transfer_id: 't3' });
    const second = posted[1];
    if (!second) throw new Error('the history has three rows');
    const forged = { ...second, amount: 300, balance_after: 360 };
    const rehashed = { ...forged, hash: hash(canonicalText(forged, forged.previous_hash)) };
    expect(firstChainFault([...posted.slice(0, 1), rehashed, ...posted.slice(2)], hash)).toMatchObject({
      kind: 'broken_link',
      transfer_id: 't3',
    });
  });

  test('a wrong balance that was hashed with the row is still found', () => {
    const first = chain({ ...transferOf(1, 60, 0), balance_after: 600 }, genesisHash, hash);
    expect(firstChainFault([first], hash)).toMatchObject({ kind: 'wrong_balance', sequence: 1 });
  });
});

describe('seal', () => {
  const head = (index: number): Head => ({
    volunteer_id: `v${index}`,
    unit: 'credit_minutes',
    sequence: index + 1,
    hash: hash(String(index)),
  });
  const night = { sealed_on: '2026-11-21', audit_root: genesisHash };

  test('the root does not depend on the order of heads and moves with any head', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50), { minLength: 1 }), fc.nat(), (numbers, at) => {
        const heads = numbers.map(head);
        const root = sealRoot(heads, genesisHash, night, hash);
        expect(sealRoot([...heads].reverse(), genesisHash, night, hash)).toBe(root);
        const changed = heads.map((one, index) =>
          index === at % heads.length ? { ...one, hash: hash('forged') } : one,
        );
        expect(sealRoot(changed, genesisHash, night, hash)).not.toBe(root);
      }),
    );
  });

  test('the root moves with the audit trail', () => {
    expect(sealRoot([], genesisHash, { ...night, audit_root: hash('other events') }, hash)).not.toBe(
      sealRoot([], genesisHash, night, hash),
    );
  });

  test('each seal holds the root before it, also on a night without movement', () => {
    const first = nextSeal(null, [head(1)], { ...night, sealed_on: '2026-11-20' }, hash);
    const second = nextSeal(first, [], night, hash);
    expect(first).toMatchObject({ number: 1, head_count: 1, previous_root: genesisHash });
    expect(second).toMatchObject({ number: 2, head_count: 0, previous_root: first.root });
    expect(second.root).not.toBe(first.root);
    expect(shortRoot('9f2c71ae04d8b35e0000')).toBe('9f2c 71ae 04d8 b35e');
  });
});
