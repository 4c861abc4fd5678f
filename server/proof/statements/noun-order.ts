/** The order of nouns in SQL: nobody reads a later noun's table, and only the owner writes a table. */
import { parts } from '../../../domain/nouns.ts';
import { nounOf } from '../../../tools/import-rules.ts';
import type { Owner } from '../../tables.ts';

export type Said = {
  readonly file: string;
  /** Of a function of the database; a file has the noun of its path. */
  readonly owner?: Owner;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Functions of the database. */
  readonly calls: readonly string[];
};
export type Breach = { readonly file: string; readonly way: 'reads' | 'writes' | 'calls'; readonly table: string };

const placeOf = (owner: Owner): number => (owner === 'base' ? -1 : parts.indexOf(owner));

/**
 * A file of no noun stands beside all of them: it may read each table, and writes those of the base. What the base has is
 * written by its own fragments in everybody's statements (server/db/notices.ts); tools/notice-rules.ts reads that in the text.
 */
export function orderBreaches(said: readonly Said[], owners: ReadonlyMap<string, Owner>): Breach[] {
  const found = said.flatMap(({ file, owner: given, reads, writes, calls }) => {
    const noun = given ?? (nounOf(file) as Owner | null);
    const isLater = (table: string): boolean => {
      const owner = owners.get(table);
      return noun !== null && owner !== undefined && placeOf(owner) > placeOf(noun);
    };
    const isForeign = (table: string): boolean => ![undefined, 'base', noun].includes(owners.get(table));
    return [
      ...reads.filter(isLater).map((table) => ({ file, way: 'reads' as const, table })),
      ...calls.filter(isLater).map((table) => ({ file, way: 'calls' as const, table })),
      ...writes.filter(isForeign).map((table) => ({ file, way: 'writes' as const, table })),
    ];
  });
  return [...new Map(found.map((one) => [`${one.file} ${one.way} ${one.table}`, one])).values()];
}

export const sentenceOf = ({ file, way, table }: Breach, owners: ReadonlyMap<string, Owner>): string =>
  way === 'writes'
    ? `${file} writes ${table} of ${owners.get(table)}: call the owner’s function.`
    : `${file} ${way} ${table} of the later ${owners.get(table)}: let that noun offer it, or move the statement there.`;

/** In a file, or in a folder, in these ways, these tables: why, where it stays so. */
export type Allowed = {
  readonly file: string;
  readonly ways: readonly Breach['way'][];
  /** Empty where all are meant. */
  readonly tables: readonly string[];
  readonly why: string;
};

export const isAllowed = (breach: Breach, allowed: readonly Allowed[]): boolean =>
  allowed.some(
    ({ file, ways, tables }) =>
      ways.includes(breach.way) &&
      (file.endsWith('/') ? breach.file.startsWith(file) : breach.file === file) &&
      (tables.length === 0 || tables.includes(breach.table)),
  );
