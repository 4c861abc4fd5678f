/**
 * Roots that somebody kept outside: a copy of /api/seals, the list of /api/seal-roots, or what is printed on certificates.
 * A line is a day and at least the first sixteen characters of its root; blanks within the root do not matter:
 * `2026-11-28 9f2c71ae04d8b35e…`. Lines that begin with # are remarks.
 */
import type { BusinessDate } from '../time.ts';

export type PublishedRoot = { readonly sealed_on: BusinessDate; readonly root: string };
export type OwnSeal = { readonly sealed_on: BusinessDate; readonly root: string };
export type SealFault = { readonly sealed_on: BusinessDate; readonly kind: 'missing' | 'other_root' };

const shortest = 16;

/** Null for the line that cannot be read, with its number: a check that skips what it does not understand proves nothing. */
export function readPublishedRoots(text: string): {
  readonly roots: readonly PublishedRoot[];
  readonly unreadable_line: number | null;
} {
  const json = fromJson(text);
  if (json !== null) return { roots: json, unreadable_line: null };
  const roots: PublishedRoot[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const root = rootOfLine(line);
    if (root === null) return { roots, unreadable_line: index + 1 };
    roots.push(root);
  }
  return { roots, unreadable_line: null };
}

/** "2026-11-28 9f2c 71ae …", also as certificates print it: "2026 年 11 月 28 日 根 9f2c 71ae …". */
function rootOfLine(line: string): PublishedRoot | null {
  const found =
    /^\D*(\d{4})\s*(?:-|年)\s*(\d{1,2})\s*(?:-|月)\s*(\d{1,2})\s*日?[\s,;，；]*(?:根|root)?[\s:：]*([0-9a-f\s]+)$/i.exec(
      line.trim(),
    );
  if (found === null) return null;
  const [, year = '', month = '', day = '', hex = ''] = found;
  const root = hex.replace(/\s/g, '').toLowerCase();
  return root.length < shortest || root.length > 64
    ? null
    : { sealed_on: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, root };
}

function fromJson(text: string): readonly PublishedRoot[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const rows: unknown = Array.isArray(value) ? value : (value as { rows?: unknown } | null)?.rows;
  if (!Array.isArray(rows)) return null;
  const read = rows.map((row: { sealed_on?: unknown; root?: unknown } | null) =>
    rootOfLine(`${String(row?.sealed_on)} ${String(row?.root)}`),
  );
  return read.every((one) => one !== null) ? read : null;
}

/** Each published night must stand in the books with the root that was published. */
export function comparePublished(published: readonly PublishedRoot[], own: readonly OwnSeal[]): SealFault[] {
  const kept = new Map(own.map((seal) => [seal.sealed_on, seal.root]));
  return published.flatMap(({ sealed_on, root }): SealFault[] => {
    const mine = kept.get(sealed_on);
    if (mine === undefined) return [{ sealed_on, kind: 'missing' }];
    return mine.startsWith(root) ? [] : [{ sealed_on, kind: 'other_root' }];
  });
}

/** The same lines, for whoever wants to keep them. */
export function sealRootLines(seals: readonly OwnSeal[]): string {
  return [
    '# 青志 Qingzhi: day and root of each seal of the ledger',
    ...seals.map((seal) => `${seal.sealed_on} ${seal.root}`),
    '',
  ].join('\n');
}
