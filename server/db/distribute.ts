/** The distribution that the nouns say of their tables, as statements for Citus, and their carrying out where the server has it. */
import type { Pool } from 'pg';
import type { Distributions } from './table.ts';

export type Reference = { readonly from: string; readonly to: string };
type Step = { readonly table: string; readonly statement: string };

/**
 * A table comes after all that its foreign keys name: first what lies everywhere, then what is split. The first table of a
 * group founds it, the others lie beside that one; equal types of the column alone would bring all groups together.
 */
export function distributionSteps(classes: Distributions, references: readonly Reference[]): Step[] {
  const founders = new Map<string, string>();
  const everywhere = inOrder(
    Object.keys(classes).filter((table) => classes[table]?.kind === 'reference'),
    references,
  );
  const split = inOrder(
    Object.keys(classes).filter((table) => classes[table]?.kind === 'distributed'),
    references,
  );
  return [
    ...everywhere.map((table) => ({ table, statement: `select create_reference_table('${table}');` })),
    ...split.flatMap((table) => {
      const own = classes[table];
      if (own?.kind !== 'distributed') return [];
      const beside = own.group === 'alone' ? 'none' : (founders.get(own.group) ?? 'none');
      if (beside === 'none') founders.set(own.group, table);
      return [
        {
          table,
          statement: `select create_distributed_table('${table}', '${own.column}', colocate_with => '${beside}');`,
        },
      ];
    }),
  ];
}

function inOrder(tables: readonly string[], references: readonly Reference[]): string[] {
  const done: string[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter((table) =>
      references.every(({ from, to }) => from !== table || to === table || !left.includes(to)),
    );
    if (ready.length === 0) throw new Error(`foreign keys in a circle: ${left.join(', ')}`);
    done.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return done;
}

export async function foreignKeys(pool: Pick<Pool, 'query'>): Promise<Reference[]> {
  const { rows } = await pool.query<{ from: string; to: string }>(`
    select distinct conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`);
  return rows;
}

/** What is still to be done is done; null where the server has no Citus: then nothing changes. */
export async function distribute(pool: Pick<Pool, 'query'>, classes: Distributions): Promise<Step[] | null> {
  const steps = distributionSteps(classes, await foreignKeys(pool));
  const found = await pool.query("select 1 from pg_extension where extname = 'citus'");
  if (found.rows.length === 0) return null;
  const { rows } = await pool.query<{ table: string }>('select logicalrelid::text as "table" from pg_dist_partition');
  const placed = new Set(rows.map((row) => row.table));
  const left = steps.filter((step) => !placed.has(step.table));
  for (const { statement } of left) await pool.query(statement);
  return left;
}
