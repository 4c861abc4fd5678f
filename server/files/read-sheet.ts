/** The one way to read an uploaded sheet: sniffed, measured before it is opened, parsed in a thread with limits. */
import { Worker } from 'node:worker_threads';
import type { Sheet, SheetRow } from '../../domain/files/cells.ts';
import type { HeaderWanted } from '../../domain/files/header.ts';
import { problem, type ProblemCode, type ProblemParams } from '../../domain/problem.ts';
import type { SheetAbout } from './parse-sheet.ts';
import { readZipDirectory, refuseBomb } from './zip-directory.ts';
import { sniff } from './sniff.ts';

export type WorkerMessage =
  | { kind: 'count'; count: number }
  | { kind: 'about'; about: SheetAbout }
  | { kind: 'rows'; rows: readonly SheetRow[] }
  | { kind: 'end' }
  | { kind: 'problem'; code: ProblemCode; params: ProblemParams };

export type ReadLimits = {
  readonly max_rows?: number;
  readonly max_file_mb?: number;
  readonly max_heap_mb?: number;
  readonly max_seconds?: number;
  readonly onRows?: (count: number) => void;
};
/** Which sheet of several: the one with this header, or the one of this name. */
export type SheetChoice = {
  readonly wanted?: HeaderWanted<string> | undefined;
  readonly sheet_name?: string | undefined;
};
/** Rows come while they are taken: the thread reads two pieces ahead and then waits. */
export type SheetInPieces = SheetAbout & { readonly pieces: AsyncIterable<readonly SheetRow[]> };

const defaults = { max_rows: 100_000, max_file_mb: 20, max_heap_mb: 384, max_seconds: 60 };
const mostCharacters = 32 * 2 ** 20; // of a sheet that is held as a whole
const youngHeapMb = 6; // the thread's rows are short-lived: more room would only be swept later

export type WholeSheet = Sheet & Pick<SheetAbout, 'others'>;

/** The whole sheet, for lists that fit in memory. */
export function readSheet(bytes: Uint8Array, limits: ReadLimits & SheetChoice = {}): Promise<WholeSheet> {
  return withSheet(bytes, limits, async ({ pieces, rows_expected: _, ...about }) => {
    const rows: SheetRow[] = [];
    let characters = 0;
    for await (const piece of pieces) {
      for (const row of piece) {
        rows.push(row);
        for (const cell of row.cells) characters += typeof cell === 'string' ? cell.length : 1;
      }
      if (characters > mostCharacters) throw problem('files.too_complex');
    }
    return { ...about, rows };
  });
}

/** The thread lives as long as `work`. A fault of the file, such as too many rows, may come with any piece. */
export async function withSheet<T>(
  bytes: Uint8Array,
  limits: ReadLimits & SheetChoice,
  work: (sheet: SheetInPieces) => Promise<T>,
): Promise<T> {
  const {
    max_rows: maxRows,
    max_file_mb: maxFileMb,
    max_heap_mb: maxHeapMb,
    max_seconds: maxSeconds,
  } = { ...defaults, ...limits };
  if (bytes.byteLength > maxFileMb * 2 ** 20)
    throw problem('files.too_large', { size: Math.ceil(bytes.byteLength / 2 ** 20), limit: maxFileMb });
  if (sniff(bytes) === 'zip')
    refuseBomb(readZipDirectory(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)), bytes.byteLength);
  const worker = new Worker(new URL('./sheet-worker.mjs', import.meta.url), {
    workerData: { bytes, limits: { max_rows: maxRows, wanted: limits.wanted, sheet_name: limits.sheet_name } },
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: youngHeapMb },
    execArgv: [],
  });
  try {
    const next = inbox(worker, maxSeconds, limits.onRows);
    const first = await next();
    if (first.kind !== 'about') throw new Error(`the sheet reader began with ${first.kind}`);
    return await work({ ...first.about, pieces: piecesFrom(worker, next) });
  } finally {
    await worker.terminate();
  }
}

async function* piecesFrom(worker: Worker, next: () => Promise<WorkerMessage>): AsyncGenerator<readonly SheetRow[]> {
  for (let message = await next(); message.kind === 'rows'; message = await next()) {
    yield message.rows;
    worker.postMessage('taken');
  }
}

/** What the thread says, in order; only waiting for it counts as its time. */
function inbox(
  worker: Worker,
  maxSeconds: number,
  onRows: (count: number) => void = () => undefined,
): () => Promise<WorkerMessage> {
  const waiting: WorkerMessage[] = [];
  let [left, fault, wake]: [number, Error | null, () => void] = [maxSeconds * 1000, null, () => undefined];
  const fail = (error: Error): void => {
    fault ??= error;
    wake();
  };
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'count') return onRows(message.count);
    if (message.kind === 'problem') return fail(problem(message.code, message.params));
    waiting.push(message);
    wake();
  });
  worker.on('error', (error: NodeJS.ErrnoException) =>
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? problem('files.too_complex') : error),
  );
  worker.on('exit', () => fail(problem('files.damaged')));
  return async () => {
    while (waiting.length === 0 && fault === null) {
      const from = performance.now();
      const timer = setTimeout(() => fail(problem('files.too_complex')), left);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      clearTimeout(timer);
      left -= performance.now() - from;
    }
    const message = waiting.shift();
    if (message !== undefined) return message;
    throw fault ?? new Error('nothing was said');
  };
}
