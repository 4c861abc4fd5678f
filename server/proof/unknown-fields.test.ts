/** Every endpoint refuses what it does not take, and names it: in the address, in the body, in a form, and deep within. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import { isUpload, type Endpoint } from '../../contract/endpoint.ts';
import { unknownFieldsOf } from '../http/unknown-fields.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world.t.close();
});

const addressOf = (endpoint: Endpoint): string =>
  endpoint.path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
const refused = {
  status: 422,
  body: { code: 'core.unknown_field', field: 'x_unknown', message: expect.stringContaining('x_unknown') },
};

describe('a parameter of the address', () => {
  test.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s',
    async (_, endpoint) => {
      expect(await world.t.request(world.chief, endpoint.method, `${addressOf(endpoint)}?x_unknown=1`)).toMatchObject(
        refused,
      );
    },
  );
});

describe('a field of the body or form', () => {
  test.each(
    endpoints
      .filter((endpoint) => endpoint.method !== 'GET')
      .map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const),
  )('%s', async (_, endpoint) => {
    const answer = isUpload(endpoint.body)
      ? await world.t.upload(
          world.chief,
          addressOf(endpoint),
          { name: '名册.csv', bytes: Buffer.from('姓名\n') },
          { x_unknown: '1' },
        )
      : await world.t.request(world.chief, endpoint.method, addressOf(endpoint), { x_unknown: 1 });
    expect(answer).toMatchObject(refused);
  });
});

test('within what is listed too, with the way to it', async () => {
  const line = { attendance_id: '00000000-0000-4000-8000-000000000000', x_unknown: true };
  expect((await world.t.post(world.chief, '/api/confirmations', { lines: [line] })).body).toMatchObject({
    code: 'core.unknown_field',
    field: 'lines.0.x_unknown',
  });
  const pattern = { every: 'day', x_unknown: 1 };
  expect((await world.t.post(world.chief, '/api/shift-previews', { pattern })).body).toMatchObject({
    code: 'core.unknown_field',
    field: 'pattern.x_unknown',
  });
});

test('no shape takes any field whatever, but where it says so', () => {
  const anything = endpoints.flatMap((endpoint) =>
    [endpoint.query, isUpload(endpoint.body) ? endpoint.body.fields : endpoint.body]
      .filter((shape) => unknownFieldsOf(shape)({ x_unknown: 1 }).length === 0)
      .map(() => `${endpoint.method} ${endpoint.path}`),
  );
  expect(anything).toEqual([]);
});
