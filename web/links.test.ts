/** Every address has its page, and every page its address: routes, menus, messages and what the server hands out take it from one place. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { PagePattern } from '../domain/address.ts';
import { noticeTable, type NoticeLink } from '../domain/notices.ts';
import { routes as consoleRoutes } from './console/routes.ts';
import { routes as phoneRoutes } from './phone/routes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const routed = [...consoleRoutes, ...phoneRoutes].map(({ page }) => page.pattern);

/** Every page that a `paths.ts` names. */
async function named(): Promise<string[]> {
  const books = readdirSync(join(root, 'domain'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^([^/\\]+[/\\])?paths\.ts$/.test(path),
  );
  const read = await Promise.all(books.map((path) => import(join(root, 'domain', path)) as Promise<object>));
  return read
    .flatMap((book) => Object.values(book) as unknown[])
    .flatMap((table) => (typeof table === 'object' ? Object.values(table as Record<string, PagePattern>) : []))
    .map(({ pattern }) => pattern);
}

const onlyWhileDeveloping = '/console/gallery';

test('an address without a page, and a page without an address, are seen', async () => {
  const addresses = await named();
  expect(addresses.length).toBeGreaterThan(70);
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(addresses.filter((pattern) => !routed.includes(pattern))).toEqual([onlyWhileDeveloping]);
  expect(routed.filter((pattern) => !addresses.includes(pattern))).toEqual([]);
});

/** The kinds of message of which a page does not exist, whatever the compiler was told. */
function deadNotices(table: Readonly<Record<string, NoticeLink>>): string[] {
  return Object.entries(table).flatMap(([kind, { desk, phone }]) => {
    const pages = [desk, phone].filter((address) => address !== undefined);
    const known =
      pages.length > 0 && pages.every(isRouted) && desk?.startsWith('/console/') !== false && !isDesk(phone);
    return known ? [] : [kind];
  });
}
const isDesk = (address: string | undefined): boolean => address?.startsWith('/console') === true;
/** `:id` stands for what the route calls by its name. */
const isRouted = (address: string): boolean =>
  routed.some((pattern) => pattern.replace(/:\w+/g, ':id') === address.replace(/\?.*/, ''));

test('the page of every kind of message is among the pages of its surface', () => {
  expect(deadNotices(noticeTable)).toEqual([]);
  expect(
    deadNotices({
      sound: { desk: '/console/records/proposals/:id', phone: '/hours/:id' },
      'a page of the desk on the phone': { phone: '/console/records/proposals/:id' },
      'no such page': { phone: '/hours/:id/history' },
      'one of two': { desk: '/console/proposals/:id', phone: '/hours/:id' },
      'the desk without its name': { desk: '/hours' },
      'no page at all': {},
    }),
  ).toEqual([
    'a page of the desk on the phone',
    'no such page',
    'one of two',
    'the desk without its name',
    'no page at all',
  ]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.'))
    .map((path) => join(folder, path));
}

/** An address of a page behind the public one, written where it stands; `/api/` is no page. */
const writtenOut = (text: string): string[] =>
  [...text.matchAll(/(?:public_url|publicUrl)(?:\}|\s*\+\s*['"`])(\/(?!api\/)[^`'"]*)/g)].map(([, path]) => path ?? '');

test('the server writes no address of a page by itself', () => {
  const files = sources(join(root, 'server')).map((file) => [file, readFileSync(file, 'utf8')] as const);
  expect(files.flatMap(([file, text]) => writtenOut(text).map((path) => `${file}: ${path}`))).toEqual([]);
  expect(writtenOut('`${services.public_url}/opened/${id}`')).toEqual(['/opened/${id}']);
  expect(writtenOut("publicUrl + '/me/guardians'")).toEqual(['/me/guardians']);
  expect(writtenOut('`${publicUrl}/api/calendars/${id}`')).toEqual([]);
});
