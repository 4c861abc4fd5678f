/** The thread that opens other people's files: if one exhausts it, the thread dies and the server lives. */
import { parentPort, workerData } from 'node:worker_threads';
import { Problem } from '../../domain/problem.ts';
import { parseSheet, type ParseLimits } from './parse-sheet.ts';
import type { WorkerMessage } from './read-sheet.ts';

const rowsBetweenCounts = 2000;
/** Pieces that may lie unread on the other side; then this thread waits until one was taken. */
let free = 1;
let goOn: (() => void) | undefined;
parentPort?.on('message', () => {
  free += 1;
  goOn?.();
});

const { bytes, limits } = workerData as { bytes: Uint8Array; limits: ParseLimits };
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  let told = 0;
  const { about, pieces } = await parseSheet(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    limits,
    (count) => {
      if (count - told < rowsBetweenCounts && count > told) return;
      told = count;
      post({ kind: 'count', count });
    },
  );
  post({ kind: 'about', about });
  for await (const rows of pieces) {
    if (free === 0)
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    free -= 1;
    post({ kind: 'rows', rows });
  }
  post({ kind: 'end' });
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  post({ kind: 'problem', code: error.code, params: error.params });
}
