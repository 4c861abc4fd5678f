import pg, { type Pool, type PoolClient } from 'pg';
import { asParameter } from './array-parameter.ts';
import { compile, type Sql } from './sql.ts';

export type Row = object;

/** Reads only: its connections refuse every write, so a page cannot change anything. */
export class Reader {
  protected readonly client: Pool | PoolClient;

  constructor(client: Pool | PoolClient) {
    this.client = client;
  }

  /** Where no transaction holds one connection: questions of others may travel with these. */
  get pool(): Pool | undefined {
    return this.client instanceof pg.Pool ? this.client : undefined;
  }

  async all<T extends Row>(statement: Sql): Promise<T[]> {
    const result = await this.client.query<T & Record<string, unknown>>({ ...mutable(statement) });
    return result.rows;
  }

  /** The one row, or undefined. */
  async maybe<T extends Row>(statement: Sql): Promise<T | undefined> {
    return (await this.all<T>(statement))[0];
  }

  /** The one row; its absence is a fault of ours, so use `maybe` where it may be missing. */
  async one<T extends Row>(statement: Sql): Promise<T> {
    const row = await this.maybe<T>(statement);
    if (row === undefined) throw new Error('a row was expected');
    return row;
  }
}

function mutable(statement: Sql): { name: string; text: string; values: unknown[] } {
  const { name, text, values } = compile(statement);
  return { name, text, values: values.map(asParameter) };
}
