import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { heldBy, isAccount, isUnit, piecesOf, pointsOf, sourceOf, type Unit } from './account.ts';
import { sumAsOf } from './as-of.ts';
import { firstChainFault } from './chain-check.ts';
import { nextSeal, sealRoot, shortRoot, type Head } from './seal.ts';
import {
  assertTransaction,
  balanceAfter,
  canonicalText,
  chain,
  genesisHash,
  givenTo,
  overturning,
  ownersOf,
  partsOf,
  reversal,
  type ChainedEntry,
  type Leg,
  type NewTransaction,
} from './transaction.ts';

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const idOf = (number: number): string => `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
const lin = idOf(1);
const association = idOf(0xaa);
const book = pointsOf(idOf(0xbb));
const account = heldBy('volunteer', lin);

const given = (
  number: number,
  amount: number,
  more: Partial<NewTransaction> & { unit?: Unit } = {},
): NewTransaction => {
  const { unit, ...header } = more;
  return {
    ...givenTo({
      id: `t${number}`,
      volunteer_id: lin,
      unit: unit ?? 'credit_minutes',
      amount,
      reason: 'service_confirmed',
      reference: `service_record:r${number}`,
      organization_id: association,
      organization_path: '/1/2/',
      service_day: '2026-11-15',
      posted_at: '2026-11-15T05:00:00.000Z',
      request_key: `k${number}`,
    }),
    ...header,
  };
};
/** The leg of Lin's account, in her chain. */
function entryOf(transaction: NewTransaction, last: ChainedEntry | undefined): ChainedEntry {
  const leg = transaction.legs.find((one) => one.account === account);
  if (leg === undefined) throw new Error('Lin takes part');
  const previous = last?.hash ?? genesisHash;
  return chain(
    {
      ...transaction,
      ...leg,
      owners: ownersOf(transaction.legs),
      sequence: (last?.sequence ?? 0) + 1,
      balance_after: balanceAfter(last?.balance_after ?? 0, leg, transaction.reason),
    },
    previous,
    hash,
  );
}

type Step = { readonly give: number } | { readonly undo: number } | { readonly overturn: number };

/** Posts steps as a ledger would; an impossible step is left out. */
function history(steps: readonly Step[]): ChainedEntry[] {
  const posted: ChainedEntry[] = [];
  for (const step of steps) {
    const number = posted.length + 1;
    const entry = { id: `t${number}`, posted_at: '2026-11-16T01:00:00.000Z', request_key: `k${number}` };
    const pick = (at: number): ChainedEntry | undefined => posted[at % Math.max(posted.length, 1)];
    const isNamed = (by: 'reverses_id' | 'overturns_id', one: ChainedEntry): boolean =>
      posted.some((other) => other[by] === one.id);
    try {
      if ('give' in step) posted.push(entryOf(given(number, step.give), posted.at(-1)));
      else if ('undo' in step) {
        const original = pick(step.undo);
        if (original === undefined) continue;
        posted.push(entryOf(reversal(original, isNamed('reverses_id', original), entry), posted.at(-1)));
      } else {
        const strike = pick(step.overturn);
        if (strike === undefined) continue;
        posted.push(entryOf(overturning(strike, isNamed('overturns_id', strike), entry), posted.at(-1)));
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return posted;
}

const steps = fc.array(
  fc.oneof(
    fc.record({ give: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ undo: fc.nat(40) }),
    fc.record({ overturn: fc.nat(40) }),
  ),
  { minLength: 1, maxLength: 40 },
);

describe('accounts', () => {
  test.each([
    [heldBy('shop', association), true],
    [sourceOf('budget', association), true],
    [`shop:${association}0`, false],
    [`press:${association}`, false],
    ['shop:1', false],
    ['', false],
  ])('%s is an account: %s', (name, is) => expect(isAccount(name)).toBe(is));

  test.each([
    ['fen', true],
    ['credit_minutes', true],
    [book, true],
    [piecesOf(association), true],
    ['points', false],
    ['points:', false],
    ['yuan', false],
  ])('%s is a unit: %s', (name, is) => expect(isUnit(name)).toBe(is));
});

describe('transaction', () => {
  test('docs/rules/ledger.md example: Lin Xiaohe 2:00 honorary is reversed and 3:10 credit posted', () => {
    const honorary = given(1, 120, { unit: 'honorary_minutes' });
    const undo = reversal(honorary, false, {
      id: 'x',
      posted_at: '2026-11-20T02:00:00.000Z',
      request_key: 'kx',
      reason: 'correction',
    });
    expect(undo).toMatchObject({
      legs: [
        { account: sourceOf('organization', association), unit: 'honorary_minutes', amount: 120 },
        { account, unit: 'honorary_minutes', amount: -120 },
      ],
      reverses_id: 't1',
      service_day: '2026-11-15',
      organization_path: '/1/2/',
    });
    expect(balanceAfter(120, { account, unit: 'honorary_minutes', amount: -120 }, 'correction')).toBe(0);
    expect(balanceAfter(0, { account, unit: 'credit_minutes', amount: 190 }, 'service_confirmed')).toBe(190);
  });

  test('a reversal is not reversed, and nothing is reversed twice', () => {
    const one = given(1, 60);
    const entry = { id: 'x', posted_at: '2026-11-20T02:00:00.000Z', request_key: 'kx' };
    expect(() => reversal(reversal(one, false, entry), false, entry)).toThrow(
      expect.objectContaining({ code: 'ledger.reversal_of_reversal' }),
    );
    expect(() => reversal(one, true, entry)).toThrow(expect.objectContaining({ code: 'ledger.already_reversed' }));
  });

  test('only a strike is overturned, once; the new entry may be struck again', () => {
    const entry = { id: 'x', posted_at: '2026-11-20T02:00:00.000Z', request_key: 'kx' };
    const strike = reversal(given(1, 60), false, entry);
    expect(() => overturning(given(1, 60), false, entry)).toThrow(
      expect.objectContaining({ code: 'ledger.not_a_strike' }),
    );
    expect(() => overturning(strike, true, entry)).toThrow(
      expect.objectContaining({ code: 'ledger.already_overturned' }),
    );
    const again = overturning(strike, false, { ...entry, id: 'y' });
    expect(again).toMatchObject({ overturns_id: 'x', reverses_id: null, legs: given(1, 60).legs });
    expect(reversal(again, false, entry).reverses_id).toBe('y');
  });

  test.each([
    ['credit_minutes', 'reversal', 59, 60, 'refused'],
    ['credit_minutes', 'reversal', 60, 60, 0],
    ['honorary_minutes', 'elimination', 0, 1, 'refused'],
    [book, 'points_spent', 29, 30, 'refused'], // R45: balance 29, price 30
    [book, 'points_spent', 30, 30, 0],
    [book, 'reversal', 1, 3, -2], // R46: the points were spent before the hours were struck
    [book, 'elimination', -2, 3, -5],
  ] as const)('J23 R45 R46 %s %s: balance %i minus %i -> %s', (unit, reason, balance, amount, result) => {
    const leg: Leg = { account, unit, amount: -amount };
    if (result === 'refused') expect(() => balanceAfter(balance, leg, reason)).toThrow(Problem);
    else expect(balanceAfter(balance, leg, reason)).toBe(result);
  });

  test.each([0, 1.5, Number.NaN, 2 ** 53])('an amount of %s is refused', (amount) => {
    const code = expect.objectContaining({ code: 'ledger.amount_invalid' });
    expect(() => balanceAfter(100, { account, unit: 'fen', amount }, 'received')).toThrow(code);
    expect(() => assertTransaction(given(1, amount))).toThrow(code);
  });

  test('what no number can hold exactly is refused', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(balanceAfter(most - 1, { account, unit: 'fen', amount: 1 }, 'received')).toBe(most);
    expect(() => balanceAfter(most, { account, unit: 'fen', amount: 1 }, 'received')).toThrow(
      expect.objectContaining({ code: 'ledger.amount_too_large' }),
    );
  });

  test('the canonical text has one line a field and one a leg, in this order', () => {
    const text = canonicalText(
      {
        ...given(3, 190),
        account,
        unit: 'credit_minutes',
        amount: 190,
        owners: [lin],
        sequence: 3,
        balance_after: 250,
      },
      genesisHash,
    );
    expect(text.split('\n')).toEqual([
      'entry 1',
      genesisHash,
      account,
      'credit_minutes',
      '3',
      '250',
      't3',
      lin,
      'service_confirmed',
      'service_record:r3',
      '',
      '',
      association,
      '/1/2/',
      '2026-11-15',
      '2026-11-15T05:00:00.000Z',
      'k3',
      `source:organization:${association} credit_minutes -190`,
      `${account} credit_minutes 190`,
    ]);
  });
});

describe('legs', () => {
  const accounts = [1, 2, 3].flatMap((number) => [
    heldBy('volunteer', idOf(number)),
    heldBy('shop', idOf(number + 16)),
    sourceOf('organization', idOf(number + 32)),
    sourceOf('shop', idOf(number + 16)),
  ]);
  const moves = fc.array(
    fc.record({
      from: fc.nat(accounts.length - 1),
      to: fc.nat(accounts.length - 1),
      unit: fc.constantFrom<Unit>('fen', book, 'credit_minutes'),
      amount: fc.integer({ min: 1, max: 10_000_000_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  /** Any moves between accounts, summed by account and unit. */
  const legsOf = (list: readonly { from: number; to: number; unit: Unit; amount: number }[]): Leg[] => {
    const sums = new Map<string, Leg>();
    const add = (at: number, unit: Unit, amount: number): void => {
      const name = accounts[at] ?? '';
      sums.set(`${name} ${unit}`, {
        account: name,
        unit,
        amount: (sums.get(`${name} ${unit}`)?.amount ?? 0) + amount,
      });
    };
    for (const { from, to, unit, amount } of list) {
      add(from, unit, -amount);
      add(to, unit, amount);
    }
    return [...sums.values()].filter((leg) => leg.amount !== 0);
  };

  test('whatever moves between accounts sums to zero; one more or less anywhere is refused', () => {
    fc.assert(
      fc.property(moves, fc.nat(), fc.constantFrom(-1, 1), (list, at, more) => {
        const legs = legsOf(list);
        fc.pre(ownersOf(legs).length > 0);
        const whole = { ...given(1, 1), legs };
        expect(() => assertTransaction(whole)).not.toThrow();
        const place = at % legs.length;
        fc.pre(legs[place]?.amount !== -more);
        const broken = legs.map((leg, index) => (index === place ? { ...leg, amount: leg.amount + more } : leg));
        expect(() => assertTransaction({ ...whole, legs: broken })).toThrow(
          expect.objectContaining({ code: 'ledger.legs_unbalanced' }),
        );
      }),
    );
  });

  test('each leg lies with exactly one owner that takes part, held ones with their own; owners come in order', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const legs = legsOf(list);
        fc.pre(ownersOf(legs).length > 0);
        const parts = partsOf({ legs });
        const owners = parts.map((part) => part.owner_id);
        expect(owners).toEqual([...owners].sort());
        expect(parts.flatMap((part) => part.legs)).toHaveLength(legs.length);
        for (const part of parts)
          for (const leg of part.legs) {
            const own = leg.account.slice(-36);
            if (!leg.account.startsWith('source:') || owners.includes(own)) expect(own).toBe(part.owner_id);
          }
      }),
    );
  });

  test.each([
    ['no held account', [sourceOf('shop', lin), sourceOf('organization', association)], 'ledger.legs_unbalanced'],
    ['an account twice', [account, account], 'ledger.legs_unbalanced'],
    ['no such kind', [account, `press:${association}`], 'ledger.account_invalid'],
  ])('%s is refused', (_, [from = '', to = ''], code) => {
    const legs: Leg[] = [
      { account: from, unit: 'fen', amount: -5 },
      { account: to, unit: 'fen', amount: 5 },
    ];
    expect(() => assertTransaction({ ...given(1, 1), legs })).toThrow(expect.objectContaining({ code }));
  });

  test.each(['', 'two\nlines', 'two\rlines'])('the reference %j is refused', (reference) => {
    expect(() => assertTransaction({ ...given(1, 1), reference })).toThrow(
      expect.objectContaining({ code: 'ledger.reference_invalid' }),
    );
  });
});

describe('chain', () => {
  test('any history of gifts, strikes and appeals holds; each balance is the sum so far and never below zero', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const posted = history(list);
        expect(firstChainFault(posted, hash)).toBeNull();
        let sum = 0;
        for (const entry of posted) {
          sum += entry.amount;
          expect(entry.balance_after).toBe(sum);
          expect(sum).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('a strike that an appeal overturns: as of now as before, as of the days between as struck', () => {
    const at = (day: number): string => `2026-11-${day}T01:00:00.000Z`;
    const first = entryOf(given(1, 190, { posted_at: at(16) }), undefined);
    const strike = entryOf(reversal(first, false, { id: 't2', posted_at: at(18), request_key: 'k2' }), first);
    const back = entryOf(overturning(strike, false, { id: 't3', posted_at: at(20), request_key: 'k3' }), strike);
    const posted = [first, strike, back];
    expect(firstChainFault(posted, hash)).toBeNull();
    const november = { from: '2026-11-01', until: '2026-11-30' };
    const as = (day: number): number => sumAsOf(posted, 'credit_minutes', november, new Date(at(day)));
    expect([15, 16, 17, 18, 19, 20, 21].map(as)).toEqual([0, 190, 190, 0, 0, 190, 190]);
  });

  test('one changed field in any row is found at that row', () => {
    const changes: readonly ((entry: ChainedEntry) => ChainedEntry)[] = [
      (entry) => ({ ...entry, balance_after: entry.balance_after + 1 }),
      (entry) => ({ ...entry, legs: entry.legs.map((leg) => ({ ...leg, amount: leg.amount * 2 })) }),
      (entry) => ({ ...entry, service_day: '2026-01-01' }),
      (entry) => ({ ...entry, organization_id: lin }),
      (entry) => ({ ...entry, organization_path: '/1/3/' }),
      (entry) => ({ ...entry, owners: [lin, association] }),
      (entry) => ({ ...entry, reference: 'service_record:other' }),
      (entry) => ({ ...entry, overturns_id: lin }),
      (entry) => ({ ...entry, posted_at: '2026-11-15T05:00:00.001Z' }),
    ];
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(changes.length - 1), (list, at, which) => {
        const posted = history(list);
        fc.pre(posted.length > 0);
        const index = at % posted.length;
        const change = changes[which];
        const broken = posted.map((entry, place) => (place === index && change ? change(entry) : entry));
        expect(firstChainFault(broken, hash)).toEqual({
          kind: 'changed_entry',
          transaction_id: posted[index]?.id,
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
    ).toMatchObject({ kind: 'missing_entry', transaction_id: 't3' });
    const second = posted[1];
    if (!second) throw new Error('the history has three rows');
    const forged = { ...second, ...given(2, 300), amount: 300, balance_after: 360 };
    const rehashed = { ...forged, hash: hash(canonicalText(forged, forged.previous_hash)) };
    expect(firstChainFault([...posted.slice(0, 1), rehashed, ...posted.slice(2)], hash)).toMatchObject({
      kind: 'broken_link',
      transaction_id: 't3',
    });
  });

  test('what was hashed with its row is still found: a wrong balance, legs that do not sum to zero, a second appeal', () => {
    const [first, strike, back] = history([{ give: 60 }, { undo: 0 }, { overturn: 1 }]);
    if (!first || !strike || !back) throw new Error('the history has three rows');
    const again = (entry: ChainedEntry, last?: ChainedEntry): ChainedEntry =>
      chain(entry, last?.hash ?? genesisHash, hash);
    expect(firstChainFault([again({ ...first, balance_after: 600 })], hash)).toMatchObject({ kind: 'wrong_balance' });
    const uneven = { ...first, legs: first.legs.slice(1) };
    expect(firstChainFault([again(uneven)], hash)).toMatchObject({ kind: 'unbalanced' });
    const second = again({ ...back, id: 't4', sequence: 4, balance_after: 120 }, back);
    expect(firstChainFault([first, strike, back, second], hash)).toMatchObject({
      kind: 'bad_overturning',
      sequence: 4,
    });
    const ofNothing = again({ ...first, overturns_id: 'nothing' });
    expect(firstChainFault([ofNothing], hash)).toMatchObject({ kind: 'bad_overturning' });
  });
});

describe('seal', () => {
  const head = (index: number): Head => ({
    account: `volunteer:v${index}`,
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
