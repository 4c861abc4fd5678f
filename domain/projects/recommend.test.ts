import { expect, test } from 'vitest';
import { at } from '../time.ts';
import { distanceText, recommend, type Offer } from './recommend.ts';

const now = at('2026-11-22', '10:00');
const offer: Offer = {
  starts_at: at('2026-11-28', '09:00'),
  category: 'ecology',
  skills: [],
  capacity: 20,
  taken: 14,
  distance_metres: 9000,
};
const nobody = { interests: [], skills: [] };

test('P49 each reason is said in words, the strongest first', () => {
  const found = recommend(
    { ...offer, starts_at: at('2026-11-24', '09:00'), skills: ['手语'], taken: 2, distance_metres: 800 },
    { interests: ['ecology'], skills: ['手语'] },
    now,
  );
  expect(found.reasons.map((reason) => reason.zh)).toEqual([
    '用得上您的“手语”',
    '离您 800 米',
    '还差 18 人',
    '您关注生态建设',
    '三天内开始',
  ]);
  expect(found.score).toBe(30 + 23 + 20 + 15 + 10);
});

test('nothing special: no reason and score 0', () => {
  expect(recommend(offer, nobody, now)).toEqual({ score: 0, reasons: [] });
});

test('P49 nearer is never worse', () => {
  const score = (distance_metres: number): number => recommend({ ...offer, distance_metres }, nobody, now).score;
  for (let metres = 0; metres < 8000; metres += 250) expect(score(metres)).toBeGreaterThanOrEqual(score(metres + 250));
});

test.each([
  [10, '50 米'],
  [812, '800 米'],
  [1230, '1.2 公里'],
  [12_300, '12 公里'],
])('%i m reads %s', (metres, text) => {
  expect(distanceText(metres).zh).toBe(text);
});
