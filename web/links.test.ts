/** Every address that the product's own code leads to is a page of its surface: links, menus, messages and what the server hands out. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { noticeTable, type NoticeLink } from '../domain/notices.ts';
import { paths } from '../domain/paths.ts';
import { modules } from './console/modules.ts';
import { routes as consoleRoutes } from './console/routes.ts';
import { manifests as phoneManifests } from './phone/nouns.ts';
import { routes as phoneRoutes } from './phone/routes.ts';

type Surface = 'console' | 'phone';
const here = fileURLToPath(new URL('.', import.meta.url));
const patternsOf = { console: consoleRoutes.map((route) => route.path), phone: phoneRoutes.map((route) => route.path) };

function isPage(surface: Surface, address: string): boolean {
  const path = address.replace(/[?#].*$/, '');
  if (surface === 'phone' && path.startsWith('/console'))
    return isPage('console', path.slice('/console'.length) || '/');
  const given = path.split('/');
  return patternsOf[surface].some((pattern) => {
    const parts = pattern.split('/');
    return (
      parts.length === given.length &&
      parts.every((part, index) => part === given[index] || (part.startsWith(':') && given[index] !== ''))
    );
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? entry.name === 'gallery'
        ? []
        : sources(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')
        ? [join(folder, entry.name)]
        : [],
  );
}

/** `href="/x"`, `href={`/x/${id}`}`, `href: '/x'`, `go('/x')`, `navigate('/x')`; what is filled in stands as one piece, after a word it is a query. */
const links = /(?:href|back|to)(?:=|: )\{?["'`](\/[^"'`]*)["'`]|(?:go|navigate)\(["'`](\/[^"'`]*)["'`]/g;

/** The links of a text that lead nowhere. */
function deadLinks(surface: Surface, text: string): string[] {
  return [...text.matchAll(links)].flatMap((match) => {
    const address = (match[1] ?? match[2] ?? '')
      .replace(/([^/=])\$\{(?:[^{}]|\{[^{}]*\})*\}$/, '$1')
      .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '1')
      .replace(/\/\$\{.*$/, '/1')
      .replace(/\$\{.*$/, '');
    const after = text.slice(match.index, match.index + match[0].length + 60);
    const leavesDesk = surface === 'console' && /\boutside\b|\bdownload\b/.test(after);
    const known =
      address.startsWith('/api/') ||
      isPage(leavesDesk ? 'phone' : surface, address) ||
      (isPage('phone', address) && /<a [^>]*$/.test(text.slice(0, match.index)));
    return known ? [] : [match[0]];
  });
}

test.each(['console', 'phone'] as const)('every link written in the %s leads to a page', (surface) => {
  const files = sources(join(here, surface));
  const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  expect(texts.flatMap(({ text }) => [...text.matchAll(links)]).length).toBeGreaterThan(20);
  expect(
    texts.flatMap(({ file, text }) => deadLinks(surface, text).map((link) => `${file.slice(here.length)}: ${link}`)),
  ).toEqual([]);
});

test.each<[Surface, string, string[]]>([
  ['phone', '<Link href="/hour">', ['href="/hour"']],
  ['phone', '<Link href={`/hours/${id}/${other}`}>', ['href={`/hours/${id}/${other}`']],
  ['phone', '<Link href="/records">', ['href="/records"']],
  ['console', "navigate('/scan')", ["navigate('/scan'"]],
  ['console', '<Link href={`/records/${id}`}>', ['href={`/records/${id}`']],
  ['console', "{ href: '/certificate' }", ["href: '/certificate'"]],
  ['console', '<Link href={`/records/board/${id}`}><Link href="/hours">', []],
  ['phone', '<Link href={`/hours?child=${child}`}><a href="/console/">', []],
])('planted in the %s: %s', (surface, text, dead) => expect(deadLinks(surface, text)).toEqual(dead));

/** The kinds of message of which a page does not exist. */
function deadNotices(table: Readonly<Record<string, NoticeLink>>): string[] {
  return Object.entries(table).flatMap(([kind, { desk, phone }]) => {
    const pages = [desk, phone].filter((pattern) => pattern !== undefined);
    const known =
      pages.length > 0 &&
      pages.every((pattern) => isPage('phone', pattern.replace(':id', '1'))) &&
      (desk === undefined || desk.startsWith('/console/'));
    return known ? [] : [kind];
  });
}

test('the page of every kind of message is among the pages of its surface', () => {
  expect(deadNotices(noticeTable)).toEqual([]);
  expect(
    deadNotices({
      sound: { desk: '/console/records/proposals/:id', phone: '/hours/:id' },
      'a page of the desk on the phone': { phone: '/records/proposals/:id' },
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

test('every line of a menu opens a page', () => {
  const lines = phoneManifests.flatMap(({ links = [] }) => links.map(({ href }) => href));
  expect(modules.length).toBeGreaterThan(5);
  expect(lines.length).toBeGreaterThan(5);
  expect(modules.map(({ path }) => path).filter((path) => !isPage('console', path))).toEqual([]);
  expect(lines.filter((href) => !isPage('phone', href))).toEqual([]);
  expect(isPage('console', '/needs') || isPage('phone', '/needs')).toBe(false);
});

const handedOut = Object.entries(paths).map(([name, path]) => [name, (path as (one: string) => string)('1')] as const);

test.each(handedOut)('%s, which the server hands out, is a page: %s', (_, address) =>
  expect(isPage('phone', address)).toBe(true),
);

/** An address of a page behind the public one, written where it stands; `/api/` is no page. */
const writtenOut = (text: string): string[] =>
  [...text.matchAll(/(?:public_url|publicUrl)(?:\}|\s*\+\s*['"`])(\/(?!api\/)[^`'"]*)/g)].map(([, path]) => path ?? '');

test('the server writes no address of a page by itself', () => {
  const files = sources(join(here, '../server')).map((file) => [file, readFileSync(file, 'utf8')] as const);
  expect(files.flatMap(([file, text]) => writtenOut(text).map((path) => `${file}: ${path}`))).toEqual([]);
  expect(writtenOut('`${services.public_url}/opened/${id}`')).toEqual(['/opened/${id}']);
  expect(writtenOut("publicUrl + '/me/guardians'")).toEqual(['/me/guardians']);
  expect(writtenOut('`${publicUrl}/api/calendars/${id}`')).toEqual([]);
});
