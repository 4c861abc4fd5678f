/** The one way to a database: the server at DATABASE_URL, or the embedded one. Same driver, same types. */
import pg from 'pg';
import type { Connection } from './cluster-directory.ts';
import { startEmbedded } from './embedded.ts';

export type DatabaseOptions = {
  readonly database_url?: string | undefined;
  readonly data_dir: string;
  readonly log?: (line: string) => void;
  readonly max_connections?: number;
  /** How long a caller waits for a free connection. */
  readonly timeout_ms?: number;
};

export type Database = {
  readonly pool: pg.Pool;
  /** For those who need connections of their own, such as LISTEN and the job worker. */
  readonly connection: pg.ClientConfig;
  readonly embedded: boolean;
  close(): Promise<void>;
};

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.database_url) return connect({ connectionString: options.database_url }, options);
  const embedded = await startEmbedded({ data_dir: options.data_dir, ...(options.log ? { log: options.log } : {}) });
  return connect(embedded.connection, options, () => embedded.stop());
}

export function connect(
  target: Connection | { connectionString: string },
  options: Pick<DatabaseOptions, 'max_connections' | 'log' | 'timeout_ms'> = {},
  afterwards?: () => Promise<void>,
): Database {
  const connection: pg.ClientConfig = { ...target, types, application_name: 'qingzhi' };
  // Who waits ten seconds for a connection is told that the system is busy, instead of waiting for ever.
  const pool = new pg.Pool({
    ...connection,
    max: options.max_connections ?? 16,
    connectionTimeoutMillis: options.timeout_ms ?? 10_000,
  });
  // An idle connection that breaks must not end the process; the next query gets a new one.
  pool.on('error', (error) => options.log?.(`数据库连接断开 · A database connection broke: ${error.message}`));
  pool.on('connect', (client) => client.on('error', () => undefined)); // the query in flight is told by its own rejection
  let closing: Promise<void> | undefined;
  return {
    pool,
    connection,
    embedded: afterwards !== undefined,
    close: () => (closing ??= pool.end().then(() => afterwards?.())),
  };
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
