/**
 * What the service workers of both builds do: the pages open without a signal, their files are kept, and a few reads are kept as last
 * seen. What is sent without a signal waits in api/outbox.ts. Each build has caches of its own, told apart by its name.
 */
declare const self: ServiceWorkerGlobalScope;

type OfflineBuild = {
  readonly build: 'phone' | 'console';
  /** The page that opens at every address of the build, and where its files lie; both end in a slash. */
  readonly home: string;
  readonly files: readonly string[];
  /** Addresses that are another build's. */
  readonly notOurs?: (path: string) => boolean;
  /** Reads that must open on the spot. Others always ask the server. */
  readonly reads: readonly RegExp[];
  /** Whether they stay readable until midnight where a session ran out by itself: at a door the list is needed. Ended by somebody, they go. */
  readonly staysForTheDay?: boolean;
};

export function serveOffline({
  build,
  home,
  files,
  notOurs = () => false,
  reads,
  staysForTheDay = false,
}: OfflineBuild): void {
  const shellCache = `${build}-shell`;
  const readsCache = `${build}-reads`;

  self.addEventListener('install', (event) => event.waitUntil(cacheShell().then(() => self.skipWaiting())));
  self.addEventListener('activate', (event) => event.waitUntil(dropOld().then(() => self.clients.claim())));

  self.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== self.location.origin || notOurs(url.pathname)) return;
    if (url.pathname.startsWith(`${home}assets/`)) event.respondWith(cacheFirst(request));
    else if (request.mode === 'navigate') event.respondWith(pageOrShell(request));
    else if (request.cache !== 'no-store' && reads.some((path) => path.test(url.pathname)))
      event.respondWith(networkFirst(request));
  });

  /** Signing out leaves nothing of the person on the device, whichever build it was seen in. */
  self.addEventListener('message', (event) => {
    if (event.data === 'forget') event.waitUntil(forget());
  });

  async function listed(): Promise<string[]> {
    const answer = await fetch(`${home}assets.json`);
    const names: unknown = answer.ok ? await answer.json() : [];
    return Array.isArray(names) ? names.map((name) => `${home}${String(name)}`) : [];
  }

  async function cacheShell(): Promise<void> {
    const cache = await caches.open(shellCache);
    await cache.addAll([home, ...files, ...(await listed())]);
  }

  /** Files carry their hash in the name: those the new list does not name are dropped. */
  async function dropOld(): Promise<void> {
    const [cache, names] = [await caches.open(shellCache), await listed().catch(() => null)];
    if (names === null) return;
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith(`${home}assets/`) && !names.includes(pathname)) await cache.delete(request);
    }
  }

  async function forget(): Promise<void> {
    for (const name of await caches.keys()) if (name.endsWith('-reads')) await caches.delete(name);
  }

  async function cacheFirst(request: Request): Promise<Response> {
    const kept = await caches.match(request);
    if (kept) return kept;
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(shellCache)).put(request, answer.clone());
    return answer;
  }

  async function pageOrShell(request: Request): Promise<Response> {
    try {
      const answer = await fetch(request);
      if (answer.ok) await (await caches.open(shellCache)).put(home, answer.clone());
      return answer;
    } catch {
      return (await caches.match(home)) ?? Response.error();
    }
  }

  async function networkFirst(request: Request): Promise<Response> {
    const cache = await caches.open(readsCache);
    const answer = await fetch(request).catch(() => null);
    if (answer === null) return (await cache.match(request)) ?? Response.error();
    const ended = answer.headers.get('session-ended');
    if (ended === 'by_time' && staysForTheDay) {
      const kept = await cache.match(request);
      if (kept !== undefined && isOfToday(kept)) return kept;
    }
    if (ended !== null || answer.status === 401) await forget(); // signed out elsewhere, or too long ago
    else if (answer.ok) await cache.put(request, answer.clone());
    else if (answer.status === 403 || answer.status === 404) await cache.delete(request); // no longer this person's to see
    return answer;
  }
}

/** The business day (domain/time.ts); a classic worker is one file, so nothing is imported that pages share. */
const dayOf = (at: number): number => Math.floor((at + 8 * 3_600_000) / 86_400_000);

function isOfToday(kept: Response): boolean {
  const at = Date.parse(kept.headers.get('date') ?? '');
  return Number.isFinite(at) && dayOf(at) === dayOf(Date.now());
}
