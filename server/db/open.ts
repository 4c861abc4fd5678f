/** The one way to a database: the server at DATABASE_URL, or the embedded one. Same driver, same types. */
import pg from 'pg';
import type { Connection } from './cluster-directory.ts';
import { startEmbedded } from './embedded.ts';

export type DatabaseOptions = {
  readonly database_url?: string | undefined;
  /** Of the role that migrates; absent where one role does everything. */
  readonly database_owner_url?: string | undefined;
  readonly data_dir: string;
  readonly log?: (line: string) => void;
  readonly max_connections?: number;
  /** How long a caller waits for a free connection. */
  readonly timeout_ms?: number;
};

export type Database = {
  /** As the application: adds to history and never changes it (privileges.ts). */
  readonly pool: pg.Pool;
  /** As the owner: for migrations and operators' commands. Where there is one role only, the same pool. */
  readonly owner: pg.Pool;
  /** For those who need connections of their own, such as LISTEN and the job worker. */
  readonly connection: pg.ClientConfig;
  readonly owner_connection: pg.ClientConfig;
  readonly embedded: boolean;
  close(): Promise<void>;
};

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.database_url) {
    const owner = options.database_owner_url;
    return connect(
      { connectionString: options.database_url },
      options,
      owner === undefined ? {} : { owner: { connectionString: owner } },
    );
  }
  const embedded = await startEmbedded({ data_dir: options.data_dir, ...(options.log ? { log: options.log } : {}) });
  return connect(embedded.application, options, { owner: embedded.connection, afterwards: () => embedded.stop() });
}

type Target = Connection | { connectionString: string };

export function connect(
  target: Target,
  options: Pick<DatabaseOptions, 'max_connections' | 'log' | 'timeout_ms'> = {},
  { owner: ownerTarget, afterwards }: { owner?: Target; afterwards?: () => Promise<void> } = {},
): Database {
  const connection: pg.ClientConfig = { ...target, types, application_name: 'qingzhi' };
  const pool = makePool(connection, { max: options.max_connections ?? 16 }, options);
  // Needed at the start only; then none of its connections stays open.
  const owner_connection = { ...connection, ...ownerTarget };
  const owner =
    ownerTarget === undefined
      ? pool
      : makePool(owner_connection, { max: 4, idleTimeoutMillis: 500, allowExitOnIdle: true }, options);
  let closing: Promise<void> | undefined;
  return {
    pool,
    owner,
    connection,
    owner_connection,
    embedded: afterwards !== undefined,
    close: () =>
      (closing ??= Promise.all(owner === pool ? [pool.end()] : [pool.end(), owner.end()]).then(() => afterwards?.())),
  };
}

function makePool(
  connection: pg.ClientConfig,
  size: pg.PoolConfig,
  { log, timeout_ms }: Pick<DatabaseOptions, 'log' | 'timeout_ms'>,
): pg.Pool {
  // Who waits ten seconds for a connection is told that the system is busy, instead of waiting for ever.
  const pool = new pg.Pool({ ...connection, ...size, connectionTimeoutMillis: timeout_ms ?? 10_000 });
  // An idle connection that breaks must not end the process; the next query gets a new one.
  pool.on('error', (error) => log?.(`数据库连接断开 · A database connection broke: ${error.message}`));
  pool.on('connect', (client) => client.on('error', () => undefined)); // the query in flight is told by its own rejection
  return pool;
}

const oid = { int8: 20, date: 1082, int8Array: 1016, dateArray: 1182, textArray: 1009 };

/** A business date is a day, not an instant, so it stays text; our counts stay far below 2^53. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(id, 'binary');
    if (id === oid.int8) return Number;
    if (id === oid.date) return String;
    const textArray = pg.types.getTypeParser(oid.textArray, 'text') as (text: string) => string[];
    if (id === oid.dateArray) return textArray;
    if (id === oid.int8Array) return (text: string) => textArray(text).map(Number);
    return pg.types.getTypeParser(id, 'text');
  }) as typeof pg.types.getTypeParser,
};

/** A second pool whose sessions refuse every write: what readers get. */
export function connectReadOnly(
  database: Database,
  options: Pick<DatabaseOptions, 'max_connections' | 'log'> = {},
): Database {
  const target = { ...database.connection, options: '-c default_transaction_read_only=on' };
  return connect(target as Connection, options);
}
