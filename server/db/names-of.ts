import type { Id } from '../../domain/id.ts';
import { batch, perPool } from './batch.ts';
import { byId } from './by-id.ts';
import { Reader } from './reader.ts';
import { sql } from './sql.ts';

export type Names = {
  /** Empty where nobody is named, or the name was erased. */
  readonly of: (id: Id | null | undefined) => string;
  readonly orNull: (id: Id | null | undefined) => string | null;
};

type Named = ReadonlyMap<Id, { readonly id: Id; readonly name: string | null }>;

const readNames = (reader: Reader, ids: readonly Id[]): Promise<Named> =>
  byId<{ id: Id; name: string | null }>(ids, (wanted) =>
    reader.all(sql`select id, name from persons where id = any(${wanted}::uuid[])`),
  );

/** What several lists of one moment ask travels together, so that on a rush a list does not pay for a statement of its own. */
const together = perPool((pool) =>
  batch<readonly Id[], Named>({
    send: async (questions) => {
      const names = await readNames(new Reader(pool), questions.flat());
      return questions.map(() => names);
    },
    at_once: 2,
  }),
);

/** Names of people for a list. What is kept of a person lies with that person, so no list joins it: a second statement asks by ids. */
export async function namesOf(reader: Reader, ids: readonly (Id | null | undefined)[]): Promise<Names> {
  const wanted = ids.filter((id) => id !== null && id !== undefined);
  const { pool } = reader;
  const names: Named =
    wanted.length === 0 ? new Map() : await (pool === undefined ? readNames(reader, wanted) : together(pool)(wanted));
  const orNull = (id: Id | null | undefined): string | null => names.get(id ?? '')?.name ?? null;
  return { of: (id) => orNull(id) ?? '', orNull };
}

type WithNames<R, C extends keyof R & string> = Omit<R, C> & { readonly [K in C as `${K}_name`]: string | null };

/** The rows with a name instead of each id: `recorded_by` becomes `recorded_by_name`. */
export async function withNames<R extends { readonly [K in C]: Id | null }, C extends keyof R & string>(
  reader: Reader,
  rows: readonly R[],
  columns: readonly C[],
): Promise<WithNames<R, C>[]> {
  const names = await namesOf(
    reader,
    rows.flatMap((row) => columns.map((column) => row[column])),
  );
  const own = new Set<string>(columns);
  return rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) =>
          own.has(column) ? [`${column}_name`, names.orNull(value as Id | null)] : [column, value],
        ),
      ) as WithNames<R, C>,
  );
}
