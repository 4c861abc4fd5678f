/** Every captured statement with what the database and the compiler say of it. */
import type { PoolClient } from 'pg';
import type { Captured } from '../../testing/capture-statements.ts';
import type { CallSite, Sources } from './call-sites.ts';
import { columnsOf, type Column } from './columns-of.ts';
import { describer, readCatalogue } from './describe-statement.ts';
import { everyNode, textAt, type TreeNode } from './node-tree.ts';
import { nullableColumns } from './nullability.ts';
import { readStatement } from './read-statement.ts';
import { readColumnTypes, valueOf, type Value } from './column-types.ts';

export type Output = {
  readonly name: string;
  readonly type: string;
  readonly value: Value;
  readonly isNullable: boolean;
};
export type Understood = {
  readonly columns: readonly Output[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Functions of ours in the database. */
  readonly calls: readonly string[];
};
export type Judged = Understood & {
  readonly site: CallSite;
  readonly text: string;
  /** The file whose statement it is: that of the call, or who handed it to the call. */
  readonly file: string;
};
export type Judgement = { readonly judged: readonly Judged[]; readonly faults: readonly string[] };

/** They steer a transaction or the server, and have neither rows nor tables of ours. */
const steering = /^\s*(begin|commit|rollback|savepoint|release|set|listen|unlisten|copy|analyze|vacuum)\b/i;
/** They make and move the schema itself. */
const ofTheSchema = /^server\/db\/(migrate|sql-functions|embedded|restore|backup|apply-privileges)\.ts$/;

export type Understanding = (text: string) => Promise<Understood>;

/** Each text is asked of the database once. The connection is not used again for anything else. */
export async function understanding(client: PoolClient): Promise<Understanding> {
  const catalogue = await readCatalogue(client);
  const types = await readColumnTypes(client);
  const treeOf = await describer(client);
  const own = await client.query<{ id: string; name: string }>(
    "select oid::text as id, proname as name from pg_proc where pronamespace = 'public'::regnamespace",
  );
  const functions = new Map(own.rows.map(({ id, name }) => [id, name]));
  return async (text) => {
    const columns = await columnsOf(client, text);
    const tree = await treeOf(text);
    const uses = tree === undefined ? [] : readStatement(tree, catalogue).uses;
    const nullable = tree === undefined ? [] : nullableColumns(tree, types.nullable);
    const outputOf = ({ name, type }: Column, place: number): Output => ({
      name,
      type: types.types.get(type)?.name ?? String(type),
      value: valueOf(type, types),
      isNullable: nullable[place] === true,
    });
    return {
      columns: columns.map(outputOf),
      reads: sorted(uses.filter(({ writes }) => writes === undefined).map(({ table }) => table)),
      writes: sorted(uses.filter(({ writes }) => writes !== undefined).map(({ table }) => table)),
      calls: sorted(calledIn(tree).flatMap((id) => functions.get(id) ?? [])),
    };
  };
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
const calledIn = (tree: TreeNode | undefined): string[] =>
  [...everyNode(tree)].filter(({ kind }) => kind === 'FUNCEXPR').map((node) => textAt(node, 'funcid'));

export async function judge(
  captured: readonly Captured[],
  sources: Sources,
  understand: Understanding,
): Promise<Judgement> {
  const known = new Map<string, Understood | string>();
  const judged: Judged[] = [];
  const faults: string[] = [];
  for (const one of captured.filter(({ file, text }) => !steering.test(text) && !ofTheSchema.test(file))) {
    const site = sources.siteAt(one);
    if (site === undefined) {
      faults.push(`${one.file}:${one.line}:${one.column} asks the database, but no call stands there.`);
      continue;
    }
    const answer = known.get(one.text) ?? (await understand(one.text).catch((error: Error) => error.message));
    known.set(one.text, answer);
    if (typeof answer === 'string')
      faults.push(`${site.file}, ${site.name}: PostgreSQL says “${answer}” of ${one.text}`);
    else judged.push({ site, text: one.text, file: one.of ?? site.file, ...answer });
  }
  return { judged, faults };
}
