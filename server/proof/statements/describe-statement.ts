/** Asks the database how it understands a statement: its tree with every name resolved, and the types of its parameters. */
import type { PoolClient } from 'pg';
import { everyNode, parseTree, type TreeNode } from './node-tree.ts';

/** Tables and their columns by the numbers that the database's trees use. */
export type Catalogue = {
  readonly tables: ReadonlyMap<string, { readonly name: string; readonly columns: ReadonlyMap<number, string> }>;
  readonly equalities: ReadonlySet<string>;
};

export async function readCatalogue(client: PoolClient): Promise<Catalogue> {
  const { rows } = await client.query<{ id: string; name: string; columns: Record<string, string> }>(`
    select c.oid::text as id, c.relname as name, json_object_agg(a.attnum, a.attname) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by c.oid`);
  const equal = await client.query<{ id: string }>(`select oid::text as id from pg_operator where oprname = '='`);
  return {
    tables: new Map(
      rows.map(({ id, name, columns }) => [
        id,
        { name, columns: new Map(Object.entries(columns).map(([number, column]) => [Number(number), column])) },
      ]),
    ),
    equalities: new Set(equal.rows.map((row) => row.id)),
  };
}

/** Becomes the body of a function, which the database keeps as a tree; the function and its plan go again. */
const makeDescriber = `
  create function pg_temp.tree_of(statement text) returns text language plpgsql as $body$
  declare types text; tree text;
  begin
    execute 'prepare described as ' || statement;
    select array_to_string(parameter_types, ', ') into types from pg_prepared_statements where name = 'described';
    execute 'create function pg_temp.described(' || types || ') returns void language sql begin atomic ' || statement || '; end';
    select prosqlbody into tree from pg_proc where proname = 'described' and pronamespace = pg_my_temp_schema();
    execute 'drop function pg_temp.described(' || types || ')';
    execute 'deallocate described';
    return tree;
  end $body$`;

/** The tree of each statement that reads or writes rows (not: begin, set, create). The connection is the caller's own. */
export async function describer(client: PoolClient): Promise<(text: string) => Promise<TreeNode | undefined>> {
  await client.query(makeDescriber);
  return async (text) => {
    const statement = text.trim().replace(/;$/, '');
    if (!/^\(*\s*(select|insert|update|delete|with|merge)\b/i.test(statement)) return undefined;
    const { rows } = await client.query<{ tree: string }>('select pg_temp.tree_of($1) as tree', [statement]);
    for (const node of everyNode(parseTree(rows[0]?.tree ?? ''))) if (node.kind === 'QUERY') return node;
    return undefined;
  };
}
