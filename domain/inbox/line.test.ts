import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordsDesk } from '../records/paths.ts';
import { inDueOrder, summed, waiting, type InboxLine } from './line.ts';

const line = (kind: string, due_on: string | null, since: string | null): InboxLine => {
  const [made] = waiting({
    kind: `test.${kind}`,
    words: { zh: kind, en: kind },
    count: 1,
    href: recordsDesk.confirmations(),
    due_on,
    since: since === null ? null : new Date(since),
  });
  if (made === undefined) throw new Error('a line was expected');
  return made;
};

describe('the order of what is owed', () => {
  test.each<[string, readonly InboxLine[]]>([
    ['by due day', [line('a', '2026-11-20', null), line('b', '2026-12-01', '2026-01-01T00:00Z')]],
    ['what has a day before what has none', [line('a', '2199-12-31', null), line('b', null, '2026-01-01T00:00Z')]],
    [
      'of one day what waits longer first',
      [line('a', '2026-11-20', '2026-11-01T00:00Z'), line('b', '2026-11-20', '2026-11-02T00:00Z')],
    ],
    [
      'without a day what waits longer first',
      [line('a', null, '2026-11-01T00:00Z'), line('b', null, '2026-11-02T00:00Z')],
    ],
    ['what nobody knows since when comes last', [line('a', null, '2026-11-01T00:00Z'), line('b', null, null)]],
    ['two that say neither keep an order of their own', [line('a', null, null), line('b', null, null)]],
  ])('%s', (_, wanted) => {
    expect(inDueOrder(wanted)).toEqual(wanted);
    expect(inDueOrder([...wanted].reverse())).toEqual(wanted);
  });

  test('whatever comes in comes out, once each', () => {
    const any = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom(null, '2026-11-20', '2026-12-01'),
        fc.constantFrom(null, '2026-11-01T00:00Z'),
      ),
    );
    fc.assert(
      fc.property(any, (drawn) => {
        const lines = drawn.map((each) => line(...each));
        expect(new Set(inDueOrder(lines))).toEqual(new Set(lines));
        expect(inDueOrder(lines)).toHaveLength(lines.length);
      }),
    );
  });

  test('parts are summed with the first day, what that day rests on, and the longest wait', () => {
    const [early, late] = [new Date('2026-11-01T00:00Z'), new Date('2026-11-09T00:00Z')];
    expect(
      summed([
        { count: 2, since: late, overdue: 1, due_on: '2026-12-01', is_provisional: false },
        { count: 3, since: early, overdue: 0, due_on: null },
        { count: 1, since: null, overdue: 1, due_on: '2026-11-20', is_provisional: true },
      ]),
    ).toEqual({ count: 6, since: early, overdue: 2, due_on: '2026-11-20', is_provisional: true });
    expect(summed([])).toEqual({ count: 0, since: null, overdue: 0, due_on: null, is_provisional: false });
  });

  test('nothing that waits is no line', () => {
    expect(
      waiting({ kind: 'test.none', words: { zh: '', en: '' }, count: 0, href: recordsDesk.confirmations() }),
    ).toEqual([]);
  });
});
