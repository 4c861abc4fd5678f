/**
 * What the functions of the database read, write and call. A body in PL/pgSQL is text to the database until it runs, so names are
 * found in the text, and one that the text merely speaks of counts as well. Only a name put together while running would not be
 * seen: no function of ours does that.
 */
import type { PoolClient } from 'pg';
import type { Owner } from '../../tables.ts';
import type { Said } from './noun-order.ts';

export type Body = Said & { readonly owner: Owner; readonly composes: boolean };
type Owners = ReadonlyMap<string, Owner>;

/** Of every schema that is not PostgreSQL's own or the worker's; a function that nobody owns stands before all nouns. */
export async function bodiesOf(client: Pick<PoolClient, 'query'>, owners: Owners): Promise<readonly Body[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select p.proname as name, pg_get_functiondef(p.oid) as definition
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prokind in ('f', 'p') and n.nspname !~ '^(pg_.*|information_schema|graphile_worker)$' order by p.proname, p.oid`);
  return rows.map(({ name, definition }) => readBody(name, definition, owners));
}

function readBody(name: string, definition: string, owners: Owners): Body {
  const text = definition.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replaceAll('"', '');
  const said = new Set([...text.matchAll(/\w+/g)].map(([word]) => word.toLowerCase()));
  const written = new Set([...text.matchAll(writing)].map(([, table = '']) => table.toLowerCase()));
  const named = [...owners.keys()].filter((one) => said.has(one) && one !== name);
  const isCalled = (one: string): boolean => !written.has(one) && new RegExp(`\\b${one}\\s*\\(`, 'i').test(text);
  return {
    file: `function ${name}`,
    owner: owners.get(name) ?? 'base',
    reads: named.filter((one) => !written.has(one) && !isCalled(one)),
    writes: named.filter((one) => written.has(one)),
    calls: named.filter(isCalled),
    composes: /\bexecute\b/i.test(text),
  };
}

const writing =
  /\b(?:insert\s+into|merge\s+into|update|delete\s+from|truncate(?:\s+table)?)\s+(?:only\s+)?(?:public\.)?(\w+)/gi;
