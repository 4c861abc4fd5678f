/** Gives each run a directory for its database server, and afterwards stops the server if a test has started one. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from './server/db/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testDataDirectory: string;
    /** Where each test file leaves the statements it sent (server/testing/capture-statements.ts). */
    statementsDirectory: string;
  }
}

export default function setup(project: TestProject): () => Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'qingzhi-test-'));
  project.provide('testDataDirectory', directory);
  project.provide('statementsDirectory', process.env['STATEMENTS_DIR'] ?? join(directory, 'statements'));
  return async () => {
    if (existsSync(join(directory, 'pg', 'postmaster.pid')))
      await (await startEmbedded({ data_dir: directory })).stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
