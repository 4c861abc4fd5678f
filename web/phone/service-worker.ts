import { keep } from '../worker/keep.ts';

/** What a volunteer needs on the spot: card, hours, own sign-ups. */
keep({
  build: 'phone',
  home: '/',
  files: ['/manifest.webmanifest', '/mark.svg'],
  reads: [/^\/api\/(me|my)(\/|$)/],
  notOurs: (path) => path.startsWith('/console'),
});
