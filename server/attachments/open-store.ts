import { join } from 'node:path';
import { directoryStore } from './directory-store.ts';
import type { FileStore } from './file-store.ts';

/** Where the installation keeps its files. */
export function openStore(dataDirectory: string): FileStore {
  return directoryStore(join(dataDirectory, 'attachments'));
}
