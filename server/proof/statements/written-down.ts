/**
 * One file a noun, under review: which function reads and writes which tables and what comes of it. A new join, a new table or
 * another type is seen in the difference.
 */
import { nounOf } from '../../../tools/import-rules.ts';
import { compare } from './captured.ts';
import type { Output } from './judged.ts';

export type Line = {
  readonly file: string;
  readonly name: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly calls: readonly string[];
  readonly columns: readonly string[];
};

type Source = {
  readonly site: { readonly file: string; readonly name: string };
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly calls: readonly string[];
  readonly columns: readonly Output[];
};

export const wordsOf = ({ name, type, isNullable }: Output): string => `${name} ${type}${isNullable ? '?' : ''}`;

/** All shapes of one place together. */
export function linesOf(judged: readonly Source[]): Line[] {
  const lines = new Map<string, Line>();
  for (const one of judged) {
    const key = `${one.site.file} ${one.site.name}`;
    const line: Line = { ...one, ...one.site, columns: one.columns.map(wordsOf) };
    lines.set(key, unite(lines.get(key), line));
  }
  return [...lines.values()].sort((a, b) => compare(a.file, b.file) || compare(a.name, b.name));
}

const lists = ['reads', 'writes', 'calls', 'columns'] as const;

export function unite(a: Line | undefined, b: Line): Line {
  const both = (list: (typeof lists)[number]): string[] => [...new Set([...(a?.[list] ?? []), ...b[list]])];
  return {
    file: b.file,
    name: b.name,
    reads: both('reads').sort(),
    writes: both('writes').sort(),
    calls: both('calls').sort(),
    columns: both('columns'),
  };
}

/** `server/records/statements.gen.txt`; what belongs to no noun stands in `server/statements.gen.txt`. */
export const targetOf = (file: string): string => {
  const noun = nounOf(file);
  return noun === null ? 'server/statements.gen.txt' : `server/${noun}/statements.gen.txt`;
};

const heading = '# What each function asks of the database. Written by `npm run statements`; read the difference.\n';

export function write(lines: readonly Line[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const line of lines) {
    const target = targetOf(line.file);
    texts.set(target, `${texts.get(target) ?? heading}\n${block(line)}`);
  }
  return texts;
}

function block(line: Line): string {
  const said = lists.flatMap((list) =>
    line[list].length === 0 ? [] : [`  ${list} ${line[list].join(', ').replaceAll('\n', ' ')}\n`],
  );
  return `${line.file} ${line.name}\n${said.join('')}`;
}

export function read(text: string): Line[] {
  return text
    .split('\n\n')
    .slice(1)
    .map((part) => {
      const [first = '', ...said] = part.trim().split('\n');
      const listOf = (list: string): string[] =>
        said
          .find((one) => one.startsWith(`  ${list} `))
          ?.slice(list.length + 3)
          .split(', ') ?? [];
      const at = first.indexOf(' ');
      return {
        file: first.slice(0, at),
        name: first.slice(at + 1),
        reads: listOf('reads'),
        writes: listOf('writes'),
        calls: listOf('calls'),
        columns: listOf('columns'),
      };
    });
}

const keyOf = (line: Line): string => `${line.file} ${line.name}`;

/**
 * What differs, in sentences: what the run asked and the files do not say, and what they say of a call that stands no longer.
 * A statement that a race or a retry brings is not sent by every run, so what is written stays as long as its call does.
 */
export function differences(ran: readonly Line[], written: readonly Line[], stands: (line: Line) => boolean): string[] {
  const known = new Map(written.map((line) => [keyOf(line), line]));
  const unwritten = ran.flatMap((line) => {
    const other = known.get(keyOf(line));
    if (other === undefined) return [`${keyOf(line)} is not written down`];
    return lists.flatMap((list) =>
      line[list]
        .filter((one) => !other[list].includes(one))
        .map((one) => `${keyOf(line)} ${list} ${one}, which is not written down`),
    );
  });
  return [
    ...unwritten,
    ...written
      .filter((line) => !stands(line))
      .map((line) => `${keyOf(line)} is written down, but stands there no longer`),
  ];
}
