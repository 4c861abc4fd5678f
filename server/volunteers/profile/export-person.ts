/** Everything the platform holds about a person (PIPL art. 45): found through the catalogue, so that no later table is forgotten. */
import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { registrationsOf } from '../registrations.ts';
import { openPersonalFields } from '../personal-fields.ts';

export type PersonExport = {
  readonly exported_at: Date;
  readonly person: object;
  readonly tables: readonly {
    readonly table: string;
    readonly about: string;
    readonly rows: readonly Record<string, unknown>[];
  }[];
};

/** Columns that say whose row it is. Who acted on others' data is in the audit trail, which is asked for apart. */
export const owners = ['volunteer_id', 'owner_id', 'person_id', 'child_id', 'guardian_id', 'kept_id', 'duplicate_id'];
/** Secrets of the machinery, other people's rows that only mention the person, and what the registration says as well. */
export const leftOut = new Set([
  'identity_keys',
  'sign_in_codes',
  'request_keys',
  'demonstration_people',
  'minor_access_requests',
  'import_progress',
  'merged_registrations',
  'volunteer_numbers',
]);
const hiddenColumn = /_(encrypted|index|hash)$|^token/;

export async function exportPerson(reader: Reader, secrets: SecretBox, person: Id, now: Date): Promise<PersonExport> {
  const columns = await reader.all<{ table: string; column: string; about: string | null }>(sql`
    select c.table_name as table, c.column_name as column, obj_description(format('%I', c.table_name)::regclass, 'pg_class') as about
    from information_schema.columns c join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid' and (c.column_name = any(${owners}) or (c.table_name = 'volunteers' and c.column_name = 'id'))
    order by c.table_name, c.column_name`);
  const registrations = await registrationsOf(reader, person);
  const tables: { table: string; about: string; rows: Record<string, unknown>[] }[] = [];
  for (const table of [...new Set(columns.map((column) => column.table))].filter((name) => !leftOut.has(name))) {
    const own = columns.filter((column) => column.table === table);
    // names come from the catalogue, never from a request
    const isMine = sql.join(
      own.map((column) => sql`t.${sql.raw(column.column)} = any(${registrations}::uuid[])`),
      ' or ',
    );
    const rows = await reader.all<{ row: Record<string, unknown> }>(
      sql`select to_jsonb(t) as row from ${sql.raw(`"${table}"`)} t where ${isMine}`,
    );
    if (rows.length > 0) tables.push({ table, about: own[0]?.about ?? '', rows: rows.map(({ row }) => shown(row)) });
  }
  return { exported_at: now, person: await openPersonalFields(reader, secrets, person), tables };
}

function shown(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !hiddenColumn.test(column)));
}
