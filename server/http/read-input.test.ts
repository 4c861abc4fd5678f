import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { done } from '../../contract/shapes.ts';
import { inputReader, InvalidInput } from './read-input.ts';

const line = z.object({ note: z.string() });
const read = inputReader(
  endpoint({
    method: 'POST',
    path: '/api/lines',
    tag: 'records',
    summary: 'Lines',
    access: 'public',
    body: z.object({ reason: z.string(), lines: z.array(line).default([]) }),
    output: done,
    problems: [],
  }),
  undefined,
);
const bodyOf = (body: object): Promise<unknown> =>
  read({ body, params: {}, query: {}, raw: { url: '/api/lines' }, url: '/api/lines' } as FastifyRequest);

test.each<[string, object, string]>([
  ['a NUL', { reason: '人员\u0000减少' }, 'reason'],
  ['half a character', { reason: '人员\ud83d' }, 'reason'],
  ['a NUL within a list', { reason: '人员减少', lines: [{ note: 'a' }, { note: 'b\u0000' }] }, 'lines'],
])('%s is refused by the name of its field, with words', async (_, body, field) => {
  const refused = await bodyOf(body).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InvalidInput);
  expect((refused as InvalidInput).issues).toMatchObject([
    { path: [field], params: { zh: expect.stringContaining('字符') as unknown, en: expect.anything() as unknown } },
  ]);
});

test('what can be kept is read as it is', async () => {
  expect(await bodyOf({ reason: '人员减少😀', lines: [] })).toMatchObject({ body: { reason: '人员减少😀' } });
});
