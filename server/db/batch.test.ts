import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { batch, maxBatchSize } from './batch.ts';

const settled = (promises: readonly Promise<unknown>[]): Promise<unknown[]> =>
  Promise.all(
    promises.map((promise) =>
      promise.then(
        (value) => value,
        (error: Error) => error.message,
      ),
    ),
  );

/** Doubles numbers after a while; a group with a negative one fails as a whole. */
function doubling(at_once = 1): { ask: (number: number) => Promise<number>; groups: number[][]; most: () => number } {
  const groups: number[][] = [];
  let [running, most] = [0, 0];
  const ask = batch<number, number>({
    at_once,
    send: async (numbers) => {
      groups.push([...numbers]);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      if (numbers.some((number) => number < 0))
        throw Object.assign(new Error(`no ${numbers.join()}`), { code: '22P02' });
      return numbers.map((number) => number * 2);
    },
  });
  return { ask, groups, most: () => most };
}

test('a question alone goes at once and alone', async () => {
  const { ask, groups } = doubling();
  expect(await ask(1)).toBe(2);
  expect(await ask(2)).toBe(4);
  expect(groups).toEqual([[1], [2]]);
});

test('questions of one moment travel together, each with its own answer, and never more than fit', async () => {
  const { ask, groups } = doubling();
  const numbers = Array.from({ length: maxBatchSize + 3 }, (_, place) => place);
  expect(await Promise.all(numbers.map(ask))).toEqual(numbers.map((number) => number * 2));
  expect(groups.map((group) => group.length)).toEqual([maxBatchSize, 3]);
});

test('what comes while one is on its way waits for the next, in order', async () => {
  const { ask, groups } = doubling();
  const first = ask(1);
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([first, ask(2), ask(3)]);
  expect(groups).toEqual([[1], [2, 3]]);
});

test('a group that fails is asked again one by one: the fault stays with who has it', async () => {
  const { ask } = doubling();
  expect(await settled([ask(1), ask(-2), ask(3)])).toEqual([2, 'no -2', 6]);
  expect(await ask(4)).toBe(8);
});

test('a database that is away is the fault of all, and nobody is sent to it again', async () => {
  const groups: number[][] = [];
  const ask = batch<number, number>({
    send: (numbers) => {
      groups.push([...numbers]);
      return Promise.reject(new Error('Connection terminated'));
    },
  });
  expect(await settled([ask(1), ask(2)])).toEqual(['Connection terminated', 'Connection terminated']);
  expect(groups).toEqual([[1, 2]]);
});

test('who waits too long behind one that does not answer is told that the system is busy; later ones go on', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const answers: ((numbers: number[]) => void)[] = [];
    const ask = batch<number, number>({
      timeout_ms: 20,
      send: () =>
        new Promise((resolve) => {
          answers.push(resolve);
        }),
    });
    const first = ask(1);
    await new Promise((resolve) => setImmediate(resolve));
    const second = settled([ask(2).catch((error: { code: string }) => error.code)]);
    vi.advanceTimersByTime(20);
    expect(await second).toEqual(['core.busy']);
    answers[0]?.([10]);
    expect(await first).toBe(10);
    const third = ask(3);
    while (answers.length < 2) await new Promise((resolve) => setImmediate(resolve));
    answers[1]?.([30]);
    expect(await third).toBe(30);
  } finally {
    vi.useRealTimers();
  }
});

test('questions of different keys never meet, and each key has its own queue', async () => {
  const groups: string[][] = [];
  const ask = batch<string, string>({
    key: (word) => word.slice(0, 1),
    send: (words) => {
      groups.push([...words]);
      return Promise.resolve(words);
    },
  });
  await Promise.all(['a1', 'b1', 'a2', 'b2'].map(ask));
  expect(groups).toEqual([
    ['a1', 'a2'],
    ['b1', 'b2'],
  ]);
});

test('property: whatever comes whenever, everyone gets the own answer once, and no more statements run than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: -5, max: 200 }), fc.nat(5)), { maxLength: 80 }),
      fc.integer({ min: 1, max: 3 }),
      async (calls, atOnce) => {
        const { ask, most } = doubling(atOnce);
        const answers = await settled(
          calls.map(async ([number, wait]) => {
            await new Promise((resolve) => setTimeout(resolve, wait));
            return ask(number);
          }),
        );
        expect(answers).toEqual(calls.map(([number]) => (number < 0 ? `no ${number}` : number * 2)));
        if (calls.every(([number]) => number >= 0)) expect(most()).toBeLessThanOrEqual(atOnce);
      },
    ),
    { numRuns: 25 },
  );
});
