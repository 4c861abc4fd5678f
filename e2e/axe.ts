import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands: one line a violation, with the elements. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await source);
  const found = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: { run: (where: Document, options: object) => Promise<AxeResults> } };
    return (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations;
  }, rules);
  return found.map(
    (one) =>
      `${one.id} (${one.impact}): ${one.help}\n${one.nodes.map((node) => `  ${node.html.slice(0, 160)}\n  ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''}`).join('\n')}`,
  );
}
