/** Every table of the product, as the manifests of the nouns bring them (server/nouns.ts), asked in four ways. */
import type { Part } from '../domain/nouns.ts';
import { baseTables } from './db/base-tables.ts';
import type { Distributions, EvidenceOfTables, Privileges, Table, Tables } from './db/table.ts';
import { readFunctions } from './db/sql-functions.ts';
import { tablesOfParts } from './nouns.ts';

/** `base` is what no noun owns and all stand on: it comes before them. */
export type Owner = Part | 'base';

const byOwner: readonly (readonly [Owner, Tables])[] = [['base', baseTables], ...tablesOfParts];
const tables: Tables = Object.assign({}, ...byOwner.map(([, own]) => own)) as Tables;

function each<Value>(of: (table: Table) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, of(table)]));
}

export const distribution: Distributions = each((table) => table.distribution);
export const privileges: Privileges = each((table) => table.privilege);
export const evidence: EvidenceOfTables = each((table) => table.evidence);

/** Which noun each table and function belongs to. */
export const ownerOf: ReadonlyMap<string, Owner> = new Map([
  ...byOwner.flatMap(([owner, own]) => Object.keys(own).map((name) => [name, owner] as const)),
  ...readFunctions().map(({ name, folder }) => [name, folder === 'db' ? 'base' : (folder as Owner)] as const),
]);
