import { serveOffline } from '../worker/serve-offline.ts';

/** What a volunteer needs on the spot: card, hours, own sign-ups. */
serveOffline({
  build: 'phone',
  home: '/',
  files: ['/manifest.webmanifest', '/mark.svg'],
  reads: [/^\/api\/(me|my)(\/|$)/],
  notOurs: (path) => path.startsWith('/console'),
});
