/** The operator's virus scanner: a command that reads the file from its input and says by its exit code what it found. */
import { spawn } from 'node:child_process';
import { problem, type Problem } from '../../domain/problem.ts';

export type Scan = (bytes: Buffer) => Promise<Problem | null>;

const timeoutMs = 60_000;

/** SCAN_COMMAND, such as "clamdscan --no-summary -": split at spaces, started without a shell. 0 is clean, 1 is found, all else could not scan. */
export function scanFromEnvironment(variables: NodeJS.ProcessEnv = process.env): Scan | undefined {
  const [program, ...words] = (variables['SCAN_COMMAND'] ?? '').split(/\s+/).filter((word) => word !== '');
  if (program === undefined) return undefined;
  return async (bytes) => {
    const code = await exitCode(program, words, bytes);
    if (code === 0) return null;
    return code === 1 ? problem('files.infected', {}, 'file') : problem('files.not_scanned', {}, 'file');
  };
}

/** Null where it did not start, was stopped or took too long. It gets the path to programs and nothing else of our settings. */
function exitCode(program: string, words: readonly string[], bytes: Buffer): Promise<number | null> {
  return new Promise((resolve) => {
    const scanner = spawn(program, words, {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env['PATH'] },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    scanner.once('error', () => {
      resolve(null);
    });
    scanner.once('close', (code) => {
      resolve(code);
    });
    scanner.stdin.on('error', () => undefined); // one that has seen enough closes its input
    scanner.stdin.end(bytes);
  });
}
