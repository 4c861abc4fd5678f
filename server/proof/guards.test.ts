import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import { isUpload } from '../../contract/endpoint.ts';
import { buildApp } from '../app.ts';
import { sql } from '../db/sql.ts';
import { sessionCookie } from '../http/load-actor.ts';
import type { TestPerson } from '../testing/test-app.ts';
import { nameOf } from './call.ts';
import { goodCall } from './good-call.ts';
import { matrix } from './permission-matrix.ts';
import { changes, rowCounts } from './row-counts.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world.t.close();
});

const writes = endpoints.filter(({ method, body }) => method !== 'GET' && !isUpload(body));

async function inject(
  who: TestPerson | null,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  headers: Record<string, string>,
  payload?: unknown,
) {
  const answer = await world.t.app.inject({
    method,
    url,
    headers: {
      host: 'localhost:3000',
      ...headers,
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(who === null ? {} : { cookies: { [sessionCookie]: who.token } }),
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  return {
    status: answer.statusCode,
    code: answer.payload.startsWith('{') ? (answer.json() as { code?: string }).code : undefined,
    headers: answer.headers,
    text: answer.payload,
  };
}

const foreign: Readonly<Record<string, Record<string, string>>> = {
  'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'a neighbouring host': { 'sec-fetch-site': 'same-site', origin: 'https://other.localhost' },
  'an old browser on another site': { origin: 'https://evil.example' },
  'a sandboxed frame': { origin: 'null' },
  'an origin that is no address': { origin: 'http://[' },
  'a host that ends alike': { origin: 'http://localhost:3000.evil.example' },
};

describe.each(writes.map((endpoint) => [nameOf(endpoint), endpoint] as const))('%s', (_, endpoint) => {
  test('is refused from another site, whoever is signed in, and changes nothing', async () => {
    const { subject, url, body } = await goodCall(world, endpoint);
    const before = await rowCounts(world.t);
    for (const [from, headers] of Object.entries(foreign)) {
      const answer = await inject(
        subject.owner ?? world.chief,
        endpoint.method,
        url(),
        { 'idempotency-key': randomUUID(), ...headers },
        body ?? {},
      );
      expect([from, answer.status, answer.code]).toEqual([from, 403, 'core.cross_site']);
    }
    expect(changes(before, await rowCounts(world.t))).toEqual([]);
  });

  test.skipIf(endpoint.keyed === false)('asks for a request key', async () => {
    const { subject, url, body } = await goodCall(world, endpoint);
    const before = await rowCounts(world.t);
    for (const key of [undefined, '', 'short', 'x'.repeat(81), 'with spaces in it', "key'; drop table persons; --"]) {
      const answer = await inject(
        subject.owner ?? world.chief,
        endpoint.method,
        url(),
        key === undefined ? {} : { 'idempotency-key': key },
        body ?? {},
      );
      expect([key, answer.code]).toEqual([key, 'core.missing_request_key']);
    }
    expect(changes(before, await rowCounts(world.t))).toEqual([]);
  });
});

test('a page of our own may write: same origin, our public address behind a proxy, and programs without a browser', async () => {
  const body = { kind: 'team', name_zh: '来源测试队', parent_id: world.county.id, founded_on: '2026-11-01' };
  const ours: Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
    { origin: 'http://localhost:3000', host: 'inner:8080' },
    {},
  ];
  for (const [place, headers] of ours.entries()) {
    const answer = await inject(
      world.chief,
      'POST',
      '/api/organizations',
      { 'idempotency-key': randomUUID(), ...headers },
      { ...body, name_zh: `来源测试队${place}` },
    );
    expect(answer.status, answer.text).toBe(200);
  }
});

test('a retry gets the first answer, another body under the same key is refused, another person has keys of their own', async () => {
  const key = randomUUID();
  const body = { kind: 'team', name_zh: '重试队', parent_id: world.county.id, founded_on: '2026-11-01' };
  const first = await inject(world.chief, 'POST', '/api/organizations', { 'idempotency-key': key }, body);
  const again = await inject(world.chief, 'POST', '/api/organizations', { 'idempotency-key': key }, body);
  expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
  expect(
    await inject(world.chief, 'POST', '/api/organizations', { 'idempotency-key': key }, { ...body, name_zh: '另一队' }),
  ).toMatchObject({ status: 409, code: 'core.request_key_reused' });
  expect(await inject(world.deputy, 'POST', '/api/organizations', { 'idempotency-key': key }, body)).toMatchObject({
    status: 409,
    code: 'organizations.name_taken',
  });
});

test.each(['/', '/api/me', '/api/nowhere', '/api/openapi.json', '/healthz', '/api/organizations/x'])(
  '%s carries the security headers',
  async (url) => {
    const { headers } = await inject(null, 'GET', url, {});
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    const policy = String(headers['content-security-policy']);
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-powered-by'] ?? headers['server']).toBeUndefined();
    expect(headers['strict-transport-security']).toBeUndefined();
    if (url.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store');
  },
);

test('under https browsers are told to stay there', async () => {
  const { headers } = await inject(null, 'GET', '/api/me', { 'x-forwarded-proto': 'https' });
  expect(headers['strict-transport-security']).toContain('max-age=31536000');
});

test('figures of the machine are for whoever brings the token alone, from wherever it comes', async () => {
  const app = await buildApp({ ...world.t.services, metrics_token: 'one-two-three-four' });
  const metrics = async (of: typeof app, headers: Record<string, string> = {}) =>
    (await of.inject({ url: '/metrics', remoteAddress: '127.0.0.1', headers })).statusCode;
  expect(await metrics(app, { authorization: 'Bearer one-two-three-four' })).toBe(200);
  // A proxy on the same machine need not say for whom it asks
  expect([
    await metrics(app),
    await metrics(app, { authorization: 'Bearer one-two-three' }),
    await metrics(world.t.app),
    await metrics(world.t.app, { authorization: 'Bearer undefined' }),
  ]).toEqual([404, 404, 404, 404]);
  await app.close();
});

test('every answer bears the headers, also those that Node and the framework give by themselves', async () => {
  const app = await buildApp(world.t.services);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const raw = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1', () => socket.end(bytes)).on(
        'error',
        reject,
      );
      let said = '';
      socket
        .on('data', (chunk: Buffer) => {
          said += chunk.toString('utf8');
        })
        .on('close', () => resolve(said));
    });
  const ask = (line: string, more = ''): string =>
    `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;
  const table: [string, number, string][] = [
    [ask(`GET /api/verify/${'9'.repeat(300)}`), 404, 'core.not_found'],
    [ask('GET /api/verify/%'), 400, 'core.invalid_input'],
    [ask('GET /nowhere'), 404, 'core.not_found'],
    [ask('GET /', `X: ${'x'.repeat(20_000)}\r\n`), 431, 'core.too_large'],
    ['not http\r\n\r\n', 400, 'core.invalid_input'],
    [ask('GET /', 'Expect: the-moon\r\n'), 417, 'core.invalid_input'],
    [ask('PROPFIND /api/me'), 404, 'core.not_found'],
    [ask('GET /', 'Transfer-Encoding: chunked\r\nContent-Length: 3\r\n'), 400, 'core.invalid_input'],
  ];
  for (const [bytes, status, code] of table) {
    const said = await raw(bytes);
    expect([bytes.slice(0, 60), said.split('\r\n')[0]]).toEqual([
      bytes.slice(0, 60),
      expect.stringContaining(` ${status} `),
    ]);
    for (const name of [
      'content-security-policy',
      'x-content-type-options: nosniff',
      'referrer-policy',
      'permissions-policy',
      'cross-origin-opener-policy',
      `"code":"${code}"`,
    ])
      expect(said.toLowerCase(), bytes.slice(0, 60)).toContain(name.toLowerCase());
    expect(said).not.toMatch(/FST_|HPE_|statusCode/);
  }
  await app.close();
});

test('who goes on too fast is told how long to wait; a minute later it goes on, and nobody else had to wait', async () => {
  const app = await buildApp({ ...world.t.services, call_limits: { writes: 3, heavy_reads: 2, anonymous: 4 } });
  const ask = (who: TestPerson | null, url: string, method: 'GET' | 'PUT' = 'GET', remoteAddress = '198.51.100.9') =>
    app.inject({
      method,
      url,
      remoteAddress,
      ...(who === null ? {} : { cookies: { [sessionCookie]: who.token } }),
      ...(method === 'PUT' ? { payload: {} } : {}),
    });
  const statuses = async (times: number, call: () => ReturnType<typeof ask>): Promise<boolean[]> => {
    const seen: boolean[] = [];
    for (let count = 0; count < times; count += 1) seen.push((await call()).statusCode === 429);
    return seen;
  };
  try {
    expect(await statuses(4, () => ask(world.chief, '/api/me/notices/read', 'PUT'))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(await statuses(3, () => ask(world.chief, '/api/organizations/search?words=x'))).toEqual([
      false,
      false,
      true,
    ]);
    expect(await statuses(5, () => ask(null, '/api/me'))).toEqual([false, false, false, false, true]);
    const told = await ask(world.chief, '/api/organizations/search?words=x');
    expect([told.json(), told.headers['retry-after']]).toMatchObject([
      { code: 'core.too_many_requests', message: '操作太快了，请 60 秒后再试' },
      '60',
    ]);
    expect((await ask(world.chief, '/api/me')).statusCode).toBe(200); // plain reading goes on
    expect((await ask(world.deputy, '/api/organizations/search?words=x')).statusCode).toBe(200);
    expect((await ask(null, '/api/me', 'GET', '198.51.100.10')).statusCode).toBe(200);
    world.t.now = new Date(world.t.now.getTime() + 60_000);
    expect((await ask(world.chief, '/api/organizations/search?words=x')).statusCode).toBe(200);
  } finally {
    await app.close();
  }
});

test('an invented, an empty and a foreign session are nobody', async () => {
  for (const token of ['', 'x', 'a'.repeat(5000), randomUUID(), "' or 1=1 --"]) {
    const answer = await world.t.app.inject({ url: '/api/me', cookies: { [sessionCookie]: token } });
    expect([answer.statusCode, (answer.json() as { signed_in: boolean }).signed_in]).toEqual([200, false]);
  }
});

test('refused sign-ins, permissions, other sites and stopped guesses leave a line each: who, where and why, never what was sent', async () => {
  const lines: string[] = [];
  const app = await buildApp(
    { ...world.t.services, call_limits: { writes: 2, heavy_reads: 2, anonymous: 1000 } },
    {
      log: {
        write: (line) => {
          lines.push(line);
        },
      },
    },
  );
  const ask = (
    who: TestPerson | null,
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) =>
    app.inject({
      method,
      url,
      remoteAddress: '198.51.100.40',
      headers: { 'idempotency-key': randomUUID(), ...headers },
      ...(who === null ? {} : { cookies: { [sessionCookie]: who.token } }),
      ...(payload === undefined ? {} : { payload }),
    });
  try {
    await ask(null, 'POST', '/api/sign-in/password', { phone: '13799990001', password: '没有这个密码呀呀呀' });
    await ask(null, 'GET', '/api/volunteers?campaign=13799990001');
    await ask(world.volunteer, 'GET', '/api/volunteers?campaign=13799990001');
    await ask(world.volunteer, 'GET', `/api/volunteers/${world.chief.id}`);
    await ask(world.chief, 'POST', '/api/organizations', { name_zh: '黑进来的队' }, { 'sec-fetch-site': 'cross-site' });
    for (let times = 0; times < 3; times += 1) await ask(world.deputy, 'GET', '/api/organizations/search?words=x');
    const refused = lines.map(
      (line) => JSON.parse(line) as { refused: string; route: string; person: string | null; reqId: string },
    );
    expect(refused.map(({ refused: code, route, person }) => [code, route, person])).toEqual([
      ['accounts.wrong_sign_in', '/api/sign-in/password', null],
      ['core.signed_out', '/api/volunteers', null],
      ['core.forbidden', '/api/volunteers', world.volunteer.id],
      ['core.forbidden', '/api/volunteers/:volunteer_id', world.volunteer.id],
      ['core.cross_site', '/api/organizations', world.chief.id],
      ['core.too_many_requests', '/api/organizations/search', world.deputy.id],
    ]);
    expect(refused.every(({ reqId }) => reqId.length === 8)).toBe(true);
    expect(lines.join('')).not.toMatch(/13799990001|没有这个密码|黑进来/);
  } finally {
    await app.close();
  }
});

test('a file name cannot break out of its header', async () => {
  const { params } = (await matrix['GET /api/attachments/{subject_id}/{attachment_id}']?.make?.(world)) ?? {};
  const id = params?.['attachment_id'] ?? '';
  await world.t.rows(
    sql`update attachments set file_name = ${'a"; x=y\r\nSet-Cookie: z=1\r\n\r\n<b>纪要.txt'} where id = ${id}`,
  );
  const { status, headers } = await inject(world.chief, 'GET', `/api/attachments/${id}/${id}`, {});
  expect([status, headers['content-disposition'], headers['set-cookie'], headers['content-type']]).toEqual([
    200,
    "attachment; filename*=UTF-8''a%22%3B%20x%3Dy%0D%0ASet-Cookie%3A%20z%3D1%0D%0A%0D%0A%3Cb%3E%E7%BA%AA%E8%A6%81.txt",
    undefined,
    'application/octet-stream',
  ]);
});

test('a method that is not declared finds nothing and echoes nothing, TRACE included', async () => {
  const app = await buildApp(world.t.services);
  const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const ask = (method: string) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      request(
        {
          host: address.hostname,
          port: address.port,
          method,
          path: '/api/me',
          headers: { 'x-secret': 'ECHO-ME', cookie: `${sessionCookie}=${world.chief.token}` },
        },
        (answer) => {
          let text = '';
          answer.on('data', (part: Buffer) => {
            text += part.toString();
          });
          answer.on('end', () => resolve({ status: answer.statusCode, text }));
        },
      )
        .on('error', reject)
        .end();
    });
  try {
    for (const method of ['TRACE', 'PATCH', 'OPTIONS', 'PROPFIND', 'DELETE']) {
      const answer = await ask(method);
      expect([method, answer.status, answer.text.includes('ECHO-ME')]).toEqual([method, 404, false]);
    }
    expect((await ask('GET')).status).toBe(200);
  } finally {
    await app.close();
  }
});

test('path tricks do not leave the folder of the web files', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'qingzhi-web-'));
  for (const part of ['phone', 'console']) {
    mkdirSync(join(directory, part, 'assets'), { recursive: true });
    writeFileSync(join(directory, part, 'index.html'), `<title>${part}</title>`);
  }
  writeFileSync(join(directory, 'secrets.json'), 'KEEP-ME-SECRET');
  const app = await buildApp({ ...world.t.services, web_dir: directory });
  try {
    const tricks = [
      '/../secrets.json',
      '/%2e%2e/secrets.json',
      '/..%2fsecrets.json',
      '/assets/..%2f..%2fsecrets.json',
      '/console/..%2fsecrets.json',
      '/console/%2e%2e/%2e%2e/secrets.json',
      '/..%5csecrets.json',
      '/%252e%252e/secrets.json',
      '/assets/%00',
      '/.git/config',
      '//secrets.json',
      '/console//..//..//secrets.json',
    ];
    for (const url of tricks) {
      const answer = await app.inject({ url });
      expect([url, answer.payload.includes('KEEP-ME-SECRET'), answer.statusCode < 500]).toEqual([url, false, true]);
    }
    expect((await app.inject({ url: '/' })).payload).toContain('phone');
    expect((await app.inject({ url: '/console/people' })).payload).toContain('console');
    expect((await app.inject({ url: '/api/nowhere' })).json()).toMatchObject({ code: 'core.not_found' });
  } finally {
    await app.close();
    rmSync(directory, { recursive: true });
  }
});
