/**
 * Addresses of pages that the server hands out: in text messages, calendars, codes on sheets, open data. web/links.test.ts asks
 * whether each is a page; nobody writes such an address elsewhere.
 */
import type { Id } from './id.ts';

type Address = `/${string}`;

export const paths = {
  activity: (id: Id): Address => `/activities/${id}`,
  /** For everybody, also who has no account. */
  openActivity: (id: Id): Address => `/open/${id}`,
  verification: (code: string): Address => `/verify/${code}`,
  /** The token stays behind the sign that no browser sends on. */
  welcome: (token: string): Address => `/welcome#${token}`,
  objection: (token: string): Address => `/objection#${token}`,
  guardian: (): Address => '/me/guardian',
  merges: (): Address => '/me/merges',
  campaign: (id: Id): Address => `/register?campaign=${id}`,
} as const;
