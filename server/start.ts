import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { applyPrivileges, readSeparation, unseparated } from './db/apply-privileges.ts';
import { migrate, readMigrations } from './db/migrate.ts';
import { connectReadOnly, openDatabase, type Database } from './db/open.ts';
import { Reader } from './db/reader.ts';
import { breachedPasswords, metricsToken, isForOneMachine, signInRules, type Environment } from './env.ts';
import { moveBlobs } from './attachments/move-blobs.ts';
import { openStore } from './attachments/open-store.ts';
import { loadSecrets } from './security/secrets-file.ts';
import { fontFiles } from './pdf/font-files.ts';
import { seedRoles } from './accounts/roles/seed-roles.ts';
import { loadDivisions } from './organizations/tree/load-divisions.ts';
import { seedTrunk } from './organizations/tree/seed-divisions.ts';
import { scanFromEnvironment } from './files/scan-file.ts';
import { prepareJobs, startJobs } from './jobs.ts';
import { attachmentRules, deadlines, jobs, later, lifecycles, questions } from './nouns.ts';
import { fittingSecrets, keepFingerprints } from './security/keys-fit.ts';
import { usualLimits } from './http/limit-calls.ts';
import { SecretBox } from './security/secret-box.ts';
import type { Services } from './services.ts';
import { evidence, privileges } from './tables.ts';

export type RunningServer = {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly address: string;
  stop(): Promise<void>;
};
export type StartOptions = {
  readonly log: (line: string) => void;
  readonly web_dir?: string | undefined;
  /** What is added before it listens; the timetable of the jobs is then kept by whoever added it. */
  readonly extend?: (app: FastifyInstance, services: Services) => void;
};

export type OpenServices = { readonly services: Services; readonly database: Database; close(): Promise<void> };

/** Database, migrations and services, without listening: the demonstration builder and the tools use this too. */
export async function openServices(environment: Environment, log: (line: string) => void): Promise<OpenServices> {
  const database = await openDatabase({ ...environment, log });
  try {
    return await openOn(database, environment, log);
  } catch (error) {
    await database.close(); // or an embedded one would stay behind
    throw error;
  }
}

async function openOn(
  database: Database,
  environment: Environment,
  log: (line: string) => void,
): Promise<OpenServices> {
  const secrets = await fittingSecrets(database.owner, environment.data_dir); // before the first write
  await prepareDatabase(database, new SecretBox(secrets), log);
  await keepFingerprints(database.pool, secrets);
  const store = openStore(environment.data_dir);
  await moveBlobs({ pool: database.pool, store });
  await loadDivisions(database.pool);
  await seedTrunk({ pool: database.pool, secrets: new SecretBox(secrets) }, new Date());
  await seedRoles({ pool: database.pool, secrets: new SecretBox(secrets) }, new Date());
  const reading = connectReadOnly(database, { log });
  fontFiles(process.env['FONT_DIRECTORY']); // the pdfRenderer reads them later: what is wrong is said now
  const public_url = process.env['PUBLIC_URL'] ?? `http://localhost:${environment.port}`;
  const services: Services = {
    pool: database.pool,
    reader: new Reader(reading.pool),
    secrets: new SecretBox(secrets, () => loadSecrets(environment.data_dir)),
    clock: () => new Date(),
    jobs,
    later,
    lifecycles,
    deadlines,
    store,
    attachments: attachmentRules,
    questions,
    evidence,
    public_url,
    development:
      process.env['NODE_ENV'] !== 'production' &&
      (isForOneMachine(environment.host, public_url) || (await isDemonstration(database))),
    strict: false,
    call_limits: usualLimits,
    sign_in_rules: signInRules(),
    scan: scanFromEnvironment(),
    breached_passwords: breachedPasswords(),
    metrics_token: metricsToken(),
  };
  return {
    services,
    database,
    close: async () => {
      await reading.close();
      await database.close();
    },
  };
}

/** The owner makes the tables and gives the application what it may do with them; start and `verify` say when that is more. */
async function prepareDatabase(database: Database, secrets: SecretBox, log: (line: string) => void): Promise<void> {
  await migrate(database.owner, readMigrations(), { secrets });
  await prepareJobs(database.owner);
  if (database.owner !== database.pool) {
    const { rows } = await database.pool.query<{ role: string }>('select current_user::text as role');
    await applyPrivileges(database.owner, rows[0]?.role ?? '', privileges);
  }
  const { role, beyond } = await readSeparation(database.pool, privileges);
  if (beyond.length > 0) log(unseparated(role, beyond));
}

/** In a demonstration everybody is invented, and anybody may sign in as them anyway. */
async function isDemonstration({ pool }: Database): Promise<boolean> {
  return (await pool.query("select from settings where key = 'demonstration'")).rowCount === 1;
}

export async function startServer(environment: Environment, options: StartOptions): Promise<RunningServer> {
  return serve(await openServices(environment, options.log), environment, options);
}

/** What is open already begins to listen; stopping closes it too. */
export async function serve(
  opened: OpenServices,
  environment: Environment,
  options: StartOptions,
): Promise<RunningServer> {
  const services: Services = {
    ...opened.services,
    ...(options.web_dir === undefined ? {} : { web_dir: options.web_dir }),
  };
  const app = await buildApp(services, { log: true });
  options.extend?.(app, services);
  try {
    await app.listen({ port: environment.port, host: environment.host });
  } catch (error) {
    await app.close();
    await opened.close(); // or an embedded database would stay behind
    throw error;
  }
  const worker = await startJobs(services, { timed: options.extend === undefined });
  const port = (app.server.address() as { port: number }).port;
  return {
    app,
    services,
    address: `http://localhost:${port}`,
    stop: async () => {
      await app.close();
      await worker.stop();
      await opened.close();
    },
  };
}

/** Where `npm run build` puts the pages; without them the server offers its interfaces only. */
export function builtPages(): string | undefined {
  const directory = fileURLToPath(new URL('../dist/web', import.meta.url));
  return existsSync(directory) ? directory : undefined;
}
