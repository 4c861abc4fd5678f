/** What a server that was killed left behind: its trace is removed only when it is surely gone. */
import { readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster-directory.ts';

/** It is not empty when the next server has started in it already. */
export function rmdirIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch (error) {
    if (!['ENOTEMPTY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

export type Trace = { readonly pid: number; readonly port: number };

/** What postmaster.pid says, when its process may still be a server. */
export function readTrace(cluster: Cluster): Trace | null {
  try {
    const lines = readFileSync(join(cluster.directory, 'postmaster.pid'), 'utf8').split('\n');
    const trace = { pid: Number(lines[0]), port: Number(lines[3]) };
    return trace.pid > 0 && trace.port > 0 && mayBeServer(trace.pid) ? trace : null;
  } catch {
    return null;
  }
}

/**
 * After kill -9 the number may belong to a zombie or to another program (small numbers return in a container).
 * PostgreSQL alone would then refuse to start for ever.
 */
function mayBeServer(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return name === 'postgres' && state !== 'Z';
  } catch {
    return false;
  }
}

export function removeStaleTrace(cluster: Cluster): void {
  const file = join(cluster.directory, 'postmaster.pid');
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  // A file of the last moments may be one that another start is writing just now.
  if (age > 2_000 && readTrace(cluster) === null) rmSync(file, { force: true });
}
