/** One LISTEN connection a process, shared by all boards it serves; the signal comes from any process. */
import { EventEmitter, on } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import type { ServerEvent } from '../../http/send-answer.ts';

type Signal = { readonly shift_id: string; readonly attendance_id: string };
type Listener = { readonly emitter: EventEmitter; readonly client: PoolClient; watchers: number };
const listeners = new WeakMap<Pool, Promise<Listener>>();

const waiting = new WeakMap<Pool, Signal[]>();
const batchMs = 50;

/**
 * Tells the boards of all processes, after the commit. Batched for a moment, because PostgreSQL lets only one notifying
 * transaction commit at a time. What a dying process takes with it, the board reads again by itself within half a minute.
 */
export function tellBoards(pool: Pool, signal: Signal): void {
  const batched = waiting.get(pool);
  if (batched !== undefined) return void batched.push(signal);
  const fresh = [signal];
  waiting.set(pool, fresh);
  setTimeout(() => {
    waiting.delete(pool);
    pool
      .query("select pg_notify('attendance', told) from unnest($1::text[]) told", [
        fresh.map((each) => JSON.stringify(each)),
      ])
      .catch(() => undefined);
  }, batchMs).unref();
}

async function listen(pool: Pool): Promise<Listener> {
  const client = await pool.connect();
  const emitter = new EventEmitter().setMaxListeners(0);
  client.on('notification', (message) => {
    const signal = JSON.parse(message.payload ?? '{}') as Signal;
    emitter.emit(signal.shift_id, signal);
  });
  // A lost connection ends the streams; browsers ask again by themselves and a new one is opened.
  client.on('error', () => {
    listeners.delete(pool);
    emitter.emit('lost');
  });
  await client.query('listen attendance');
  return { emitter, client, watchers: 0 };
}

function listenerOf(pool: Pool): Promise<Listener> {
  let found = listeners.get(pool);
  if (found === undefined) {
    found = listen(pool).catch((error: unknown) => {
      listeners.delete(pool);
      throw error;
    });
    listeners.set(pool, found);
  }
  return found;
}

/** Ends when the browser goes away; the connection goes back once nobody watches. */
export async function watchShift(pool: Pool, shiftId: string, gone: AbortSignal): Promise<AsyncIterable<ServerEvent>> {
  const found = listenerOf(pool);
  const listener = await found;
  if (listeners.get(pool) !== found) return watchShift(pool, shiftId, gone); // the last watcher has just let it go
  listener.watchers += 1;
  const signals = on(listener.emitter, shiftId, { signal: gone, close: ['lost'] });
  return stream(pool, listener, signals);
}

async function* stream(
  pool: Pool,
  listener: Listener,
  signals: NodeJS.AsyncIterator<unknown[]>,
): AsyncIterable<ServerEvent> {
  try {
    yield { event: 'ready', data: {} };
    for await (const [signal] of signals) yield { event: 'attendance', data: signal as Signal };
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
  } finally {
    await letGo(pool, listener);
  }
}

async function letGo(pool: Pool, listener: Listener): Promise<void> {
  listener.watchers -= 1;
  if (listener.watchers > 0) return;
  listeners.delete(pool);
  await listener.client.query('unlisten attendance').catch(() => undefined);
  listener.client.removeAllListeners('notification');
  listener.client.removeAllListeners('error');
  listener.client.release();
}
