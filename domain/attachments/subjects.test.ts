import { expect, test } from 'vitest';
import { megabytes, plainFileName } from './subjects.ts';

test.each([
  ['纪要.pdf', '纪要.pdf'],
  ['C:\\fakepath\\纪要.pdf', '纪要.pdf'],
  ['/../../etc/cron.d/..\\..\\纪要.txt', '纪要.txt'],
  ['a..\r\nSet-Cookie: z=1..txt', 'a.Set-Cookie: z=1.txt'],
  [`${'长'.repeat(200)}.pdf`, `${'长'.repeat(116)}.pdf`],
  ['../', ''],
])('the file %j is called %j', (sent, kept) => {
  expect(plainFileName(sent)).toBe(kept);
});

test('a size is said so that what is too large seems too large', () => {
  expect([20 * 2 ** 20, 20 * 2 ** 20 + 1, 1].map(megabytes)).toEqual([20, 20.1, 0.1]);
});
