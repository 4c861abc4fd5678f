import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFiles, root } from '../../../tools/files.ts';
import type { Database } from '../../db/open.ts';
import { ownerOf } from '../../tables.ts';
import { testDatabase } from '../../testing/test-database.ts';
import { callNames, readSources, type Sources } from './call-sites.ts';
import { directoryOfRun, isWholeRun, readCaptured } from './captured.ts';
import { judge, understanding, type Judgement, type Understanding } from './judged.ts';
import { isAllowed, orderBreaches, sentenceOf, type Allowed, type Breach } from './noun-order.ts';
import { exceptions } from './order-exceptions.ts';
import { rowFaults } from './row-faults.ts';
import { differences, linesOf, read, targetOf, unite, write, type Line } from './written-down.ts';

let database: Database;
let release = (): void => undefined;
let understand: Understanding;
let sources: Sources;
let run: Judgement;
const planted = 'server/proof/statements/planted.ts';
beforeAll(async () => {
  const captured = readCaptured(directoryOfRun());
  sources = readSources([...new Set([planted, ...captured.map(({ file }) => file)])]);
  database = await testDatabase();
  const client = await database.owner.connect();
  release = () => client.release(true);
  understand = await understanding(client);
  run = await judge(captured, sources, understand);
});
afterAll(async () => {
  release();
  await database.close();
});

test('PostgreSQL reads every statement of the run, and the compiler finds who sent it', () => {
  expect(run.faults).toEqual([]);
});

test('every column comes as the code asserts it', () => {
  const faults = run.judged.flatMap((one) => rowFaults(one, sources.checker));
  expect([...new Set(faults)].sort()).toEqual([]);
});

test.each([
  ['right', []],
  ['filled', []],
  ['invented', ['shoe_size is asserted as number, but no such column comes.']],
  ['numberAsText', ['people is asserted as string, but the column gives number (bigint).']],
  ['numericAsNumber', ['mean is asserted as number, but the column gives string (numeric).']],
  ['momentAsText', ['created_at is asserted as string, but the column gives Date (timestamp with time zone).']],
  ['dayAsMoment', ['valid_from is asserted as Date, but the column gives string (date).']],
  ['emptyColumn', ['erased_at is asserted as Date, but the column gives Date | null (timestamp with time zone).']],
  ['leftOut', ['role is asserted as string, but the column gives string | null (uuid).']],
  ['momentInJson', ['told is asserted as { at: Date; }[], but the column gives json (json).']],
  ['listOfTexts', ['numbers is asserted as number[], but the column gives string[] (text[]).']],
  ['promised', ['people is asserted as string, but the column gives number (bigint).']],
] as const)('a planted row is found: %s', async (name, sentences) => {
  const site = sources.sitesIn(planted).find((one) => one.name === name);
  const text = /sql`([^`]*)`/.exec(site?.node.getText() ?? '')?.[1] ?? '';
  if (site === undefined) throw new Error(`nothing is planted as ${name}`);
  const { columns } = await understand(text);
  expect(rowFaults({ site, columns }, sources.checker)).toEqual(sentences.map((one) => `${planted}, ${name}: ${one}`));
});

const writtenFiles = (): string[] => projectFiles().filter((path) => path.endsWith('/statements.gen.txt'));
const writtenDown = (): Line[] => writtenFiles().flatMap((path) => read(readFileSync(join(root, path), 'utf8')));

test('what each function asks of the database is written down: `npm run statements` writes it again', () => {
  const ran = linesOf(run.judged);
  if (process.env['STATEMENTS_WRITE'] !== undefined) writeAgain(ran);
  expect(differences(ran, writtenDown(), stands())).toEqual([]);
});

/** After a part of the tests, what the others asked stays written as long as its function stands. */
function writeAgain(ran: readonly Line[]): void {
  const kept = isWholeRun ? [] : writtenDown().filter(stands());
  const lines = new Map(kept.map((line) => [`${line.file} ${line.name}`, line]));
  for (const line of ran) {
    const key = `${line.file} ${line.name}`;
    lines.set(key, unite(lines.get(key), line));
  }
  for (const path of writtenFiles()) rmSync(join(root, path));
  const sorted = [...lines.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  for (const [path, text] of write(sorted)) writeFileSync(join(root, path), text);
}

/** Whether a call of this name still stands in its file. */
function stands(): (line: Pick<Line, 'file' | 'name'>) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  return ({ file, name }) => {
    const path = join(root, file);
    const names = known.get(file) ?? (existsSync(path) ? callNames(file, readFileSync(path, 'utf8')) : new Set());
    known.set(file, names);
    return names.has(name);
  };
}

test('a call is known by the function around it and its place there', () => {
  const text =
    'export class Books {\n  open() { return this.reader.all(a); }\n}\nasync function list(r) { await r.one(a); await r.run(b); }';
  expect([...callNames('server/records/a.ts', text)]).toEqual(['Books.open', 'list', 'list 2']);
});

test('a new table, a new column and what is gone are named', () => {
  const line = (more: Partial<Line>): Line => ({
    file: 'server/records/a.ts',
    name: 'list',
    reads: ['shifts'],
    writes: [],
    calls: [],
    columns: ['id uuid'],
    ...more,
  });
  const says = (...ran: Line[]): string[] => differences(ran, [line({})], () => true);
  expect(says(line({}))).toEqual([]);
  expect(says(line({ reads: ['shifts', 'sign_ups'] }))).toEqual([
    'server/records/a.ts list reads sign_ups, which is not written down',
  ]);
  expect(says(line({ columns: ['id uuid?'] }))).toEqual([
    'server/records/a.ts list columns id uuid?, which is not written down',
  ]);
  expect(says(line({ name: 'other' }))).toEqual(['server/records/a.ts other is not written down']);
  expect([says(line({ reads: [] })), says()]).toEqual([[], []]); // a race that did not happen in this run
  expect(differences([line({})], [line({}), line({ name: 'renamed' })], ({ name }) => name === 'list')).toEqual([
    'server/records/a.ts renamed is written down, but stands there no longer',
  ]);
  const [text] = write([line({ columns: ['id uuid', 'n numeric(4,1)?'] })]).values();
  expect(read(text ?? '')).toEqual([line({ columns: ['id uuid', 'n numeric(4,1)?'] })]);
  expect(targetOf('server/http/a.ts')).toBe('server/statements.gen.txt');
});

const sentences = (found: readonly Breach[]): string[] => found.map((one) => sentenceOf(one, ownerOf));

test('no statement reads a later noun’s table or writes another’s, but for what is written down', () => {
  const found = orderBreaches(run.judged, ownerOf);
  expect(sentences(found.filter((one) => !isAllowed(one, exceptions)))).toEqual([]);
});

test.runIf(isWholeRun)('nothing is written down that no statement needs any more', () => {
  const found = orderBreaches(run.judged, ownerOf);
  const isNeeded = (exception: Allowed): boolean => found.some((one) => isAllowed(one, [exception]));
  expect(exceptions.filter((one) => !isNeeded(one))).toEqual([]);
  expect(exceptions.length).toBeLessThanOrEqual(5);
});

test.each<[string, string, string, string[]]>([
  [
    'an upward read',
    'server/volunteers/planted.ts',
    'select v.id from volunteers v join sign_ups u on u.volunteer_id = v.id',
    [
      'server/volunteers/planted.ts reads sign_ups of the later projects: let that noun offer it, or move the statement there.',
    ],
  ],
  [
    'an upward read in a part of a select',
    'server/calendar/planted.ts',
    'select day, exists (select from activities a where a.starts_at::date = day) as busy from holidays',
    [
      'server/calendar/planted.ts reads activities of the later projects: let that noun offer it, or move the statement there.',
    ],
  ],
  [
    'a foreign write',
    'server/records/planted.ts',
    'with done as (update sign_ups set ended_at = now() where volunteer_id = $1 returning id) select id from done',
    ['server/records/planted.ts writes sign_ups of projects: call the owner’s function.'],
  ],
  [
    'others’ tables written by CTEs beside an own write',
    'server/volunteers/planted.ts',
    `with gone as (delete from identity_keys where person_id = $1), nameless as (update persons set name = null where id = $1 returning id)
      update volunteers v set withdrawn_at = now() from nameless n where v.id = n.id`,
    [
      'server/volunteers/planted.ts writes identity_keys of accounts: call the owner’s function.',
      'server/volunteers/planted.ts writes persons of accounts: call the owner’s function.',
    ],
  ],
  [
    'a foreign write of no noun',
    'server/http/planted.ts',
    'delete from sessions',
    ['server/http/planted.ts writes sessions of accounts: call the owner’s function.'],
  ],
  [
    'an upward call',
    'server/volunteers/planted.ts',
    'select promote_waiting($1, $2, $3)',
    [
      'server/volunteers/planted.ts calls promote_waiting of the later projects: let that noun offer it, or move the statement there.',
    ],
  ],
  [
    'no fault: earlier tables, the own ones and the outbox of the base',
    'server/records/planted.ts',
    `with told as (insert into notices (person_id, id, at, kind, params) select volunteer_id, new_id(now()), now(), 'x', '{}' from sign_ups)
      update attendances set state = 'confirmed' from activities a where a.id = attendances.activity_id`,
    [],
  ],
])('planted: %s', async (_, file, text, expected) => {
  const { reads, writes, calls } = await understand(text);
  expect(sentences(orderBreaches([{ file, reads, writes, calls }], ownerOf))).toEqual(expected);
});

test('every table and function of the database has an owner', async () => {
  const { rows } = await database.owner.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    union select proname from pg_proc where pronamespace = 'public'::regnamespace order by 1`);
  const names = rows.map(({ name }) => name);
  expect(names.filter((name) => !ownerOf.has(name))).toEqual([]);
  expect([...ownerOf.keys()].filter((name) => !names.includes(name))).toEqual([]);
});
