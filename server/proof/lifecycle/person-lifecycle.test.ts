/** Every column that names a person has a line, every line is run on a filled row, and nothing of an erased person is left unsaid. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownBy } from '../../accounts/people/known-by.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { settlePerson, type Lifecycle, type Outcome, type PersonEvents, type PersonLine } from '../../lifecycle.ts';
import { later, lifecycleOf, lifecycles } from '../../nouns.ts';
import { ownerOf } from '../../tables.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { isAbout, readColumns, subjectOf, withoutLine, type Column } from './catalogue.ts';
import { filled, fillRow, removeRow, rowsNow, takeOffChecks, type Row, type Values } from './fill-row.ts';

let t: TestApp & { close(): Promise<void> };
let columns: readonly Column[];
let kept: Subject;
const lines = lifecycles.flatMap((one) => one.lines).filter((line) => line.of === 'person');
const events = ['withdrawn', 'erased', 'unimported', 'merged'] as const;
type Event = keyof PersonEvents;

beforeAll(async () => {
  t = await testApp();
  columns = await readColumns(t.database.owner);
  await takeOffChecks(t.database.owner);
  kept = await newSubject();
});
afterAll(async () => {
  await t.close();
});

test('every column that names a person has one line, of the noun that owns the table', () => {
  expect(withoutLine(columns, lines, ['person'])).toEqual([]);
  const strange = [...lifecycleOf].flatMap(([part, own]) =>
    [...own.lines, ...(own.retained ?? [])]
      .filter((one) => ownerOf.get(one.table) !== part)
      .map((one) => `${part} speaks of ${one.table}`),
  );
  expect(strange).toEqual([]);
});

test.each([
  ['volunteer_id uuid', 'planted.volunteer_id names a person'],
  ['keeper uuid references persons', 'planted.keeper names a person'],
  ['checked_by uuid', 'planted.checked_by names a person'],
  ['phone_index bytea', 'planted.phone_index names a person'],
  ['winner uuid', 'planted.winner is an id: say in the lifecycle of its noun whom it names'],
])('a catalogue without a line of a person fails: %s', async (column, sentence) => {
  const client = await t.database.owner.connect();
  try {
    await client.query('begin');
    await client.query(`create table planted (id uuid primary key, ${column})`);
    const found = withoutLine(await readColumns(client), lines, ['person']);
    expect(found).toEqual([expect.stringContaining(sentence)]);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

/** Somebody of whom everything is known. */
type Subject = {
  readonly id: string;
  readonly indexes: Readonly<Record<string, Buffer>>;
  readonly rows: readonly Row[];
};

async function newSubject(mark?: (column: Column) => unknown): Promise<Subject> {
  const id = randomUUID();
  const indexes = {
    document_index: Buffer.concat([marker, randomBytes(4)]),
    phone_index: Buffer.concat([marker, randomBytes(4)]),
    subject_index: Buffer.concat([marker, randomBytes(4)]),
  };
  const rows: Row[] = [];
  for (const table of ['persons', 'volunteers']) {
    const own = columns.filter((one) => one.table === table && mayBeFilled(one));
    const values: Values = {
      ...Object.fromEntries(own.map((one) => [one.column, mark?.(one) ?? filled(one)])),
      ...(table === 'persons' ? { document_index: indexes.document_index, phone_index: indexes.phone_index } : {}),
      id,
    };
    rows.push(await fillRow(t.database.owner, columns, { table, values, naming: [] }));
  }
  return { id, indexes, rows };
}
/** Columns of a person and of a registration that are filled while it stands. */
const mayBeFilled = ({ column, type }: Column): boolean =>
  !column.endsWith('_at') && column !== 'merged_into' && (type !== 'uuid' || column === 'compound_id');

/** How a column names this person. */
function named({ column, type }: Column, { id, indexes }: Subject): unknown {
  if (column in indexes) return indexes[column];
  return type === 'uuid[]' ? [id] : id;
}

/** What a row needs besides, by table. */
const more: Readonly<Record<string, Values>> = { consents: { kind: 'parent' } };

async function rowOf(line: PersonLine, then: Outcome, subject: Subject): Promise<Row> {
  const first = subject.rows.find(({ table }) => table === line.table);
  if (first !== undefined && line.column !== 'merged_into') return first;
  const own = columns.filter((one) => one.table === line.table);
  const emptied = typeof then === 'object' && 'emptied' in then ? then.emptied : [];
  const values: Values = {
    ...more[line.table],
    ...Object.fromEntries(own.filter(({ column }) => emptied.includes(column)).map((one) => [one.column, filled(one)])),
    ...Object.fromEntries(
      own.filter(({ column }) => column === line.column).map((one) => [one.column, named(one, subject)]),
    ),
    // a new phone and whose it will be stand in one row
    ...(line.table === 'phone_recoveries' ? { person_id: subject.id } : {}),
  };
  return fillRow(t.database.owner, columns, { table: line.table, values, naming: [line.column] });
}

async function happen(writer: Writer, all: readonly Lifecycle[], { event, id }: { event: Event; id: string }) {
  const nouns = { lifecycles: all, later };
  if (event === 'merged') return settlePerson(writer, nouns, { event, given: { kept_id: kept.id, duplicate_id: id } });
  if (event === 'withdrawn') return settlePerson(writer, nouns, { event, given: { people: [id], reason: '搬家' } });
  const given = { people: [id], known_by: await knownBy(writer, [id]) };
  return settlePerson(writer, nouns, { event, given });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
const inRow = (value: unknown): string =>
  Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : textOf(value instanceof Date ? value.toISOString() : value);

/** What the rows say afterwards, as the outcome of the line, or what they say instead. */
function outcomeOf(
  line: PersonLine,
  then: Outcome,
  { row, rows }: { row: Row; rows: Record<string, unknown>[] },
): string {
  const before = inRow(row.values[line.column]);
  const own = rows.find((one) => textOf(one[line.column]) === before);
  const heir = rows.find((one) => textOf(one[line.column]) === kept.id);
  if (rows.length === 0) return 'deleted';
  if (then === 'copied' || (own !== undefined && heir !== undefined))
    return own !== undefined && heir !== undefined ? 'copied' : 'not copied';
  if (then === 'heir') return heir === undefined ? 'still its own' : then;
  const now = own ?? rows[0];
  if (then === 'stays') return own === undefined ? `it is ${textOf(now?.[line.column])}` : then;
  if (typeof then === 'string') return 'it is there';
  if ('ended' in then) return now?.[then.ended] == null ? `${then.ended} is empty` : textOf(then);
  const full = then.emptied.filter((name) => !['', '{}', '[]', 'null', '\\x'].includes(textOf(now?.[name])));
  return full.length === 0 ? textOf(then) : `${full.join(', ')} still filled`;
}

class Enough extends Error {}

/** Does something in a transaction that is given up. */
async function given<Found>(work: (writer: Writer) => Promise<Found>): Promise<Found> {
  let found: { readonly it: Found } | undefined;
  const done = t.setUp(async (writer) => {
    found = { it: await work(writer) };
    throw new Enough();
  });
  await done.catch((error: unknown) => {
    if (!(error instanceof Enough)) throw error;
  });
  if (found === undefined) throw new Error('nothing was found');
  return found.it;
}

async function found(line: PersonLine, event: Event, all: readonly Lifecycle[] = lifecycles): Promise<string> {
  const { outcome: then } = line.on[event];
  const subject = await newSubject();
  const row = await rowOf(line, then, subject);
  const outcome = await given(async (writer) => {
    await happen(writer, all, { event, id: subject.id });
    const rows = await rowsNow(async (text, values) => ({ rows: await writer.all(bound(text, values)) }), row);
    return outcomeOf(line, then, { row, rows });
  }).catch(String);
  for (const one of new Set([row, ...subject.rows])) await removeRow(t.database.owner, one);
  return outcome;
}

test.each(events)('each line of a person says what becomes of a filled row when a person is %s', async (event) => {
  const wrong: string[] = [];
  for (const line of lines) {
    const outcome = await found(line, event);
    const awaited = textOf(line.on[event].outcome);
    if (outcome !== awaited) wrong.push(`${line.table}.${line.column}: ${awaited}, but ${outcome}`);
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['league_members', 'document_index', 'erased', 'it is there'],
  ['memberships', 'volunteer_id', 'withdrawn', 'left_on is empty'],
  ['volunteer_skills', 'volunteer_id', 'merged', 'still its own'],
  ['honours', 'volunteer_id', 'unimported', 'title, document still filled'],
] as const)('a line of %s that is not carried out is seen', async (table, column, event, instead) => {
  const line = lines.find((one) => one.table === table && one.column === column);
  if (line === undefined) throw new Error('the line stands');
  const idle = lifecycles.map((one) => ({ ...one, lines: one.lines.filter((other) => other.table !== table) }));
  expect(await found(line, event, idle)).toBe(instead);
});

/** Stands in every text, document and hash of everything that is about somebody. */
const word = '刻舟求剑';
const marker = Buffer.from(word);
function marked(column: Column): unknown {
  if (column.word !== null) return undefined;
  if (column.type === 'text') return `${word}${randomUUID()}`;
  if (column.type === 'text[]') return [word];
  if (column.type === 'jsonb') return JSON.stringify({ name: word, of: [word] });
  return column.type === 'bytea' ? Buffer.concat([marker, randomBytes(4)]) : undefined;
}

function isOfNewPhone({ table, column }: PersonLine): boolean {
  return table === 'phone_recoveries' && column === 'phone_index';
}

/** Of a person and of a registration there is one row; a new phone stands in one with whose it will be. */
const aboutLines = lines.filter(
  (line) => isAbout(line) && !['persons', 'volunteers'].includes(line.table) && !isOfNewPhone(line),
);

/** One row of each table that is about this person, and a message about the person to somebody else. */
async function fillEverything(subject: Subject): Promise<Row[]> {
  const rows: Row[] = [];
  for (const line of aboutLines) {
    const own = columns.filter(({ table }) => table === line.table);
    const values: Values = {
      ...Object.fromEntries(own.filter((one) => marked(one) !== undefined).map((one) => [one.column, marked(one)])),
      ...Object.fromEntries(
        own.filter(({ column }) => column === line.column).map((one) => [one.column, named(one, subject)]),
      ),
      ...(line.table === 'phone_recoveries' ? { person_id: subject.id } : {}),
      ...more[line.table],
    };
    rows.push(
      await fillRow(
        t.database.owner,
        columns.filter((one) => !isComputed(one)),
        { table: line.table, values: without(values), naming: [] },
      ),
    );
  }
  const event = columns.filter((one) => one.table === 'audit_events' && marked(one) !== undefined);
  const values = Object.fromEntries(event.map((one) => [one.column, marked(one)]));
  return [...rows, await fillRow(t.database.owner, columns, { table: 'audit_events', values, naming: [] })];
}
const isComputed = ({ table, column }: Column): boolean => table === 'honours' && column === 'standing';
const without = ({ standing: _, ...values }: Values): Values => values;

/** Every column of the database in which the word stands, plain, in a list or document, or as bytes. */
async function whereItStands(writer: Writer): Promise<string[]> {
  const places: string[] = [];
  for (const { table, column, type } of columns.filter((one) => /^(text|jsonb|bytea)/.test(one.type))) {
    const text =
      type === 'bytea' ? sql`encode(${sql.raw(`"${column}"`)}, 'hex')` : sql`${sql.raw(`"${column}"`)}::text`;
    const searched = type === 'bytea' ? marker.toString('hex') : word;
    const rows = await writer.all(
      sql`select 1 as hit from ${sql.raw(table)} where ${text} like ${`%${searched}%`} limit 1`,
    );
    if (rows.length > 0) places.push(`${table}.${column}`);
  }
  return places.sort();
}

/** What still says something of somebody after an erasure by these lines. */
async function leftBy(all: readonly Lifecycle[]): Promise<string[]> {
  const subject = await newSubject(marked);
  const name = String(subject.rows[0]?.values['name']);
  const told = await fillRow(t.database.owner, columns, {
    table: 'notices',
    values: { person_id: randomUUID(), kind: 'volunteers.label_asked', params: JSON.stringify({ name, team: '春风' }) },
    naming: [],
  });
  const rows = [...subject.rows, told, ...(await fillEverything(subject))];
  const left = await given(async (writer) => {
    await removeKept(writer);
    await happen(writer, all, { event: 'erased', id: subject.id });
    return whereItStands(writer);
  });
  for (const row of rows) await removeRow(t.database.owner, row);
  return left;
}
/** The one with whom others are joined has the word in the hashes as well. */
const removeKept = async (writer: Writer): Promise<void> => {
  await writer.run(sql`update persons set document_index = null, phone_index = null where id = ${kept.id}`);
};

const retained = lifecycles.flatMap((one) => one.retained ?? []);

test('after an erasure nothing of the person stands in any table, but for what a noun keeps and says why', async () => {
  expect(await leftBy(lifecycles)).toEqual(retained.map(({ table, column }) => `${table}.${column}`).sort());
});

test.each(['league_members', 'insurance_covers', 'honours', 'notices', 'memberships'])(
  'an erasure that forgets %s is seen',
  async (forgotten) => {
    const idle = lifecycles.map((one) => ({ ...one, lines: one.lines.filter(({ table }) => table !== forgotten) }));
    const known = new Set(retained.map(({ table, column }) => `${table}.${column}`));
    const left = (await leftBy(idle)).filter((place) => !known.has(place));
    expect(left.length).toBeGreaterThan(0);
    expect(left.every((place) => place.startsWith(`${forgotten}.`))).toBe(true);
  },
);

test('what stays says why, and what is done says what', () => {
  const silent = lines.flatMap((line) =>
    Object.values(line.on)
      .filter(({ says }) => says.length < 8)
      .map(() => line.table),
  );
  expect([...silent, ...retained.filter(({ why }) => why.length < 8).map(({ table }) => table)]).toEqual([]);
  const strange = lines.filter((line) =>
    columns.some((one) => one.table === line.table && one.column === line.column && subjectOf(one) === 'organization'),
  );
  expect(strange).toEqual([]);
});

/** A text with numbered parameters as the statements of the product are. */
function bound(text: string, values: readonly unknown[]) {
  return { strings: text.split(/\$\d+/), values: [...values] };
}
