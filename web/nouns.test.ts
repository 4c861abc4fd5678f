import { expect, test } from 'vitest';
import type { PagePattern } from '../domain/address.ts';
import { modules } from './console/modules.ts';
import { routes as consoleRoutes } from './console/routes.ts';
import { meLinks } from './phone/me/links.ts';
import { routes as phoneRoutes } from './phone/routes.ts';

const pathsOf = (routes: readonly { readonly page: PagePattern }[]): string[] => routes.map(({ page }) => page.pattern);

test('the modules stand in the order of the work', () => {
  expect(pathsOf(modules)).toEqual([
    '/console/county-overview',
    '/console/organizations',
    '/console/volunteers',
    '/console/projects',
    '/console/records',
    '/console/hours',
    '/console/certificates',
    '/console/rules',
    '/console/roles',
    '/console/audit',
    '/console/jobs',
  ]);
});

test('every page of the console lies under a module of the bar, and every module has its page', () => {
  const alone = ['/console/', '/console/messages', '/console/messages/choices']; // the head of the desk leads there
  const under = pathsOf(consoleRoutes).filter(
    (path) => !modules.some((module) => path === module.page.pattern || path.startsWith(`${module.page.pattern}/`)),
  );
  expect(under).toEqual(alone);
  expect(pathsOf(modules).filter((path) => !pathsOf(consoleRoutes).includes(path))).toEqual([]);
});

test('我的 stands in its order, and every line of it leads to a page', () => {
  const addresses = meLinks.map(({ href }) => href);
  expect(addresses).toEqual([
    '/inbox',
    '/card',
    '/sign-ups',
    '/invitations',
    '/certificates',
    '/me/profile',
    '/me/terms',
    '/me/guardian',
    '/me/rights',
    '/me/merges',
    '/me/privacy',
    '/me/phone',
    '/me/security',
  ]);
  expect(addresses.filter((address) => !pathsOf(phoneRoutes).includes(address))).toEqual([]);
});

test.each([
  ['console', consoleRoutes],
  ['phone', phoneRoutes],
] as const)('no two pages of the %s have one address', (_, routes) => {
  expect(new Set(pathsOf(routes)).size).toBe(routes.length);
});
