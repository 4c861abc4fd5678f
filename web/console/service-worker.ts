import { serveOffline } from '../worker/serve-offline.ts';

/** What the organiser needs at the door: who it is, and the lists of the shifts of the day. The code itself is never kept: it is good for a minute. */
serveOffline({
  build: 'console',
  home: '/console/',
  files: ['/console/mark.svg'],
  staysForTheDay: true,
  reads: [/^\/api\/me$/, /^\/api\/boards$/, /^\/api\/shifts\/[^/]+\/board$/],
});
