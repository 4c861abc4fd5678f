/** Every table of the product, as the manifests of the nouns bring them (server/nouns.ts), asked in three ways. */
import type { Part } from '../domain/nouns.ts';
import { baseTables } from './db/base-tables.ts';
import type { Distributions, Privileges, Table, Tables } from './db/table.ts';
import { tablesOfParts } from './nouns.ts';

/** `base` is what no noun owns and all stand on: it comes before them. */
export type Owner = Part | 'base';

/** Functions of the database, which read and write for their owner. */
const functions: Readonly<Partial<Record<Owner, readonly string[]>>> = {
  base: ['new_id', 'paths_upwards'],
  ledger: ['ledger_post', 'ledger_hash', 'ledger_spans', 'ledger_totals_follow'],
  projects: ['sign_up_for_shift', 'sign_up_all', 'end_sign_up', 'promote_waiting'],
  records: ['records_stamp', 'records_stamp_all'],
};

const byOwner: readonly (readonly [Owner, Tables])[] = [['base', baseTables], ...tablesOfParts];
const tables: Tables = Object.assign({}, ...byOwner.map(([, own]) => own)) as Tables;

function each<Value>(of: (table: Table) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, of(table)]));
}

export const distribution: Distributions = each((table) => table.distribution);
export const privileges: Privileges = each((table) => table.privilege);

/** Which noun each table and function belongs to. */
export const ownerOf: ReadonlyMap<string, Owner> = new Map([
  ...byOwner.flatMap(([owner, own]) => Object.keys(own).map((name) => [name, owner] as const)),
  ...Object.entries(functions).flatMap(([owner, names]) => names.map((name) => [name, owner as Owner] as const)),
]);
