/** Grants the application's role what the nouns say of their tables, and nothing else; and says where a role may do more. */
import type pg from 'pg';
import type { Privilege, Privileges } from './table.ts';

type Queries = Pick<pg.Pool | pg.PoolClient, 'query'>;

const lock = 7_261_004;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * By the owner, after migrations; takes back what the list does not give, so that a line made narrower counts too. A table
 * of an older schema, while a backup of then is restored, is passed over.
 */
export async function applyPrivileges(owner: pg.Pool, role: string, list: Privileges): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [lock]); // two starts at once
    await client.query(await statements(client, quoted(role), list));
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function statements(client: Queries, role: string, list: Privileges): Promise<string> {
  const { rows } = await client.query<{
    database: string;
    version: number;
    tables: string[];
    is_worker_there: boolean;
    is_own: boolean;
  }>(`
    select current_database() as database, current_setting('server_version_num')::int as version,
      array(select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')) as tables,
      to_regnamespace('graphile_worker') is not null as is_worker_there,
      (select pg_has_role(datdba, 'USAGE') from pg_database where datname = current_database()) as is_own`);
  const found = rows[0];
  if (found === undefined) throw new Error('The database does not say which tables it has');
  const database = quoted(found.database);
  return [
    // Nobody but the owner makes tables, not even passing ones, which would stand before the real ones of that name
    ...(found.is_own
      ? [
          `revoke create, temporary on database ${database} from public, ${role}`,
          `grant connect on database ${database} to ${role}`,
        ]
      : []),
    `revoke create on schema public from public, ${role}`,
    `grant usage on schema public to ${role}`,
    `revoke all on all tables in schema public from ${role}`,
    `grant select on all tables in schema public to ${role}`,
    `grant usage on all sequences in schema public to ${role}`,
    ...found.tables.flatMap((table) => grantsOf(table, role, list[table])),
    // So that an import of a whole county may bring the planner's numbers up to date
    ...(found.version >= 170_000
      ? ['persons', 'volunteers', 'memberships', 'identity_keys']
          .filter((table) => found.tables.includes(table))
          .map((table) => `grant maintain on ${table} to ${role}`)
      : []),
    ...(found.is_worker_there ? await workerStatements(client, role) : []),
  ].join(';\n');
}

function grantsOf(table: string, role: string, privilege: Privilege | undefined): string[] {
  if (privilege === undefined) return [];
  const { update } = privilege;
  const rights = [
    ...(privilege.insert ? ['insert'] : []),
    ...(update === 'all' ? ['update'] : update.length > 0 ? [`update (${update.map(quoted).join(', ')})`] : []),
    ...(privilege.delete ? ['delete'] : []),
  ];
  return rights.length === 0 ? [] : [`grant ${rights.join(', ')} on ${quoted(table)} to ${role}`];
}

/** The queue of jobs guards its rows by policies that let nobody in but the owner. */
async function workerStatements(client: Queries, role: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; is_open: boolean }>(
    `select c.relname as name, exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'application') as is_open
     from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity`,
  );
  return [
    `grant usage on schema graphile_worker to ${role}`,
    `grant select, insert, update, delete on all tables in schema graphile_worker to ${role}`,
    `revoke insert, update, delete on graphile_worker.migrations from ${role}`,
    `grant usage on all sequences in schema graphile_worker to ${role}`,
    `grant execute on all functions in schema graphile_worker to ${role}`,
    ...rows
      .filter((table) => !table.is_open)
      .map(
        (table) => `create policy application on graphile_worker.${quoted(table.name)} using (true) with check (true)`,
      ),
  ];
}

export type Separation = {
  readonly role: string;
  /** What this role may do beyond the list; empty where history is out of its reach. */
  readonly beyond: readonly string[];
};

/** Asked of the connection that serves: what counts is what the database would let it do, not what was configured. */
export async function readSeparation(application: Queries, list: Privileges): Promise<Separation> {
  const named = Object.entries(list).flatMap(([table, { update }]) =>
    update === 'all' ? [] : [{ table, columns: update }],
  );
  const { rows } = await application.query<{ role: string; beyond: string[] }>(
    `with history as (
       select c.oid, c.relname, h.columns from json_to_recordset($1::json) as h ("table" text, columns json)
         join pg_class c on c.relname = h."table" and c.relnamespace = 'public'::regnamespace),
     beyond as (
       select 'superuser' as says from pg_roles where rolname = current_user and rolsuper
       union all select 'create role' from pg_roles where rolname = current_user and rolcreaterole
       union all select 'member of ' || r.rolname from pg_roles r where exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace and c.relkind = 'r')
         and pg_has_role(current_user, r.oid, 'MEMBER')
       union all select 'create in the database' where has_database_privilege(current_database(), 'CREATE') or has_schema_privilege('public', 'CREATE')
       union all select 'update ' || h.relname || '.' || a.attname from history h join pg_attribute a on a.attrelid = h.oid and a.attnum > 0 and not a.attisdropped
         where has_column_privilege(h.oid, a.attnum, 'UPDATE') and not exists (select from json_array_elements_text(h.columns) one where one = a.attname)
       union all select 'delete from ' || h.relname from history h
         where has_table_privilege(h.oid, 'DELETE, TRUNCATE') and h.relname <> all ($2::text[]))
     select current_user::text as role, array(select says from beyond) as beyond`,
    [
      JSON.stringify(named),
      Object.entries(list)
        .filter(([, privilege]) => privilege.delete)
        .map(([table]) => table),
    ],
  );
  return { role: rows[0]?.role ?? '', beyond: rows[0]?.beyond ?? [] };
}

export function unseparated(role: string, beyond: readonly string[]): string {
  const first = beyond.slice(0, 3).join(', ');
  return `数据库用户 ${role} 能改动历史（${first}）。请另建应用用户：DATABASE_URL 填应用用户，DATABASE_OWNER_URL 填库的所有者。 · The database user ${role} can change history (${first}). Give the application a user of its own: DATABASE_URL for it, DATABASE_OWNER_URL for the owner.`;
}
