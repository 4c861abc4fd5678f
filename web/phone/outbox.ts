/**
 * What was done without a signal, kept on the phone until the server has it. Each item carries the
 * request key it was made with: sent twice, it counts once. Sending starts when the signal returns, when
 * the page is looked at again, and at start; no background service is needed.
 */
import { useSyncExternalStore } from 'react';
import { call, requestKey } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';

export type OutboxItem = {
  /** The request key, and the key of this item. */
  readonly key: string;
  readonly method: 'post' | 'put';
  /** The path of the contract, with its places: /api/shifts/{id}/check-ins */
  readonly path: string;
  readonly ask: { readonly path?: Readonly<Record<string, string>>; readonly body?: unknown };
  /** What it was, for the person: 江边清洁，签到 */
  readonly words: string;
  readonly done_at: string;
  /** The server's sentence when it said no: kept until the person has read it. */
  readonly refused?: string;
};

const databaseName = 'qingzhi';
const storeName = 'outbox';
let waiting = 0;
const listeners = new Set<() => void>();

export async function add(item: Omit<OutboxItem, 'key'> & { key?: string }): Promise<OutboxItem> {
  const kept = { ...item, key: item.key ?? requestKey() };
  await inStore('readwrite', (store) => store.put(kept));
  await recount();
  return kept;
}

/** Oldest first: a check-in is sent before its check-out. */
export async function list(): Promise<readonly OutboxItem[]> {
  const items = await inStore<OutboxItem[]>('readonly', (store) => store.getAll());
  return items.sort((one, other) => one.done_at.localeCompare(other.done_at));
}

export async function remove(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
  await recount();
}

let flushing: Promise<void> | undefined;

/** Sends what waits, in order. Stops at the first missing answer; a refusal is kept with its sentence. */
export function flush(): Promise<void> {
  flushing ??= sendAll().finally(() => { flushing = undefined; });
  return flushing;
}

async function sendAll(): Promise<void> {
  for (const item of await list()) {
    if (item.refused !== undefined) continue;
    try {
      await call(item.method, item.path, item.ask, item.key);
      await remove(item.key);
    } catch (error) {
      // 401: kept until the person has signed in again
      if (!(error instanceof ApiProblem) || error.status === 401 || error.status >= 500) return;
      await inStore('readwrite', (store) => store.put({ ...item, refused: error.message }));
      await recount();
    }
  }
}

export function flushWhenPossible(): void {
  const go = () => void flush().catch(() => undefined);
  window.addEventListener('online', go);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') go(); });
  void recount().then(go).catch(() => undefined);
}

/** How many items wait to be sent; refused ones are counted on their own page. */
export function useWaiting(): number {
  return useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, () => waiting);
}

async function recount(): Promise<void> {
  waiting = (await list()).filter((item) => item.refused === undefined).length;
  for (const listener of listeners) listener();
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const request = act(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result as T);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}
