/**
 * The app opens without a signal: its files are kept, and the few reads a volunteer needs on the spot
 * (card, hours, own sign-ups) are kept as last seen. What is sent without a signal waits in outbox.ts.
 */
export {};
declare const self: ServiceWorkerGlobalScope;

const shell = 'shell-1';
const reads = 'reads-1';

/** Reads that must open on the spot. Others always ask the server. */
const keptReads = [/^\/api\/(me|my)(\/|$)/];

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/console')) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(cacheFirst(request));
  else if (request.mode === 'navigate') event.respondWith(pageOrShell(request));
  else if (keptReads.some((path) => path.test(url.pathname))) event.respondWith(networkFirst(request));
});

/** Signing out leaves nothing of the person on the phone. */
self.addEventListener('message', (event) => {
  if (event.data === 'forget') event.waitUntil(caches.delete(reads));
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(shell);
  const listed = await fetch('/assets.json');
  const assets: unknown = listed.ok ? await listed.json() : [];
  const names = Array.isArray(assets) ? assets.map((name) => `/${String(name)}`) : [];
  await cache.addAll(['/', '/manifest.webmanifest', '/mark.svg', ...names]);
}

/** Files carry their hash in the name: those the new list does not name are dropped. */
async function dropOld(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name !== shell && name !== reads) await caches.delete(name);
  }
}

async function cacheFirst(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(shell)).put(request, answer.clone());
  return answer;
}

async function pageOrShell(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(shell)).put('/', answer.clone());
    return answer;
  } catch {
    return (await caches.match('/')) ?? Response.error();
  }
}

async function networkFirst(request: Request): Promise<Response> {
  const cache = await caches.open(reads);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    if (answer.status === 401) await caches.delete(reads); // signed out elsewhere, or too long ago
    return answer;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
}
