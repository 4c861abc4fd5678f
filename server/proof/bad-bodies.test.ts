import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import { isEvents, isUpload, type Endpoint } from '../../contract/endpoint.ts';
import { sql } from '../db/sql.ts';
import { sessionCookie } from '../http/load-actor.ts';
import type { TestOrganization, TestPerson } from '../testing/test-app.ts';
import { call, nameOf } from './call.ts';
import { goodCall, operationOf } from './good-call.ts';
import { matrix } from './permission-matrix.ts';
import { changes, rowCounts } from './row-counts.ts';
import { hostileStrings, mutateInput } from './mutate-input.ts';
import { makeWorld, People, type World } from './world.ts';

/** Bodies are made from the OpenAPI document alone, as an outsider would. Their strings hold personal data that must not reach the log. */
const phone = '13712345678';
const idNumber = '11010519491231002X';

let world: World;
const log: string[] = [];
beforeAll(async () => {
  world = await makeWorld({
    log: {
      write: (line) => {
        log.push(line);
      },
    },
  });
});
afterAll(async () => {
  await world.t.close();
});

/** A short run tries one in five of the single faults, each time the same ones; PROOF=all tries every one. */
function chosen<T extends { readonly how: string }>(requests: readonly T[]): readonly T[] {
  if (process.env['PROOF'] === 'all' || requests.length < 40) return requests;
  return requests.filter(({ how }, place) => place < 20 || (how.length + place) % 5 === 0);
}

/** Who may send a good file there: the chief from above, or somebody of the place where only its own people may. */
function handFor(endpoint: Endpoint, at: TestOrganization | undefined): Promise<TestPerson> {
  const row = matrix[nameOf(endpoint)];
  return row?.covers?.['above and below'] === false
    ? new People(world).holding(row.needs ?? [], 'own', at)
    : Promise.resolve(world.chief);
}

type Sent = { readonly status: number; readonly text: string };

async function send(
  endpoint: Endpoint,
  who: TestPerson | null,
  url: string,
  payload: string | undefined,
): Promise<Sent> {
  const answer = await world.t.app.inject({
    method: endpoint.method,
    url,
    headers: {
      'idempotency-key': randomUUID(),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(who === null ? {} : { cookies: { [sessionCookie]: who.token } }),
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, text: answer.payload.slice(0, 2000) };
}

/** Sends each bad request, and says in one line what was wrong with its answer. */
async function faultsOf(
  endpoint: Endpoint,
  requests: readonly { how: string; url: string; payload: string | undefined }[],
  people: readonly (TestPerson | null)[],
): Promise<string[]> {
  const faults: string[] = [];
  let before = await rowCounts(world.t);
  for (const { how, url, payload } of chosen(requests)) {
    for (const who of people) {
      const answer = await send(endpoint, who, url, payload);
      if (answer.status >= 500)
        faults.push(`${how}: ${answer.status} ${answer.text.slice(0, 200)} ${log.at(-1) ?? ''}`);
      if (/\bat .*\.(ts|js):\d+|node_modules|node:internal/.test(answer.text))
        faults.push(`${how}: the answer shows a stack`);
      if (answer.status < 400) before = await rowCounts(world.t);
    }
  }
  return [
    ...faults,
    ...changes(before, await rowCounts(world.t)).map((change) => `a refused request changed ${change}`),
  ];
}

for (const endpoint of endpoints.filter(({ output }) => !isEvents(output))) {
  if (endpoint.body !== undefined && !isUpload(endpoint.body)) {
    test(`${nameOf(endpoint)} survives every bad body`, async () => {
      const { subject, url, body } = await goodCall(world, endpoint);
      const withPersonalData = JSON.parse(JSON.stringify(body ?? {}).replaceAll('志愿服务', `志愿${phone}`)) as unknown;
      const raw = [
        '',
        '{',
        '[',
        '{"a":',
        'null',
        '"x"',
        '{"a":1}{"b":2}',
        '\u0000',
        `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
        `{"phone":"${phone}","document_number":"${idNumber}"}`,
        '{"a":1,"a":2}',
        '\ufeff{}',
      ];
      const requests = [
        ...raw.map((payload) => ({ how: `raw ${payload.slice(0, 12)}`, url: url(), payload })),
        ...mutateInput(withPersonalData).map(({ how, value }) => ({ how, url: url(), payload: JSON.stringify(value) })),
        { how: 'huge', url: url(), payload: JSON.stringify({ x: 'x'.repeat(1_100_000) }) },
      ];
      expect(await faultsOf(endpoint, requests, [subject.owner ?? world.chief])).toEqual([]);
    });
  }
  if (isUpload(endpoint.body)) {
    const { max_bytes } = endpoint.body;
    test(`${nameOf(endpoint)} survives every bad upload`, async () => {
      const { subject, url } = await goodCall(world, endpoint);
      if (subject.upload === undefined)
        throw new Error(`give the row of ${nameOf(endpoint)} in the permission matrix a good file`);
      const { bytes, name } = subject.upload;
      const hand = subject.owner ?? (await handFor(endpoint, subject.at));
      const part = (name: string, content: Buffer | string, file?: string): Buffer =>
        Buffer.concat([
          Buffer.from(
            `--edge\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n`,
          ),
          Buffer.from(content),
          Buffer.from('\r\n'),
        ]);
      const fields = Object.entries(subject.upload?.fields ?? {}).map(([name, value]) => part(name, value));
      const end = Buffer.from('--edge--\r\n');
      const form = (...parts: Buffer[]): Buffer => Buffer.concat([...fields, ...parts, end]);
      const bad: Record<string, Buffer> = {
        'no file': form(),
        'empty file': form(part('file', '', 'a.xlsx')),
        'text called xlsx': form(part('file', '姓名,电话', 'a.xlsx')),
        'a program': form(part('file', Buffer.from('4d5a9000', 'hex'), 'a.xlsx')),
        'half a file': form(part('file', bytes.subarray(0, bytes.length / 2), 'a.xlsx')),
        'a page with a script': form(part('file', '<html><script>alert(1)</script>', 'a.html')),
        'an image with a script': form(
          part('file', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.svg'),
        ),
        'path in the name': form(part('file', bytes.subarray(0, 10), '../../../etc/cron.d/x')),
        'NUL in the name': form(part('file', bytes.subarray(0, 10), 'a\u0000.xlsx')),
        'NUL in a field': form(part('organization_id', 'a\u0000b'), part('file', bytes.subarray(0, 10), 'a.xlsx')),
        'two files': form(part('file', bytes.subarray(0, 10), 'a.xlsx'), part('file', bytes.subarray(0, 10), 'b.xlsx')),
        'many fields': form(
          ...Array.from({ length: 200 }, (_, number) => part(`f${number}`, 'x')),
          part('file', 'x', 'a.xlsx'),
        ),
        'a long field': form(part('reason', 'x'.repeat(100_000)), part('file', 'x', 'a.xlsx')),
        'a field named __proto__': form(part('__proto__', 'x'), part('file', 'x', 'a.xlsx')),
        'cut off': Buffer.concat([...fields, part('file', bytes, 'a.xlsx')]).subarray(0, -20),
        'too large': form(part('file', Buffer.alloc(max_bytes + 1), 'a.xlsx')),
        'not a form': Buffer.from('{}'),
      };
      const before = await rowCounts(world.t);
      const faults: string[] = [];
      for (const [how, payload] of Object.entries(bad)) {
        const answer = await world.t.app.inject({
          method: endpoint.method,
          url: url(),
          payload,
          cookies: { [sessionCookie]: hand.token },
          headers: { 'idempotency-key': randomUUID(), 'content-type': 'multipart/form-data; boundary=edge' },
        });
        if (answer.statusCode < 400 || answer.statusCode >= 500)
          faults.push(`${how}: ${answer.statusCode} ${answer.payload.slice(0, 300)} ${log.at(-1) ?? ''}`);
      }
      expect([...faults, ...changes(before, await rowCounts(world.t))]).toEqual([]);
      // The same access opens for a good file, so that none of this was refused for the hand that sent it; its name never becomes a path
      for (const trick of ['/../../etc/cron.d/%2e%2e%2f..\\..\\', '']) {
        const answer = await call(world.t, endpoint, hand, {
          ...subject,
          upload: { ...subject.upload, name: `${trick}${name}` },
        });
        expect([trick, answer.status, answer.raw.toString('utf8').slice(0, 200)]).toEqual([
          trick,
          trick === '' ? 200 : expect.toSatisfy((status: number) => status < 500),
          expect.any(String),
        ]);
      }
      const names = await world.t.rows<{ name: string }>(
        sql`select file_name as name from attachments union all select file_name from uploads union all select file_name from roster_imports`,
      );
      expect(names.filter(({ name: kept }) => /[/\\]|\.\./.test(kept))).toEqual([]);
    });
  }
  if (endpoint.params !== undefined || endpoint.query !== undefined) {
    test(`${nameOf(endpoint)} survives every bad parameter`, async () => {
      const { subject, url, body } = await goodCall(world, endpoint);
      const payload = endpoint.method === 'GET' || isUpload(endpoint.body) ? undefined : JSON.stringify(body ?? {});
      const strange = [
        ...Object.values(hostileStrings),
        '',
        ' ',
        '0',
        '-1',
        'null',
        'undefined',
        'NaN',
        '1e400',
        '9'.repeat(40),
        'x'.repeat(5000),
        '2026-02-30',
        '0000-00-00',
        '%',
        '[object Object]',
      ];
      const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
      const inPath = names.flatMap((name) =>
        strange
          .filter((text) => text !== '')
          .map((text) => ({
            how: `${name} = ${text.slice(0, 20)}`,
            payload,
            url: endpoint.path.replace(/\{(\w+)\}/g, (_, other: string) =>
              other === name ? encode(text) : (subject.params?.[other] ?? randomUUID()),
            ),
          })),
      );
      const inQuery = operationOf(endpoint)
        .parameters.filter((parameter) => parameter.in === 'query')
        .flatMap(({ name }) => [
          ...strange.map((text) => ({
            how: `?${name}=${text.slice(0, 20)}`,
            url: url(`${name}=${encode(text)}`),
            payload,
          })),
          { how: `?${name} twice`, url: url(`${name}=a&${name}=b`), payload },
          { how: `?${name} as a list`, url: url(`${name}[]=a&${name}[b]=c`), payload },
        ]);
      const rest = [
        { how: 'surplus query', url: url('is_admin=true&__proto__[x]=1'), payload },
        { how: 'broken escape', url: url('q=%E0%A4%A'), payload },
      ];
      expect(await faultsOf(endpoint, [...inPath, ...inQuery, ...rest], [null, subject.owner ?? world.chief])).toEqual(
        [],
      );
    });
  }
}

/** encodeURIComponent refuses a lone surrogate; a real client would send its replacement. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}

test('nothing of all this stands in the log: no phone, no ID number, no body', () => {
  const lines = log.join('');
  expect(lines).not.toContain(phone);
  expect(lines).not.toContain(idNumber);
  expect(lines).not.toMatch(/drop table|<script>|\/etc\/passwd/);
});
