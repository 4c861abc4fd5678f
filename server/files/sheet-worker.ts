/** The thread that opens other people's files: if one exhausts it, the thread dies and the server lives. */
import { parentPort, workerData } from 'node:worker_threads';
import { Problem } from '../../domain/problem.ts';
import { parseSheet, type ParseLimits } from './parse-sheet.ts';
import type { WorkerMessage } from './read-sheet.ts';

const batchRows = 2000;
const { bytes, limits } = workerData as { bytes: Uint8Array; limits: ParseLimits };
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const { rows, ...about } = await parseSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits, (count) => { if (count % batchRows === 0) post({ kind: 'count', count }); });
  for (let at = 0; at < rows.length; at += batchRows) post({ kind: 'rows', rows: rows.slice(at, at + batchRows) });
  post({ kind: 'end', about });
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  post({ kind: 'problem', code: error.code, params: error.params });
}
