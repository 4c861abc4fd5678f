/** One database server for all journeys of a run; each journey has a database of its own on it (world.ts). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutSafety } from '../server/testing/test-copies.ts';
import { startEmbedded } from '../server/db/embedded.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'qingzhi-journeys-'));
  process.env['JOURNEYS_DIRECTORY'] = directory; // the workers read it
  const server = await startEmbedded({ data_dir: directory, settings: withoutSafety });
  return async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
