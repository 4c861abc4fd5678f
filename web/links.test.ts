/** Every address that the product's own code links to is a page of its surface. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { noticeTable, type NoticeLink } from '../domain/notices.ts';
import { routes as consoleRoutes } from './console/routes.ts';
import { routes as phoneRoutes } from './phone/routes.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const patternsOf = { console: consoleRoutes.map((route) => route.path), phone: phoneRoutes.map((route) => route.path) };

function isPage(surface: 'console' | 'phone', address: string): boolean {
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

test.each(['console', 'phone'] as const)('every link written in the %s leads to a page', (surface) => {
  const wrong = sources(join(here, surface)).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
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
      return known ? [] : [`${file.slice(here.length)}: ${match[0]}`];
    });
  });
  expect(wrong).toEqual([]);
});

test('the page of every kind of message is among the pages of its surface', () => {
  const wrong = Object.entries<NoticeLink>(noticeTable).filter(([, link]) => {
    const pages = [link.desk, link.phone].filter((pattern) => pattern !== undefined);
    return (
      pages.length === 0 ||
      !pages.every((pattern) => isPage('phone', pattern.replace(':id', '1'))) ||
      (link.desk !== undefined && !link.desk.startsWith('/console/'))
    );
  });
  expect(wrong).toEqual([]);
});
