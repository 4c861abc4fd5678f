import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoints, operationIds } from '../nouns.ts';
import { isEvents, isUpload, type Endpoint } from '../../contract/endpoint.ts';
import { call, nameOf } from '../proof/call.ts';
import { goodCall } from '../proof/good-call.ts';
import { matrix } from '../proof/permission-matrix.ts';
import { makeWorld, People, type World } from '../proof/world.ts';
import type { TestAnswer } from '../testing/test-app.ts';
import { openApi } from './openapi.ts';

/** A client made from the document alone can do everything: it knows how to sign in, what forms hold, and what comes back. */
type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type Operation = {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
};
const document = openApi(endpoints, 'https://qingzhi.example.cn') as {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, { readonly in: string; readonly name: string }>>;
  };
};
const operationOf = (endpoint: Endpoint): Operation =>
  document.paths[endpoint.path]?.[endpoint.method.toLowerCase()] as Operation;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.t.close());

test('each operation has a name of its own, says who may call it and where', () => {
  const names = endpoints.map((endpoint) => operationOf(endpoint).operationId);
  expect([new Set(names).size, names.filter((name) => !/^[a-z]\w+$/.test(name))]).toEqual([operationIds.size, []]);
  expect(operationIds.size).toBe(endpoints.length);
  expect(document.servers).toEqual([{ url: 'https://qingzhi.example.cn' }]);
  expect(Object.values(document.components.securitySchemes).map(({ in: place, name }) => `${place} ${name}`)).toEqual([
    'cookie qingzhi_session',
    expect.stringMatching(/^cookie __(Host|Secure)-qingzhi_session$/),
  ]);
  for (const endpoint of endpoints)
    expect([nameOf(endpoint), operationOf(endpoint).security.some((one) => Object.keys(one).length === 0)]).toEqual([
      nameOf(endpoint),
      endpoint.access === 'public',
    ]);
});

test('every form says all its fields, and which of them must be there; every write its key', () => {
  const forms = endpoints
    .filter(({ body }) => isUpload(body))
    .map((endpoint) => {
      const schema = operationOf(endpoint).requestBody?.content['multipart/form-data']?.schema as {
        properties: object;
        required: string[];
      };
      return [nameOf(endpoint), Object.keys(schema.properties).sort().join(), [...schema.required].sort().join()];
    });
  expect(forms).toContainEqual([
    'POST /api/volunteer-imports',
    'digest,file,hidden_rows,organization_id,progress_id,sheet,take',
    'digest,file,organization_id,take',
  ]);
  expect(forms).toContainEqual(['POST /api/uploads/{upload_id}/pieces', 'file,from_byte', 'file,from_byte']);
  expect(forms.filter(([, properties]) => properties === 'file')).toEqual([]);
  for (const endpoint of endpoints.filter(({ method, keyed }) => method !== 'GET' && keyed !== false)) {
    expect(operationOf(endpoint).parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', required: true }),
    );
  }
});

test('a form without a field that it needs, or with one that it does not know, is told which', async () => {
  const { subject } = await goodCall(
    world,
    endpoints.find((endpoint) => nameOf(endpoint) === 'POST /api/volunteer-imports') as Endpoint,
  );
  const file = { name: '花名册.xlsx', bytes: subject.upload?.bytes ?? Buffer.alloc(0) };
  const fields = subject.upload?.fields ?? {};
  const { take: _, ...lacking } = fields;
  expect((await world.t.upload(world.chief, '/api/volunteer-imports', file, lacking)).body).toMatchObject({
    code: 'core.invalid_input',
    field: 'take',
  });
  expect(
    (await world.t.upload(world.chief, '/api/volunteer-imports', file, { ...fields, take: 'some' })).body,
  ).toMatchObject({ field: 'take' });
  expect(
    await world.t.upload(world.chief, '/api/volunteer-imports', file, { ...fields, volunteer_id: world.volunteer.id }),
  ).toMatchObject({ status: 422, body: { code: 'core.unknown_field', field: 'volunteer_id' } });
});

/** Null where no hand that the permission matrix offers gets an answer: whether doors open is its matter. */
async function goodAnswer(endpoint: Endpoint): Promise<TestAnswer | null> {
  const row = matrix[nameOf(endpoint)];
  const people = new People(world);
  const hands = [
    () => Promise.resolve(world.chief),
    () => people.holding(row?.needs ?? [], 'own'),
    () => Promise.resolve(world.deputy),
    () => Promise.resolve(world.volunteer),
  ];
  for (const hand of hands) {
    const made = await goodCall(world, endpoint).catch(() => null);
    if (made === null) return null;
    const answer = await call(world.t, endpoint, made.subject.owner ?? (await hand()), made.subject);
    if (answer.status === 200) return answer;
  }
  return null;
}

test('each endpoint answers in the kind and the shape that the document says', async () => {
  const faults: string[] = [];
  const silent: string[] = [];
  for (const endpoint of endpoints.filter(({ output }) => !isEvents(output))) {
    const answer = await goodAnswer(endpoint);
    if (answer === null) {
      silent.push(nameOf(endpoint));
      continue;
    }
    const [mediaType, { schema }] = Object.entries(operationOf(endpoint).responses['200']?.content ?? {})[0] ?? [
      '',
      { schema: {} },
    ];
    const sent = String(answer.headers['content-type']).split(';')[0];
    if (sent !== mediaType.split(';')[0]) faults.push(`${nameOf(endpoint)} sends ${sent}`);
    const isJson = mediaType.endsWith('json');
    const problems = isJson
      ? (z.fromJSONSchema(schema).safeParse(JSON.parse(answer.raw.toString('utf8'))).error?.issues ?? [])
      : [];
    if (problems.length > 0) faults.push(`${nameOf(endpoint)}: ${JSON.stringify(problems.slice(0, 2))}`);
    if (!isJson && (schema as { type?: string }).type !== 'string')
      faults.push(`${nameOf(endpoint)} is a file and no text or bytes`);
  }
  expect(faults).toEqual([]);
  expect(silent.length, silent.join('\n')).toBeLessThan(endpoints.length / 20);
});
