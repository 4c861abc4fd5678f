import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './files.ts';

/** Runs a tool of the packages; false when it found something, which it has then printed itself. */
export function passes(tool: string, cwd: string, ...args: string[]): boolean {
  return (
    spawnSync(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd, stdio: 'inherit' }).status === 0
  );
}
