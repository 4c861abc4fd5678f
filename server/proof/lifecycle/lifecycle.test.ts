/** Every column that names an organisation has a line, and every line is run on a filled row. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../../domain/id.ts';
import type { Writer } from '../../db/writer.ts';
import {
  settleOrganization,
  type Leaving,
  type Lifecycle,
  type OrganizationLine,
  type OrganizationEvents,
  type Outcome,
} from '../../lifecycle.ts';
import { later, lifecycleOf, lifecycles } from '../../nouns.ts';
import { handOverBelow, handOverGuidance } from '../../organizations/tree/hand-over-below.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { lockTree } from '../../organizations/tree/move-organization.ts';
import { ownerOf } from '../../tables.ts';
import { testApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { readColumns, withoutLine, type Column } from './catalogue.ts';
import { filled, fillRow, removeRow, rowNow, takeOffChecks, type Row, type Values } from './fill-row.ts';

let t: TestApp & { close(): Promise<void> };
let columns: readonly Column[];
let by: Id;
let city: TestOrganization;
let county: TestOrganization;
let elsewhere: TestOrganization;
let branch: TestOrganization;
let other: TestOrganization;
const lines = lifecycles.flatMap((one) => one.lines).filter((line) => line.of === 'organization');

beforeAll(async () => {
  t = await testApp();
  columns = await readColumns(t.database.owner);
  await takeOffChecks(t.database.owner);
  by = (await t.person('秦主任')).id;
  city = await t.organization('共青团市委', null, { kind: 'league_committee', level: 'city' });
  county = await t.organization('共青团县委', city, { kind: 'league_committee', level: 'county' });
  elsewhere = await t.organization('共青团邻县委', city, { kind: 'league_committee', level: 'county' });
  branch = await t.organization('春风团支部', county, { kind: 'league_branch', level: 'county' });
  other = await t.organization('秋水团支部', county, { kind: 'league_branch', level: 'county' });
});
afterAll(async () => {
  await t.close();
});

test('every column that names an organisation has one line, of the noun that owns the table', () => {
  expect(withoutLine(columns, lines, ['organization'])).toEqual([]);
  const strange = [...lifecycleOf].flatMap(([part, own]) =>
    own.lines.filter((line) => ownerOf.get(line.table) !== part).map((line) => `${part} speaks of ${line.table}`),
  );
  expect(strange).toEqual([]);
});

test.each([
  ['team_id uuid references organizations', 'planted.team_id names an organisation'],
  ['host_organization_id uuid', 'planted.host_organization_id names an organisation'],
  ['organization_path text', 'planted.organization_path names an organisation'],
  ['keeper uuid', 'planted.keeper is an id: say in the lifecycle of its noun whom it names'],
])('a catalogue without a lifecycle line fails: %s', async (column, sentence) => {
  const client = await t.database.owner.connect();
  try {
    await client.query('begin');
    await client.query(`create table planted (id uuid primary key, ${column})`);
    const found = withoutLine(await readColumns(client), lines, ['organization']);
    expect(found).toEqual([expect.stringContaining(sentence)]);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('a line without its column, and two for one, are named', () => {
  const [one] = lines;
  if (one === undefined) throw new Error('there are lines');
  expect(withoutLine(columns, [...lines, one], ['organization'])).toEqual([expect.stringContaining('has two lines')]);
  expect(withoutLine(columns, [...lines, { ...one, column: 'gone' }], ['organization'])).toEqual([
    `${one.table}.gone has a line, but no such column exists: remove it`,
  ]);
});

/** What a row needs besides to stand open, and rows beside it, by table or column. */
const more: Readonly<Record<string, Values>> = {
  organizations: { kind: 'team', founded_on: '2020-01-01' },
  record_proposals: { state: 'requested' },
};
const beside: Readonly<Record<string, (row: Values) => { table: string; values: Values }>> = {
  'sign_ups.organization_path': (row) => activity(row['activity_id'], branch),
  'attendances.organization_path': (row) => activity(row['activity_id'], branch),
  'activity_co_hosts.organization_id': (row) => activity(row['activity_id'], elsewhere),
};
const ahead = { starts_at: '2026-12-01T02:00:00Z', ends_at: '2026-12-01T04:00:00Z' };
const activity = (id: unknown, at: TestOrganization) => ({
  table: 'activities',
  values: { id, organization_id: at.id, organization_path: at.path, ...ahead },
});

type Event = keyof OrganizationEvents;
/** The value by which a column names an organisation. */
function named({ type, column }: Column, place: { id: Id; path: string }): unknown {
  if (type === 'uuid[]') return [place.id];
  return column.endsWith('path') ? place.path : place.id;
}

async function rowOf(line: OrganizationLine, then: Outcome): Promise<Row> {
  const own = columns.filter((one) => one.table === line.table);
  const emptied = typeof then === 'object' && 'emptied' in then ? then.emptied : [];
  const also = line.table === 'organizations' ? [] : ['organization_id', 'organization_path'];
  const names = own.filter(({ column }) => column === line.column || also.includes(column));
  const values: Values = {
    ...(line.table === 'activities' ? ahead : {}),
    ...more[line.table],
    ...Object.fromEntries(own.filter(({ column }) => emptied.includes(column)).map((one) => [one.column, filled(one)])),
    ...Object.fromEntries(names.map((one) => [one.column, named(one, branch)])),
    ...(line.table === 'organizations' ? { path: `${branch.path}999/` } : {}),
    ...(`${line.table}.${line.column}` in beside ? { activity_id: randomUUID() } : {}),
  };
  const naming = then === 'stays' ? [] : lines.filter(({ table }) => table === line.table).map(({ column }) => column);
  const row = await fillRow(t.database.owner, columns, { table: line.table, values, naming });
  const needs = beside[`${line.table}.${line.column}`]?.(row.values);
  if (needs !== undefined) await fillRow(t.database.owner, columns, { ...needs, naming: [] });
  return row;
}

async function happen(writer: Writer, all: readonly Lifecycle[], event: Event): Promise<void> {
  await lockTree(writer);
  if (event === 'moved') {
    const given = { organization_id: branch.id, from: branch.path, to: movedPath() };
    return settleOrganization(writer, { lifecycles: all, later }, { event, given });
  }
  const organization = await loadOrganization(writer, branch.id);
  const heir = await loadOrganization(writer, event === 'merged' ? other.id : county.id);
  const answers = { below: 'hand_over', work: 'hand_over', members: 'hand_over' } as const;
  const leaving: Leaving = { organization, heir, answers, day: '2026-11-21', by, since: t.now };
  await handOverGuidance(writer, leaving);
  await handOverBelow(writer, { lifecycles: all, later }, leaving);
  await settleOrganization(writer, { lifecycles: all, later }, { event, given: leaving });
}

const movedPath = (): string => `${elsewhere.path}${branch.path.split('/').at(-2) ?? ''}/`;

/** What the column holds afterwards, said as the outcome of the line, or what it holds instead. */
function outcomeOf(
  then: Outcome,
  { line, event, row }: { line: OrganizationLine; event: Event; row: Row },
  now: Record<string, unknown> | undefined,
): string {
  const heir = event === 'merged' ? other : county;
  const before = row.values[line.column];
  const after = now?.[line.column];
  if (now === undefined) return 'deleted';
  if (then === 'stays') return JSON.stringify(after) === JSON.stringify(before) ? then : `it is ${textOf(after)}`;
  const awaited: Readonly<Record<string, unknown>> = {
    follows: String(before).replace(branch.path, movedPath()),
    heir: line.column.endsWith('path') ? heir.path : heir.id,
  };
  if (typeof then === 'string') return after === awaited[then] ? then : `it is ${textOf(after)}`;
  if ('ended' in then) return now[then.ended] === null ? `${then.ended} is empty` : said(then);
  const full = then.emptied.filter((name) => !['', '{}', '[]', 'null'].includes(textOf(now[name])));
  return full.length === 0 ? said(then) : `${full.join(', ')} still filled`;
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
const said = (then: Outcome): string => textOf(then);

class Enough extends Error {}

/** What the row is after the event, in a transaction that is given up. */
async function found(line: OrganizationLine, event: Event, all: readonly Lifecycle[] = lifecycles): Promise<string> {
  const { outcome: then } = line.on[event];
  const row = await rowOf(line, then);
  let outcome: string = 'nothing was asked';
  const looked = t.setUp(async (writer) => {
    await happen(writer, all, event);
    const now = await rowNow(async (text, values) => ({ rows: await writer.all(bound(text, values)) }), row);
    outcome = outcomeOf(then, { line, event, row }, now);
    throw new Enough();
  });
  await looked.catch((error: unknown) => {
    if (!(error instanceof Enough)) outcome = String(error);
  });
  await removeRow(t.database.owner, row);
  return outcome;
}

test.each(['moved', 'dissolved', 'merged'] as const)(
  'each line of an organisation says what becomes of a filled row when it is %s',
  async (event) => {
    const wrong: string[] = [];
    for (const line of lines) {
      const outcome = await found(line, event);
      const awaited = said(line.on[event].outcome);
      if (outcome !== awaited) wrong.push(`${line.table}.${line.column}: ${awaited}, but ${outcome}`);
    }
    expect(wrong).toEqual([]);
  },
);

test.each([
  ['memberships', 'organization_id', 'dissolved', 'left_on is empty'],
  ['volunteers', 'organization_path', 'moved', () => `it is ${branch.path}`],
  ['rights_matters', 'organization_id', 'merged', () => `it is ${branch.id}`],
] as const)('a line of %s that is not carried out is seen', async (table, column, event, instead) => {
  const line = lines.find((one) => one.table === table && one.column === column);
  if (line === undefined) throw new Error('the line stands');
  const idle = lifecycles.map((one) => ({ ...one, lines: one.lines.filter((other) => other.table !== table) }));
  expect(await found(line, event, idle)).toBe(typeof instead === 'string' ? instead : instead());
});

/** A text with numbered parameters as the statements of the product are. */
function bound(text: string, values: readonly unknown[]) {
  return { strings: text.split(/\$\d+/), values: [...values] };
}

test('what stays says why, and what is done says what', () => {
  const silent = lines.flatMap((line) =>
    Object.values(line.on)
      .filter(({ says }) => says.length < 8)
      .map(() => line.table),
  );
  expect(silent).toEqual([]);
});
