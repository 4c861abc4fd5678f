import type { Page, Request } from '@playwright/test';
import { violations } from './axe.ts';

export type Surface = { readonly base: string; readonly patterns: readonly string[] };
export type Finding = { readonly path: string; readonly troubles: readonly string[] };

/**
 * Visits every page of a surface that the signed-in person can reach: fixed addresses first, then for each
 * address with a place in it the first link that fits, found on the pages before. Says what is wrong where.
 */
export async function walk(
  page: Page,
  { base, patterns }: Surface,
): Promise<{ findings: Finding[]; unreached: string[] }> {
  const errors: string[] = [];
  const asked = watchRequests(page);
  page.on('pageerror', (error) => errors.push(`script error: ${error.message}`));
  const findings: Finding[] = [];
  const links = new Set<string>();
  const waiting = patterns.filter((pattern) => pattern.includes(':'));
  const queue = patterns.filter((pattern) => !pattern.includes(':'));
  const seen = new Set<string>();
  for (
    let path = queue.shift() ?? doorTo(waiting, links, seen);
    path !== undefined;
    path = queue.shift() ?? doorTo(waiting, links, seen)
  ) {
    seen.add(path);
    errors.length = 0;
    asked.clear();
    await page.goto(base + path);
    await page.getByRole('main').waitFor();
    await settled(page, asked).catch(() => errors.push('still loading after a minute'));
    for (const link of await linksOf(page, base)) links.add(link);
    const troubles = [...errors, ...(await troublesOf(page)), ...(await fromTopToBottom(page, () => violations(page)))];
    if (troubles.length > 0) findings.push({ path, troubles });
    for (const pattern of waiting.slice()) {
      const fits = [...links].find((link) => matches(pattern, link));
      if (fits === undefined) continue;
      waiting.splice(waiting.indexOf(pattern), 1);
      queue.push(fits);
    }
  }
  return { findings, unreached: waiting };
}

/**
 * Goes from home by links alone, as a person clicks, and takes the pages reached from those missing: of each pattern a few,
 * as not every row has a further door. What stands behind the account's button is looked at once.
 */
export async function reachByLinks(
  page: Page,
  home: string,
  patterns: readonly string[],
  missing: Set<string>,
): Promise<void> {
  const asked = watchRequests(page);
  const visits = new Map<string, number>();
  const seen = new Set<string>([home]);
  const queue = [home];
  for (let address = queue.shift(); address !== undefined && missing.size > 0; address = queue.shift()) {
    const pattern = patternOf(patterns, address);
    if (pattern === undefined || (visits.get(pattern) ?? 0) >= (pattern.includes(':') ? fewDoors : 2)) continue;
    visits.set(pattern, (visits.get(pattern) ?? 0) + 1);
    missing.delete(pattern);
    asked.clear();
    await page.goto(address);
    await page.getByRole('main').waitFor();
    await settled(page, asked);
    const account = page.getByRole('button', { name: '我的账号' });
    if (address === home && (await account.count()) > 0) await account.click();
    const links = await page.locator('a[href]:not([download])').evaluateAll((anchors) =>
      anchors
        .map((anchor) => anchor as HTMLAnchorElement)
        .filter((anchor) => anchor.origin === location.origin)
        .map((anchor) => anchor.pathname + anchor.search),
    );
    for (const link of links) {
      if (seen.has(link)) continue;
      seen.add(link);
      queue.push(link);
    }
  }
}

/** The first in the order of the routes, as the page itself decides. */
function patternOf(patterns: readonly string[], address: string): string | undefined {
  const given = address
    .replace(/[?#].*$/, '')
    .replace(/^(\/console)\/$/, '$1')
    .split('/');
  return patterns.find((pattern) => {
    const parts = pattern.replace(/^(\/console)\/$/, '$1').split('/');
    return (
      parts.length === given.length &&
      parts.every((part, index) => part === given[index] || (part.startsWith(':') && given[index] !== ''))
    );
  });
}

/** What the page is asking for now, but for streams, which never end. */
function watchRequests(page: Page): Set<Request> {
  const asked = new Set<Request>();
  page.on('request', (request) => {
    if (['fetch', 'xhr', 'script'].includes(request.resourceType())) asked.add(request);
  });
  const over = (request: Request): void => {
    asked.delete(request);
  };
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  return asked;
}

/** Nothing is asked for or drawn any more: an answer may lead to the next question, as the tree does that chooses an organisation. */
async function settled(page: Page, asked: ReadonlySet<Request>): Promise<void> {
  for (let [quiet, deadline] = [0, Date.now() + 60_000]; quiet < 2;) {
    if (Date.now() > deadline) throw new Error('still loading');
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestIdleCallback(() => resolve(), { timeout: 1000 });
        }),
    );
    quiet = asked.size === 0 && (await page.locator('.loading').count()) === 0 ? quiet + 1 : 0;
    if (quiet === 0) await page.waitForTimeout(50);
  }
}

const fewDoors = 6;

/** Another page of the kind from which an unreached one is linked: not every activity has a roster, the next one may. */
function doorTo(waiting: readonly string[], links: ReadonlySet<string>, seen: ReadonlySet<string>): string | undefined {
  for (const pattern of waiting) {
    const above = pattern.slice(0, pattern.lastIndexOf('/'));
    if (!above.includes(':')) continue;
    const doors = [...links].filter((link) => matches(above, link));
    if (doors.filter((door) => seen.has(door)).length < fewDoors) {
      const next = doors.find((door) => !seen.has(door));
      if (next !== undefined) return next;
    }
  }
  return undefined;
}

/** As tall as the page: what a fixed bar covers at one moment comes out by scrolling and is no fault. */
async function fromTopToBottom<T>(page: Page, look: () => Promise<T>): Promise<T> {
  const size = page.viewportSize();
  if (size === null) return look();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
  try {
    return await look();
  } finally {
    await page.setViewportSize(size);
  }
}

async function linksOf(page: Page, base: string): Promise<string[]> {
  const found = await page
    .locator('a[href]')
    .evaluateAll((anchors) => anchors.map((anchor) => (anchor as HTMLAnchorElement).pathname));
  return found.filter((path) => path.startsWith(`${base}/`)).map((path) => path.slice(base.length));
}

/** A place in an address is an id or anything with a digit: not `new`. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, index) => (part.startsWith(':') ? /\d/.test(given[index] ?? '') : part === given[index]))
  );
}

/** House rules of a screen that axe does not know. */
async function troublesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const troubles: string[] = [];
    const shown = (element: Element) => element.getClientRects().length > 0;
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 1) troubles.push(`the page is ${wide} px wider than the screen`);
    const red = [...document.querySelectorAll('.btn-do')].filter(shown);
    if (red.length > 1)
      troubles.push(`${red.length} red buttons: ${red.map((button) => button.textContent).join(' | ')}`);
    if (document.title === '' || document.title === '青志') troubles.push('the page has no title of its own');
    const small = [...document.querySelectorAll('.phone a, .phone button, .phone input, .phone select')]
      .filter(shown)
      .filter(
        (target) =>
          !target.closest('p, dd, label, .unseen, .choice') &&
          !target.classList.contains('skip') &&
          target.getBoundingClientRect().height < 24,
      );
    for (const target of small.slice(0, 3)) troubles.push(`a target under 24 px: ${target.outerHTML.slice(0, 90)}`);
    return troubles;
  });
}
