import type { FastifyInstance, InjectOptions } from 'fastify';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Permission } from '../../domain/access.ts';
import { newId, type Id } from '../../domain/id.ts';
import { builtInTerms } from '../../domain/volunteers/spirit.ts';
import { attachmentRules, deadlines, jobs, later, lifecycles, questions } from '../nouns.ts';
import { directoryStore } from '../attachments/directory-store.ts';
import type { FileStore } from '../attachments/file-store.ts';
import { pieceBytes, type AttachmentSubject } from '../../domain/attachments/subjects.ts';
import { evidence } from '../tables.ts';
import { buildApp, type LogTarget } from '../app.ts';
import { testDatabase } from './test-database.ts';
import { connect, connectReadOnly, type Database } from '../db/open.ts';
import { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { write, type Writer } from '../db/writer.ts';
import { browserCookie } from '../accounts/sign-in/browser-binding.ts';
import { newSecrets, type Secrets } from '../security/secrets-file.ts';
import { signInRules, type SignInRules } from '../env.ts';
import type { Scan } from '../files/scan-file.ts';
import { newToken } from '../accounts/sign-in/session-token.ts';
import { sessionCookie } from '../http/load-actor.ts';
import { SecretBox } from '../security/secret-box.ts';
import type { Services } from '../services.ts';

/** What is searched of people, as pages send it. */
export const personWords = (words: string): Record<string, string> => ({ 'person-words': encodeURIComponent(words) });

/** A whole server on a database of its own. Tests write through HTTP; only their fixtures are laid by hand. */
export type TestAnswer<T = Record<string, unknown>> = {
  readonly status: number;
  readonly body: T;
  readonly raw: Buffer;
  readonly headers: Record<string, unknown>;
};
export type TestPerson = { readonly id: Id; readonly name: string; readonly token: string };
export type TestOrganization = { readonly id: Id; readonly path: string; readonly name: string };

export class TestApp {
  readonly app: FastifyInstance;
  /** Servers with pools of their own on the same database, which take turns in answering; else `app` alone. */
  readonly servers: FastifyInstance[];
  readonly database: Database;
  readonly services: Services;
  now: Date;
  /** Everybody sits at one browser, where codes are asked for and typed. */
  readonly browser: Readonly<Record<string, string>> = { [browserCookie]: randomBytes(32).toString('base64url') };

  constructor(app: FastifyInstance, database: Database, services: Services, clock: { now: Date }) {
    this.app = app;
    this.servers = [app];
    this.database = database;
    this.services = services;
    this.now = clock.now;
    Object.defineProperty(this, 'now', {
      get: () => clock.now,
      set: (value: Date) => {
        clock.now = value;
      },
    });
  }

  async request<T = Record<string, unknown>>(
    who: TestPerson | null,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<T>> {
    const options: InjectOptions = {
      method,
      url,
      headers: {
        'accept-language': 'zh',
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...headers,
      },
      cookies: { ...this.browser, ...(who === null ? {} : { [sessionCookie]: who.token }) },
      ...(body === undefined ? {} : { payload: body }),
    };
    const [server = this.app] = this.servers;
    if (this.servers.length > 1) this.servers.push(...this.servers.splice(0, 1));
    const answer = await server.inject(options);
    const json = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      body: (json ? answer.json() : answer.body) as T,
      raw: answer.rawPayload,
      headers: answer.headers,
    };
  }

  get<T = Record<string, unknown>>(
    who: TestPerson | null,
    url: string,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<T>> {
    return this.request<T>(who, 'GET', url, undefined, headers);
  }

  post<T = Record<string, unknown>>(
    who: TestPerson | null,
    url: string,
    body: object = {},
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<T>> {
    return this.request<T>(who, 'POST', url, body, headers);
  }

  put<T = Record<string, unknown>>(who: TestPerson | null, url: string, body: object = {}): Promise<TestAnswer<T>> {
    return this.request<T>(who, 'PUT', url, body);
  }

  delete<T = Record<string, unknown>>(who: TestPerson | null, url: string, body?: object): Promise<TestAnswer<T>> {
    return this.request<T>(who, 'DELETE', url, body);
  }

  upload<T = Record<string, unknown>>(
    who: TestPerson,
    url: string,
    file: { name: string; bytes: Buffer },
    fields: Record<string, string> = {},
  ): Promise<TestAnswer<T>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(file.bytes)]), file.name);
    return this.request<T>(who, 'POST', url, form);
  }

  /** Sends a file in pieces, as pages do, and gives what a write takes it up by. */
  async sendFile(
    who: TestPerson,
    subject: AttachmentSubject,
    file: { name: string; bytes: Buffer },
  ): Promise<TestAnswer<{ id: string; code?: string; message?: string }>> {
    const begun = await this.post<{ id: string }>(who, '/api/uploads', {
      subject,
      file_name: file.name,
      size_bytes: file.bytes.length,
    });
    for (let from = 0; begun.status === 200 && from < file.bytes.length; from += pieceBytes) {
      const bytes = file.bytes.subarray(from, from + pieceBytes);
      const taken = await this.upload<{ id: string }>(
        who,
        `/api/uploads/${begun.body.id}/pieces`,
        { name: 'piece', bytes },
        { from_byte: String(from) },
      );
      if (taken.status !== 200) return taken;
    }
    return begun;
  }

  /** Rows straight from the database as its owner, for what a test checks or does beneath the platform. */
  rows<T extends object>(statement: Sql): Promise<T[]> {
    return new Reader(this.database.owner).all<T>(statement);
  }

  /** Fixtures laid by hand, outside HTTP, as the owner: some lie where the platform itself may not change anything. */
  setUp<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    return write(
      this.database.owner,
      { now: this.now, actor: null, request_id: 'fixtures', secrets: this.services.secrets },
      async (writer) => {
        writer.audited += 1;
        return work(writer);
      },
    );
  }

  async organization(
    name: string,
    parent: TestOrganization | null = null,
    inputs: { kind?: string; level?: string; is_league_led?: boolean; division_code?: string } = {},
  ): Promise<TestOrganization> {
    const id = newId(this.now);
    return this.setUp(async (writer) => {
      const row = await writer.one<{ ordinal: number }>(sql`
        insert into organizations (id, path, parent_id, kind, name_zh, level, is_league_led, division_code, founded_on, created_at)
        values (${id}, ${`pending ${id}`}, ${parent?.id ?? null}, ${inputs.kind ?? 'youth_volunteer_association'}, ${name}, ${inputs.level ?? null},
          ${inputs.is_league_led ?? false}, ${inputs.division_code ?? null}, '2020-01-01', ${this.now}) returning ordinal`);
      const path = `${parent?.path ?? '/'}${row.ordinal}/`;
      await writer.run(sql`update organizations set path = ${path} where id = ${id}`);
      await writer.run(sql`
        insert into organization_versions (organization_id, id, valid_from, name_zh, parent_id, path, division_code, is_league_led, level, cause, recorded_at)
        values (${id}, ${writer.newId()}, '2020-01-01', ${name}, ${parent?.id ?? null}, ${path}, ${inputs.division_code ?? null},
          ${inputs.is_league_led ?? false}, ${inputs.level ?? null}, 'founded', ${this.now})`);
      return { id, path, name };
    });
  }

  /** A signed-in person with the given permissions at organisations, for them and below unless said. */
  async person(
    name: string,
    grants: readonly { permissions: readonly Permission[]; at: TestOrganization; below?: boolean }[] = [],
    inputs: { birth_date?: string; phone?: string } = {},
  ): Promise<TestPerson> {
    const id = newId(this.now);
    const token = newToken(id);
    await this.setUp(async (writer) => {
      const phone = inputs.phone;
      await writer.run(sql`
        insert into persons (id, name, birth_date, phone_encrypted, phone_index, created_at)
        values (${id}, ${name}, ${inputs.birth_date ?? '1990-05-04'}, ${phone === undefined ? null : writer.secrets.encrypt(phone)},
          ${phone === undefined ? null : writer.secrets.index('phone', phone)}, ${this.now})`);
      await writer.run(
        sql`insert into accounts (person_id, is_staff, created_at) values (${id}, ${grants.length > 0}, ${this.now})`,
      );
      await writer.run(sql`
        insert into sessions (token_hash, id, person_id, has_second_factor, created_at, last_seen_at, expires_at)
        values (${writer.secrets.tokenHash(token)}, ${writer.newId()}, ${id}, true, ${this.now}, ${this.now}, ${new Date('2100-01-01')})`);
      for (const grant of grants) {
        const role = writer.newId();
        await writer.run(
          sql`insert into roles (id, name_zh, name_en, permissions, created_at) values (${role}, '测试角色', 'test role', ${grant.permissions}, ${this.now})`,
        );
        await writer.run(sql`
          insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at)
          values (${writer.newId()}, ${id}, ${role}, ${grant.at.id}, ${grant.below ?? true}, '2020-01-01', ${this.now})`);
      }
    });
    return { id, name, token };
  }

  /** A device signed in for somebody who exists already, such as a sub-account of a phone and a name. */
  async signedIn(id: Id, name: string): Promise<TestPerson> {
    const token = newToken(id);
    await this.setUp((writer) =>
      writer.run(sql`
      insert into sessions (token_hash, id, person_id, has_second_factor, created_at, last_seen_at, expires_at)
      select ${writer.secrets.tokenHash(token)}, ${writer.newId()}, a.person_id, true, ${this.now}, ${this.now}, ${new Date('2100-01-01')} from accounts a where a.person_id = ${id}`),
    );
    return { id, name, token };
  }

  /** A registered adult volunteer, signed in, who accepted the built-in rights and duties. */
  async volunteer(
    name: string,
    at: TestOrganization,
    inputs: { birth_date?: string; phone?: string; is_pupil?: boolean } = {},
  ): Promise<TestPerson> {
    const person = await this.person(name, [], inputs);
    await this.setUp(async (writer) => {
      await writer.run(sql`
        insert into volunteers (id, number, organization_id, organization_path, source, is_pupil, registered_at)
        values (${person.id}, ${`T${person.id.replaceAll('-', '').slice(-14)}`}, ${at.id}, ${at.path}, 'self', ${inputs.is_pupil ?? false}, ${this.now})`);
      await writer.run(
        sql`insert into volunteer_numbers (number, volunteer_id) select number, id from volunteers where id = ${person.id}`,
      );
      await writer.run(sql`
        insert into consents (volunteer_id, id, kind, version, given_by, given_at)
        values (${person.id}, ${writer.newId()}, 'terms', ${builtInTerms.version}, ${person.id}, ${this.now})`);
    });
    return person;
  }
}

/**
 * `servers`: so many beside one another, with pools of their own, for what has to hold when several people ask at once.
 * `secrets` are given where processes of their own serve from the same database.
 */
export async function testApp(
  options: {
    now?: Date;
    log?: LogTarget;
    servers?: number;
    secrets?: Secrets;
    sign_in_rules?: SignInRules;
    scan?: Scan | undefined;
    store?: FileStore;
    /** As in production, where no code is shown on a page. */ production?: true;
  } = {},
): Promise<TestApp & { close(): Promise<void> }> {
  const database = await testDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'qingzhi-files-'));
  const reading = connectReadOnly(database, { max_connections: 8 });
  const clock = { now: options.now ?? new Date('2026-11-21T04:00:00Z') };
  const services: Services = {
    pool: database.pool,
    reader: new Reader(reading.pool),
    secrets: new SecretBox(options.secrets ?? newSecrets()),
    clock: () => clock.now,
    jobs,
    later,
    lifecycles,
    deadlines,
    store: options.store ?? directoryStore(directory),
    attachments: attachmentRules,
    questions,
    evidence,
    public_url: 'http://localhost:3000',
    development: options.production !== true,
    strict: true,
    sign_in_rules: options.sign_in_rules ?? signInRules({}),
    scan: options.scan,
  };
  const app = await buildApp(services, options.log === undefined ? {} : { log: options.log });
  await app.ready();
  const test = new TestApp(app, database, services, clock);
  const others: Database[] = [];
  for (let number = 2; number <= (options.servers ?? 1); number += 1) {
    const writing = connect(database.connection as Parameters<typeof connect>[0], { max_connections: 8 });
    const looking = connectReadOnly(writing, { max_connections: 4 });
    others.push(looking, writing);
    test.servers.push(await buildApp({ ...services, pool: writing.pool, reader: new Reader(looking.pool) }));
  }
  return Object.assign(test, {
    close: async () => {
      for (const server of test.servers) await server.close();
      for (const other of [...others, reading, database]) await other.close();
      rmSync(directory, { recursive: true, force: true });
    },
  });
}
