import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { AuditAction } from '../../domain/audit-actions.ts';
import { newId, type Id } from '../../domain/id.ts';
import type { NoticeKind, NoticeParams, NoticeSubject } from '../../domain/notices.ts';
import { problem } from '../../domain/problem.ts';
import type { Permission } from '../../domain/access.ts';
import type { Actor } from '../http/actor.ts';
import type { SecretBox } from '../security/secret-box.ts';
import { eventId } from './event-id.ts';
import { noticesTo, type Told } from './notices.ts';
import { Reader } from './reader.ts';
import { sql, type Sql } from './sql.ts';

export type AuditEvent = {
  readonly action: AuditAction;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly organization_path?: string | null;
  readonly permission?: Permission | null;
  readonly before?: object | null; // masked
  readonly after?: object | null; // masked
  readonly reason?: string | null;
};

/** What a write knows of its caller. */
export type WriteContext = {
  readonly now: Date;
  readonly actor: Actor | null;
  readonly request_id: string;
  readonly secrets: SecretBox;
  /** Absent where a repeated request is harmless by itself, such as a sign-in. */
  readonly request_key?: { readonly actor_key: string; readonly key: string; readonly body_hash: string } | undefined;
};

/** One transaction. Messages go out after commit. */
export class Writer extends Reader {
  readonly now: Date;
  readonly actor: Actor | null;
  readonly request_id: string;
  readonly secrets: SecretBox;
  readonly afterCommit: (() => void)[] = [];
  audited = 0;

  constructor(client: PoolClient, context: WriteContext) {
    super(client);
    this.now = context.now;
    this.actor = context.actor;
    this.request_id = context.request_id;
    this.secrets = context.secrets;
  }

  newId(): Id {
    return newId(this.now);
  }

  /** The signed-in caller; endpoints open to the public have none. */
  get caller(): Actor {
    if (this.actor === null) throw problem('core.signed_out');
    return this.actor;
  }

  async run(statement: Sql): Promise<void> {
    await this.all(statement);
  }

  async audit(event: AuditEvent): Promise<void> {
    this.audited += 1;
    const origin = {
      action: event.action,
      actor_person_id: this.actor?.person_id ?? null,
      request_id: this.request_id,
    };
    await this.run(sql`
      insert into audit_events (id, at, actor_person_id, permission, action, subject_type, subject_id, organization_path, before, after, reason, request_id)
      values (${eventId(this.secrets, this.now, origin)}, ${this.now}, ${origin.actor_person_id}, ${event.permission ?? null}, ${event.action},
        ${event.subject_type}, ${event.subject_id}, ${event.organization_path ?? null}, ${json(event.before)}, ${json(event.after)},
        ${event.reason ?? null}, ${this.request_id})`);
  }

  /** Enqueues a job in this transaction: it runs only if the write commits. */
  async enqueue(task: string, payload: object): Promise<void> {
    await this.run(sql`select graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json)`);
  }

  /** A message of a declared kind to however many, filled with exactly what it says, about `subject` where its page is of one. */
  async notify<K extends NoticeKind>(
    people: Id | readonly Id[],
    kind: K,
    params: NoticeParams<K>,
    ...[subject]: NoticeSubject<K>
  ): Promise<void> {
    const to = typeof people === 'string' ? [people] : people;
    if (to.length > 0) await this.run(noticesTo({ now: this.now, to, kind, params, subject } as Told<K>));
  }

  /** Tells every server process, on commit; used by live boards. The payload holds ids only. */
  async signal(channel: string, payload: object): Promise<void> {
    await this.run(sql`select pg_notify(${channel}, ${JSON.stringify(payload)})`);
  }
}

export function json(value: object | null | undefined): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

export function bodyHash(method: string, path: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method} ${path}\n`)
    .update(JSON.stringify(body ?? null))
    .digest('base64url');
}

const retriable = new Set(['40001', '40P01']); // serialisation failure, deadlock

/** Runs one write: one transaction, once per request key, audited or refused. */
export async function write<T>(pool: Pool, context: WriteContext, work: (writer: Writer) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const writer = new Writer(client, context);
      const earlier = await firstAnswer(writer, context);
      if (earlier !== undefined) {
        await client.query('rollback');
        return earlier.answer as T;
      }
      const answer = await work(writer);
      if (writer.audited === 0) throw new Error('a write left no audit event');
      await keepAnswer(writer, context, answer);
      await client.query('commit');
      for (const send of writer.afterCommit) send();
      return answer;
    } catch (error) {
      await client.query('rollback').catch((fault: Error) => {
        broken = fault;
      });
      const code = (error as { code?: string }).code ?? '';
      if (!retriable.has(code) || attempt === 4) throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** Zero row first, then lock: the insert waits for a running twin and then sees its answer. */
async function firstAnswer(writer: Writer, context: WriteContext): Promise<{ answer: unknown } | undefined> {
  const request = context.request_key;
  if (request === undefined) return undefined;
  const mine = await writer.maybe(sql`
    insert into request_keys (actor_key, request_key, body_hash, created_at)
    values (${request.actor_key}, ${request.key}, ${request.body_hash}, ${writer.now})
    on conflict do nothing returning request_key`);
  if (mine !== undefined) return undefined;
  const first = await writer.one<{ body_hash: string; answer: KeptAnswer | null }>(sql`
    select body_hash, answer from request_keys where actor_key = ${request.actor_key} and request_key = ${request.key}`);
  if (first.body_hash !== request.body_hash) throw problem('core.request_key_reused');
  return { answer: openAnswer(writer, first.answer) };
}

/** Sealed, because an answer may hold what only its caller may see. */
type KeptAnswer = { readonly encrypted: string } | { readonly body: unknown };

function openAnswer(writer: Writer, kept: KeptAnswer | null): unknown {
  if (kept === null) return undefined;
  return 'encrypted' in kept ? JSON.parse(writer.secrets.decrypt(Buffer.from(kept.encrypted, 'base64'))) : kept.body;
}

async function keepAnswer(writer: Writer, context: WriteContext, answer: unknown): Promise<void> {
  const request = context.request_key;
  if (request === undefined) return;
  await writer.run(sql`
    update request_keys set status = 200, answer = ${JSON.stringify({ encrypted: writer.secrets.encrypt(JSON.stringify(answer ?? null)).toString('base64') })}
    where actor_key = ${request.actor_key} and request_key = ${request.key}`);
}
