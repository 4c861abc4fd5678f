/** Where the bytes of files lie, each under the SHA-256 of what it holds: the same bytes are there once, and never change. */
import { createHash } from 'node:crypto';

export type FileStore = {
  /** Whole or not at all; bytes that are there already are not written again. */
  put(sha256: string, bytes: Buffer): Promise<void>;
  /** Null where it is not there. */
  get(sha256: string): Promise<Buffer | null>;
  /** How many bytes are there, without reading them; null where there are none. */
  head(sha256: string): Promise<number | null>;
  delete(sha256: string): Promise<void>;
};

/** The store is full or out of reach: nothing was kept, the caller may try again. */
export class StoreAway extends Error {
  readonly code = 'STORE_AWAY';
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What a row names is there and is what was kept, or it is a fault of ours, which `npm run verify` names. */
export async function readKept(store: FileStore, sha256: string): Promise<Buffer> {
  const bytes = await store.get(sha256);
  if (bytes === null) throw new Error('a kept file is missing');
  if (sha256Of(bytes) !== sha256) throw new Error('a kept file was changed');
  return bytes;
}
