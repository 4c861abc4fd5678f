/**
 * What was done without a signal, kept on the device until the server has it. Each item carries the
 * request key it was made with: sent twice, it counts once. Sending starts when the signal returns, when
 * the page is looked at again, and at start, and is tried again while answers are missing; no background service is needed. An item waits for the person
 * who made it: on a shared device nobody else sends it.
 */
import { useSyncExternalStore } from 'react';
import { call, meNow, requestKey, send } from './client.ts';
import { ApiProblem, NoAnswer } from './problem.ts';

export type OutboxItem = {
  /** The request key, and the key of this item. */
  readonly key: string;
  readonly method: 'post' | 'put';
  /** The path of the contract, with its places: /api/shifts/{id}/check-ins */
  readonly path: string;
  readonly ask: { readonly path?: Readonly<Record<string, string>>; readonly body?: unknown };
  /** Who did it; only this person's session sends it. */
  readonly made_by?: string | undefined;
  /** What it was, for the person: 江边清洁，签到 */
  readonly words: string;
  readonly done_at: string;
  /** The server's sentence when it said no: kept until the person has read it. */
  readonly refused?: string;
};

const databaseName = 'qingzhi';
const storeName = 'outbox';
let kept: readonly OutboxItem[] = [];
const listeners = new Set<() => void>();

async function add(item: Omit<OutboxItem, 'key'> & { key?: string }): Promise<OutboxItem> {
  const kept = { ...item, key: item.key ?? requestKey() };
  await inStore('readwrite', (store) => store.put(kept));
  await recount();
  return kept;
}

/** Oldest first: a check-in is sent before its check-out. */
async function list(): Promise<readonly OutboxItem[]> {
  const items = await inStore<OutboxItem[]>('readonly', (store) => store.getAll());
  return items.sort((one, other) => one.done_at.localeCompare(other.done_at));
}

export async function remove(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
  await recount();
}

let flushing: Promise<void> | undefined;
let isAsked = false;

/**
 * Sends what waits, in order. Stops at the first missing answer; a refusal is kept with its sentence. Asked again while it
 * sends, it looks once more at the end: the signal may have come back just after an answer went missing.
 */
export function flush(): Promise<void> {
  isAsked = true;
  flushing ??= sendWhileAsked().finally(() => {
    flushing = undefined;
  });
  return flushing;
}

let failures = 0;
let again: ReturnType<typeof setTimeout> | undefined;

/** A device says "online" before its network carries anything, so a missing answer is asked for again, each time a little later. */
async function sendWhileAsked(): Promise<void> {
  let isThrough = true;
  while (isAsked) {
    isAsked = false;
    isThrough = await sendAll();
  }
  clearTimeout(again);
  failures = isThrough ? 0 : failures + 1;
  if (!isThrough && navigator.onLine)
    again = setTimeout(() => void flush().catch(() => undefined), Math.min(60, 2 ** failures) * 1000);
}

/** False when an answer is missing. */
async function sendAll(): Promise<boolean> {
  const items = (await list()).filter((item) => item.refused === undefined);
  const me = items.some((item) => item.made_by !== undefined) ? await meNow() : undefined;
  if (me === null) return false;
  for (const item of items) {
    if (item.made_by !== undefined && item.made_by !== me?.person?.id) continue;
    try {
      // Said again with each: between two requests another person may have signed in. The session alone says whose it is.
      await call(
        item.method,
        item.path,
        item.made_by === undefined ? item.ask : { ...item.ask, header: { 'made-by': item.made_by } },
        item.key,
      );
      await remove(item.key);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500 || error.status === 429) return false; // 429: too many at once, later it is taken
      if (error.code === 'core.other_person') continue; // waits for its maker
      if (error.status === 401) return true; // kept until the person has signed in again
      await inStore('readwrite', (store) => store.put({ ...item, refused: error.message }));
      await recount();
    }
  }
  return true;
}

export type Sent<T> =
  | { readonly answer: T }
  | { readonly kept: OutboxItem; readonly because: 'no_signal' | 'signed_out' };

/**
 * Sends a scan, or keeps it when no answer comes or the session has ended meanwhile: it goes out once the same person has signed in
 * again. What is sent later says that it was kept, so it is another body and gets another key. A refusal is thrown as ever.
 */
export async function sendOrQueue<T>(scan: {
  path: string;
  places?: Readonly<Record<string, string>>;
  body: Readonly<Record<string, unknown>> & { readonly scanned_at: string };
  words: string;
  made_by: string | undefined;
}): Promise<Sent<T>> {
  const ask = scan.places === undefined ? {} : { path: scan.places };
  try {
    return { answer: (await send('post', scan.path, { ...ask, body: scan.body }, requestKey())) as T };
  } catch (error) {
    const isSignedOut = error instanceof ApiProblem && error.status === 401;
    if (!(error instanceof NoAnswer) && !(isSignedOut && scan.made_by !== undefined)) throw error; // nobody's scan would be sent by whoever signs in next
    const kept = await add({
      method: 'post',
      path: scan.path,
      ask: { ...ask, body: { ...scan.body, offline: true } },
      words: scan.words,
      done_at: scan.body.scanned_at,
      made_by: scan.made_by,
    });
    return { kept, because: isSignedOut ? 'signed_out' : 'no_signal' };
  }
}

export function flushWhenPossible(): void {
  const go = () => void flush().catch(() => undefined);
  window.addEventListener('online', go);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') go();
  });
  void recount()
    .then(go)
    .catch(() => undefined);
}

/** All that is kept on this device, oldest first, whoever made it; pages show what is the person's own (session.ts). */
export function useWholeOutbox(): readonly OutboxItem[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept,
  );
}

async function recount(): Promise<void> {
  kept = await list();
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
