/** To the sign-in page and back to exactly here: with what the address asks, such as a campaign or a child. */
export function signInHref(): string {
  const here = location.pathname + location.search;
  return here === '/' || here.startsWith('/sign-in') || here.startsWith('/welcome')
    ? '/sign-in'
    : `/sign-in?next=${encodeURIComponent(here)}`;
}

/** Only places of our own are gone to. */
export function ownPlace(wanted: string | null): string | null {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : null;
}
