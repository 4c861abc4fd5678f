import { z } from 'zod';
import { problem } from '../../domain/problem.ts';

/** Keyset paging: the cursor is the sort key of the last row seen, so pages stay right while rows arrive. */
export function decodeCursor(cursor: string | undefined): readonly (string | number | null)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    return z
      .array(z.union([z.string().max(500), z.number(), z.null()]))
      .max(8)
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw problem('core.invalid_input', {}, 'cursor');
  }
}

export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/** Cuts `limit + 1` rows to a page and its next cursor. */
export function page<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number | null)[],
): { rows: T[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next_cursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
