/** What every job of the bench works with. */
import type { ClientConfig, Pool } from 'pg';
import type { SecretBox } from '../server/security/secret-box.ts';
import type { BuiltServer } from './built-server.ts';
import type { Load } from './load.ts';
import type { Figure } from './measure.ts';
import type { Seed } from './seed.ts';

export type Bench = {
  readonly data_dir: string;
  /** The server under test, started when first asked for. */
  server(): Promise<BuiltServer>;
  /** The postmaster's process id. */
  readonly database: number;
  readonly pool: Pool;
  readonly connection: ClientConfig;
  readonly secrets: SecretBox;
  readonly seeded: Seed;
  readonly load: Load;
  report(figure: Figure): void;
  say(line: string): void;
};

export type Job = { readonly name: string; readonly measures: string; run(bench: Bench): Promise<void> };
