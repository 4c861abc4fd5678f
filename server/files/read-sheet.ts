/** The one way to read an uploaded sheet: sniffed, measured before it is opened, parsed in a thread with limits. */
import { Worker } from 'node:worker_threads';
import type { Sheet, SheetRow } from '../../domain/files/cells.ts';
import { problem, type ProblemCode, type ProblemParams } from '../../domain/problem.ts';
import { readZipDirectory, refuseBomb } from './zip-directory.ts';
import { sniff } from './sniff.ts';

export type WorkerMessage =
  | { kind: 'rows'; rows: readonly SheetRow[] }
  | { kind: 'count'; count: number }
  | { kind: 'end'; about: Omit<Sheet, 'rows'> }
  | { kind: 'problem'; code: ProblemCode; params: ProblemParams };

export type ReadLimits = { readonly max_rows?: number; readonly max_file_mb?: number; readonly max_heap_mb?: number; readonly max_seconds?: number; readonly onRows?: (count: number) => void };

const defaults = { max_rows: 100_000, max_file_mb: 20, max_heap_mb: 384, max_seconds: 60 };

export async function readSheet(bytes: Uint8Array, limits: ReadLimits = {}): Promise<Sheet> {
  const { max_rows: maxRows, max_file_mb: maxFileMb, max_heap_mb: maxHeapMb, max_seconds: maxSeconds } = { ...defaults, ...limits };
  if (bytes.byteLength > maxFileMb * 2 ** 20) throw problem('files.too_large', { size: Math.ceil(bytes.byteLength / 2 ** 20), limit: maxFileMb });
  if (sniff(bytes) === 'xlsx') refuseBomb(readZipDirectory(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)), bytes.byteLength);
  const worker = new Worker(new URL('./sheet-worker.mjs', import.meta.url), {
    workerData: { bytes, limits: { max_rows: maxRows } },
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    execArgv: [],
  });
  try {
    return await collect(worker, maxSeconds, limits.onRows);
  } finally {
    await worker.terminate();
  }
}

function collect(worker: Worker, maxSeconds: number, onRows?: (count: number) => void): Promise<Sheet> {
  return new Promise((resolve, reject) => {
    const rows: SheetRow[] = [];
    const timer = setTimeout(() => reject(problem('files.too_complex')), maxSeconds * 1000);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'rows') for (const row of message.rows) rows.push(row);
      else if (message.kind === 'count') onRows?.(message.count);
      else if (message.kind === 'end') settle(() => resolve({ ...message.about, rows }));
      else settle(() => reject(problem(message.code, message.params)));
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      settle(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? problem('files.too_complex') : error));
    });
    worker.on('exit', () => settle(() => reject(problem('files.damaged'))));
  });
}
