import { afterAll, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';
import { verifyCertificates } from './verify-certificates.ts';

/** Two servers, each with a press: what one of them prints, the other one's series waits for. */
const { t, county, newcomer, served, leave } = await makeHouse({ servers: 2 });
afterAll(leave);

const shift = await shiftOf(t, county);
const morning = t.now;
async function withHours(name: string): Promise<TestPerson> {
  t.now = morning;
  const person = await newcomer(name, shift);
  await served(person, shift, hours('09:00'), hours('11:00'));
  return person;
}
const year = { from: '2026-01-01', until: '2026-12-31', purpose: 'general' };
const issue = (who: TestPerson) => t.post<{ number: string; code: string }>(who, '/api/my/certificates', year);
const running = (number: string): [string, number] => {
  const [, of = '', last = ''] = /^\S+ (\d{4}) (\d+)$/.exec(number) ?? [];
  return [of, Number(last)];
};
const faults = () => verifyCertificates(t.services.reader);

test('P28 eight certificates of one issuer at once, two of which cannot be printed: each number once, none left out', async () => {
  const people: TestPerson[] = [];
  for (let place = 0; place < 8; place += 1) people.push(await withHours(`林号${place}`));
  for (const place of [2, 5]) await t.rows(sql`update persons set name = '林𠮷' where id = ${people[place]?.id ?? ''}`);
  const answers = await Promise.all(people.map(issue));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 422, 200, 200, 422, 200, 200]);
  const given = answers.filter(({ status }) => status === 200).map(({ body }) => running(body.number)[1]);
  expect(given.sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await faults()).toEqual([]);
});

test('P28 the year of the number changes at midnight in Beijing, and the one before goes on', async () => {
  const lin = await withHours('林岁');
  t.now = new Date(at('2027-01-01', '00:00').getTime() - 1);
  const before = running((await issue(lin)).body.number);
  t.now = at('2027-01-01', '00:00');
  const after = running((await issue(lin)).body.number);
  expect([before[0], after]).toEqual(['2026', ['2027', 1]]);
  expect(await faults()).toEqual([]);
});

test('P28 a series outgrows its six digits and is still found by its number; at its end the certificate is refused in words', async () => {
  const lin = await withHours('林末');
  const stand = (last: number) =>
    t.rows(
      sql`update number_series set last_number = ${last} where kind = 'records.certificate' and issuer = ${county.id} and year = 2026`,
    );
  await stand(999_998);
  const [last, next] = [await issue(lin), await issue(lin)];
  expect([last, next].map(({ body }) => running(body.number))).toEqual([
    ['2026', 999_999],
    ['2026', 1_000_000],
  ]);
  for (const { number } of [last.body, next.body]) {
    const typed = number.replaceAll(' ', '').toLowerCase();
    expect((await t.get(null, `/api/certificate-numbers/${typed}`)).body).toMatchObject({ number, state: 'valid' });
  }
  const prefix = next.body.number.split(' ')[0] ?? '';
  expect(await faults()).toEqual([
    {
      check: 'certificate',
      where: `certificate numbers ${prefix} 2026`,
      says: expect.stringMatching(/^1000000 were given, \d are there up to 1000000$/),
    },
  ]);
  await stand(999_999_999);
  expect(await issue(lin)).toMatchObject({
    status: 409,
    body: { code: 'numbering.series_full', message: expect.stringContaining('999999999') },
  });
});
