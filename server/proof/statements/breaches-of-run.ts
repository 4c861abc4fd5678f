/** Every statement of a run, held to what a cluster takes. */
import type { PoolClient } from 'pg';
import type { Captured } from '../../testing/capture-statements.ts';
import { describer, readCatalogue } from './describe-statement.ts';
import { readStatement } from './read-statement.ts';
import { statementBreaches, type Breach, type Classes } from './statement-rules.ts';

export type PlacedBreach = Breach & {
  readonly file: string;
  readonly line: number;
  readonly tables: readonly string[];
};

/** On a connection that is thrown away afterwards: it holds the function that describes. */
export async function breachesOfRun(
  client: PoolClient,
  captured: readonly Captured[],
  classes: Classes,
): Promise<PlacedBreach[]> {
  const catalogue = await readCatalogue(client);
  const describe = await describer(client);
  const known = new Map<string, { breaches: Breach[]; tables: string[] }>();
  const found: PlacedBreach[] = [];
  for (const { text, file, line } of captured) {
    let one = known.get(text);
    if (one === undefined) {
      const tree = await describe(text).catch(() => undefined); // of a table that the statement's own test made
      const reading = tree === undefined ? undefined : readStatement(tree, catalogue);
      one = {
        breaches: reading === undefined ? [] : statementBreaches(reading, classes),
        tables: [...new Set(reading?.uses.map((use) => use.table))],
      };
      known.set(text, one);
    }
    const { breaches, tables } = one;
    found.push(...breaches.map((breach) => ({ ...breach, file, line, tables })));
  }
  return found;
}

/** By group of tables, then by place: how far the way still is. */
export function listOfBreaches(breaches: readonly PlacedBreach[]): string {
  const lines = [
    ...new Set(breaches.map(({ groups, file, line, sentence }) => `${groups}\t${file}:${line}\t${sentence}`)),
  ];
  const groups = [...new Set(breaches.map((breach) => breach.groups))].sort();
  return groups
    .map((group) => {
      const own = lines.filter((line) => line.startsWith(`${group}\t`)).map((line) => line.slice(group.length + 1));
      return [`${group} (${own.length})`, ...own.sort().map((line) => `  ${line.replace('\t', '  ')}`)].join('\n');
    })
    .join('\n');
}
