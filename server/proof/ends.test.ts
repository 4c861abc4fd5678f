import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import { isEvents, isUpload, type Endpoint } from '../../contract/endpoint.ts';
import type { TestPerson } from '../testing/test-app.ts';
import { call, nameOf } from './call.ts';
import { endsOfBody, endsOfQuery } from './ends.ts';
import { goodCall, operationOf } from './good-call.ts';
import { takePulse, type Pulse } from './pulse.ts';
import { isObject, sample, type Schema } from './sample.ts';
import { makeWorld, type World } from './world.ts';

/**
 * Every endpoint is asked with the ends of calendars, numbers and lengths, made from the OpenAPI document alone. None
 * is a fault of the server, none keeps it busy, and /healthz answers all the while.
 */
let world: World;
let pulse: Pulse;
const log: string[] = [];
beforeAll(async () => {
  world = await makeWorld({
    log: {
      write: (line) => {
        log.push(line);
      },
    },
  });
  pulse = await takePulse(world.t.app);
});
afterAll(async () => {
  await pulse.stop();
  await world.t.close();
});

/** What one request may use of a processor; a sheet or a picture takes part of it. */
const mostCpuMs = 3000;
type Ask = { readonly how: string; send(): Promise<{ status: number; raw: Buffer }> };

/** A short run tries the pairs of days and one in five of the rest, each time the same ones; PROOF=all tries every one. */
function chosen(asks: readonly Ask[]): readonly Ask[] {
  if (process.env['PROOF'] === 'all' || asks.length < 30) return asks;
  return asks.filter(({ how }, place) => place < 20 || (how.length + place) % 5 === 0);
}

async function faultsOf(endpoint: Endpoint, asks: readonly Ask[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { how, send } of chosen(asks)) {
    pulse.asking(`${nameOf(endpoint)} ${how}`);
    const since = process.cpuUsage();
    const answer = await send();
    const used = process.cpuUsage(since);
    const cpuMs = (used.user + used.system) / 1000;
    if (answer.status >= 500)
      faults.push(`${how}: ${answer.status} ${answer.raw.toString('utf8').slice(0, 200)} ${log.at(-1) ?? ''}`);
    if (cpuMs > mostCpuMs) faults.push(`${how}: ${Math.round(cpuMs)} ms of a processor`);
  }
  return faults;
}

for (const endpoint of endpoints.filter(({ output }) => !isEvents(output))) {
  test(`${nameOf(endpoint)} answers at every end`, async () => {
    const { subject, url, body } = await goodCall(world, endpoint);
    const who: TestPerson = subject.owner ?? world.chief;
    const schema = operationOf(endpoint).requestBody?.content['application/json']?.schema;
    const bodies =
      schema === undefined
        ? []
        : endsOfBody(schema, body ?? sample(schema)).map(({ how, value }): Ask => ({
            how,
            send: () => world.t.request(who, endpoint.method, url(), isObject(value) ? value : {}),
          }));
    const payload = endpoint.method === 'GET' || isUpload(endpoint.body) ? undefined : isObject(body) ? body : {};
    const { parameters } = operationOf(endpoint);
    const queries = endsOfQuery(parameters.filter((parameter) => parameter.in === 'query')).map(
      ({ how, query }): Ask => ({
        how: `?${how}`,
        send: () => world.t.request(who, endpoint.method, url(query), payload),
      }),
    );
    const paths = parameters
      .filter((parameter) => parameter.in === 'path')
      .flatMap(({ name, schema: of }) =>
        textsOf(of).map((text): Ask => ({
          how: `{${name}} = ${text.slice(0, 30)}`,
          send: () =>
            world.t.request(
              who,
              endpoint.method,
              endpoint.path.replace(/\{(\w+)\}/g, (_, other: string) =>
                encodeURIComponent(other === name ? text : (subject.params?.[other] ?? randomUUID())),
              ),
              payload,
            ),
        })),
      );
    const { upload } = subject;
    const forms =
      upload === undefined
        ? []
        : Object.keys(upload.fields ?? {}).flatMap((name) =>
            [{ type: 'string' }, { type: 'string', format: 'date' }, { type: 'integer' }]
              .flatMap(textsOf)
              .map((text): Ask => ({
                how: `form ${name} = ${text.slice(0, 30)}`,
                send: () =>
                  call(world.t, endpoint, who, {
                    ...subject,
                    upload: { ...upload, fields: { ...upload.fields, [name]: text } },
                  }),
              })),
          );
    expect(await faultsOf(endpoint, [...bodies, ...queries, ...paths, ...forms])).toEqual([]);
  });
}

function textsOf(schema: Schema): string[] {
  return endsOfBody({ type: 'object', properties: { x: schema } }, {})
    .map(({ value }) => String((value as { x: unknown }).x))
    .filter((text) => text !== '');
}

test('/healthz answered all the while', () => {
  expect(pulse.slowestMs()).toBeGreaterThan(0);
  expect(pulse.slowestMs()).toBeLessThan(10_000);
});

test('no period of three centuries passes any shape, and the answer names the field and what to do', async () => {
  const wide = endpoints.filter((endpoint) =>
    ['from', 'until'].every((name) => operationOf(endpoint).parameters.some((parameter) => parameter.name === name)),
  );
  expect(wide.length).toBeGreaterThan(6);
  for (const endpoint of wide) {
    const { subject, url } = await goodCall(world, endpoint);
    const asked = new URLSearchParams({ ...subject.query, from: '1900-01-01', until: '2199-12-31' }).toString();
    const answer = await world.t.get(subject.owner ?? world.chief, url(asked));
    expect([nameOf(endpoint), answer.status, answer.body]).toEqual([
      nameOf(endpoint),
      400,
      expect.objectContaining({ code: 'core.invalid_input', field: 'until' }),
    ]);
    expect(JSON.stringify(answer.body)).toMatch(/时段最长 \d+ 年，请分几段查/);
  }
});

test('the last days of the calendar are answered for what they are', async () => {
  const beyond = await world.t.get(world.volunteer, '/api/holidays?from=9999-12-30&until=9999-12-31');
  expect([beyond.status, beyond.body]).toEqual([
    400,
    expect.objectContaining({
      field: 'from',
      errors: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringContaining('1900-01-01') as string }),
      ]) as unknown,
    }),
  ]);
  expect((await world.t.get(world.volunteer, '/api/holidays?from=2199-12-30&until=2199-12-31')).status).toBe(200);
  const pattern = (from: string, until: string): object => ({
    pattern: { every: 'month', day_of_month: 31, from, until, start_clock: '23:00', end_clock: '01:00' },
  });
  expect((await world.t.post(world.chief, '/api/shift-previews', pattern('2199-12-30', '2199-12-31'))).status).toBe(
    400,
  ); // the shift would end in 2200
  expect((await world.t.post(world.chief, '/api/shift-previews', pattern('9999-12-30', '9999-12-31'))).status).toBe(
    400,
  );
  expect(
    (await world.t.post(world.chief, '/api/shift-previews', pattern('2026-01-01', '2199-12-31'))).body,
  ).toMatchObject({ code: 'core.invalid_input', field: 'pattern.until' });
});
