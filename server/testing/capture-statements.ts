/**
 * Every statement that a test sends to the database, with the place in the product that sends it, written into the directory of
 * the run while tests go on. What reads it after the last test judges all of them at once.
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import pg from 'pg';
import { root } from '../../tools/files.ts';

export type Captured = {
  /** As PostgreSQL gets it, with its placeholders. */
  readonly text: string;
  /** Where the product asks: the call of a reader's or writer's method, or of the driver itself. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Whose statement it is where the place only carries it. */
  readonly of?: string | undefined;
};

type Query = (this: unknown, ...given: unknown[]) => unknown;

/** One file of lines for each test file. `end` gives the driver back. */
export function captureStatements(directory: string, testFile: string): { end(): void } {
  mkdirSync(directory, { recursive: true });
  const target = openSync(join(directory, `${testFile.replaceAll(sep, '~')}.jsonl`), 'a');
  const known = new Set<string>();
  const prototypes = [pg.Client.prototype, pg.Pool.prototype] as unknown as { query: Query }[];
  const ends = prototypes.map((prototype) => {
    const query = prototype.query;
    prototype.query = function captured(this: unknown, ...given: unknown[]) {
      const site = firstAsked(given[0], captured, known);
      if (site !== undefined) writeSync(target, `${JSON.stringify(site)}\n`);
      return Reflect.apply(query, this, given);
    };
    return () => {
      prototype.query = query;
    };
  });
  return {
    end: () => {
      for (const end of ends) end();
      closeSync(target);
    },
  };
}

function firstAsked(given: unknown, below: Query, known: Set<string>): Captured | undefined {
  const text = textOf(given);
  if (text === undefined) return undefined;
  const place = placeInEngine(below);
  if (place === undefined) return undefined;
  const key = `${place} ${text}`;
  if (known.has(key)) return undefined;
  known.add(key);
  const site = placeInSource(below);
  return site === undefined ? undefined : { ...site, text };
}

function textOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  const text = typeof given === 'object' && given !== null && 'text' in given ? given.text : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** Driver, reader, `run`, `one`, `maybe` and `all` stand between: the asking place is never deeper. */
const depth = 6;

/** Where the engine stands, in transformed code: cheap enough for every query of a run. */
function placeInEngine(below: Query): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder: { stack?: NodeJS.CallSite[] } = {};
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_, frames) => frames;
    Error.captureStackTrace(holder, below);
    const asking = (holder.stack ?? []).filter((frame) => roleOf(frame.getFileName()) !== 'between' && !isRun(frame));
    const [first, second] = asking;
    if (first === undefined || roleOf(first.getFileName()) === 'test') return undefined;
    const at = `${first.getFileName()}:${first.getPosition()}`;
    return isCarrier(inProject(first.getFileName() ?? '')) ? `${at} ${second?.getFileName()}` : at;
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

const isRun = (frame: NodeJS.CallSite): boolean =>
  frame.getFunctionName() === 'run' && frame.getTypeName() === 'Writer';

/** They send what somebody else composed: rows are asserted here, tables are named there. */
const isCarrier = (file: string | undefined): boolean =>
  file === 'server/db/count-found.ts' || file === 'server/db/fact.ts';

type Role = 'between' | 'test' | 'product';
const roles = new Map<string, Role>();

/** Statements of tests, and of what only they use, are no statements of the product. */
function roleOf(file: string | null | undefined): Role {
  if (file === null || file === undefined) return 'between';
  const known = roles.get(file);
  if (known !== undefined) return known;
  const path = inProject(file);
  const role =
    path === undefined || path === 'server/db/reader.ts'
      ? 'between'
      : /\.test\.tsx?$|^server\/(testing|proof)\/|\/fixtures\.ts$|^(bench|demo|e2e|tools)\//.test(path)
        ? 'test'
        : 'product';
  roles.set(file, role);
  return role;
}

/** Its path from the top, or undefined for what is no file of ours. */
function inProject(file: string): string | undefined {
  const path = relative(root, file.replace(/^file:\/\//, '')).replaceAll(sep, '/');
  return /^(\.\.|node:|node_modules\/|\/)/.test(path) || !/\.tsx?$/.test(path) ? undefined : path;
}

/** Where the file says it. */
function placeInSource(below: Query): Omit<Captured, 'text'> | undefined {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, below);
  let carrier: Omit<Captured, 'text'> | undefined;
  for (const frame of (holder.stack ?? '').split('\n').slice(1)) {
    const [, file = '', line, column] = /(?:\(|at )([^()]+):(\d+):(\d+)\)?$/.exec(frame.trim()) ?? [];
    if (roleOf(file) !== 'product' || /\bWriter\.run /.test(frame)) continue;
    const place = { file: inProject(file) ?? file, line: Number(line), column: Number(column) };
    if (carrier !== undefined) return { ...carrier, of: place.file };
    if (!isCarrier(place.file)) return place;
    carrier = place;
  }
  return carrier;
}
