import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textIndex } from './text-index.ts';

test('equal texts have one place, in the order in which they came, as in a Map', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ maxLength: 4 }), fc.string({ unit: 'grapheme', maxLength: 20 })), {
        maxLength: 300,
      }),
      (texts) => {
        const [index, map] = [textIndex(), new Map<string, number>()];
        for (const text of texts) {
          if (!map.has(text)) map.set(text, map.size);
          expect(index.place(text)).toBe(map.get(text));
          expect(index.size).toBe(map.size);
        }
      },
    ),
  );
});

test('20,000 document numbers that differ in one digit, and all of them again', () => {
  const index = textIndex();
  const numbers = Array.from({ length: 20_000 }, (_, place) => `33070219900101${String(place).padStart(5, '0')}`);
  for (let turn = 0; turn < 2; turn += 1)
    expect(numbers.map((text) => index.place(text))).toEqual(numbers.map((_, place) => place));
  expect(index.size).toBe(20_000);
});
