import type { Sheet } from '../../domain/files/cells.ts';
import type { Id } from '../../domain/id.ts';
import { Problem } from '../../domain/problem.ts';
import type { BusinessDate } from '../../domain/time.ts';
import { demandMinimumAge } from '../../domain/volunteers/consent.ts';
import { nameKey } from '../../domain/volunteers/name.ts';
import { isExampleRow } from '../../domain/volunteers/roster-template.ts';
import { markDuplicates, openRoster, readRow, type Roster, type RosterPerson, type RosterRow, type RowProblem } from '../../domain/volunteers/roster.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { atOrBelow } from '../db/tree.ts';
import type { OrganizationRow } from '../organizations/load-organization.ts';
import { ruleBookInForce } from '../organizations/rule-book-in-force.ts';
import type { SecretBox } from '../secret-box.ts';
import { breathe, type TellProgress } from './import-progress.ts';
import { documentIndex } from './personal-fields.ts';

export type Place = { readonly id: Id; readonly path: string; readonly name: string };
export type CheckedRow = RosterRow & {
  readonly state: 'new' | 'known' | 'bad';
  readonly known_id: Id | null;
  readonly place: Place;
  readonly document_index: Buffer | null;
};
export type CheckedRoster = Omit<Roster, 'rows'> & { readonly rows: readonly CheckedRow[] };
type Known = { index: Buffer; person_id: Id; name: string | null; is_volunteer: boolean; is_withdrawn: boolean };
type Checks = { places: Map<string, Place | 'several'>; known: Map<string, Known>; own: Place; ages: Parameters<typeof demandMinimumAge>[1]; today: BusinessDate };

export type Checker = { readonly reader: Reader; readonly secrets: SecretBox; readonly today: BusinessDate; readonly tell?: TellProgress };
const rowsAtOnce = 500;

/** Reads a roster and compares it with what is registered; the same for preview, error workbook and import. */
export async function checkRoster({ reader, secrets, today, tell = () => undefined }: Checker, sheet: Sheet, organization: OrganizationRow): Promise<CheckedRoster> {
  const open = openRoster({ ...sheet, rows: sheet.rows.filter((row) => !isExampleRow(row.cells)) });
  const read: RosterRow[] = [];
  const indexes: (Buffer | null)[] = [];
  for (let at = 0; at < open.rows.length; at += rowsAtOnce) {
    for (const row of open.rows.slice(at, at + rowsAtOnce)) {
      const one = readRow(row, open.header, open.date_system, today);
      read.push(one);
      indexes.push(one.person ? documentIndex(secrets, one.person.document) : null);
    }
    tell('checking', read.length, open.rows.length);
    await breathe();
  }
  const rows = markDuplicates(read);
  const checks: Checks = {
    places: await placesBelow(reader, organization), known: await knownPeople(reader, indexes.filter((index) => index !== null)),
    own: { id: organization.id, path: organization.path, name: organization.name },
    ages: (await ruleBookInForce(reader, 'age_matrix', organization.path, today)).body, today,
  };
  const checked: CheckedRow[] = [];
  for (const row of rows) {
    checked.push(checkRow(row, indexes[checked.length] ?? null, checks));
    if (checked.length % rowsAtOnce === 0) await breathe();
  }
  return { header: open.header, skipped_rows: open.skipped_rows, rows: checked };
}

function checkRow(row: RosterRow, index: Buffer | null, checks: Checks): CheckedRow {
  const known = index ? checks.known.get(index.toString('hex')) : undefined;
  if (!row.person) return { ...row, state: 'bad', known_id: null, place: checks.own, document_index: index };
  const problems: RowProblem[] = [];
  const place = placeOf(row.person, checks, problems);
  try {
    demandMinimumAge(row.person.document.birth_date, checks.ages, checks.today);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    problems.push({ code: error.code, params: error.params, field: 'document_number' });
  }
  if (known && nameKey(known.name ?? '') !== nameKey(row.person.name)) problems.push({ code: 'volunteers.row_known_other_name', params: {}, field: 'name' });
  if (known?.is_withdrawn) problems.push({ code: 'volunteers.row_withdrawn', params: {}, field: 'document_number' });
  const notes = row.person.needs_guardian ? [...row.notes, { code: 'volunteers.row_needs_guardian' as const, params: {}, field: 'document_number' }] : row.notes;
  if (problems.length > 0) return { ...row, problems, person: null, state: 'bad', known_id: null, place, document_index: index };
  return { ...row, notes, state: known?.is_volunteer ? 'known' : 'new', known_id: known?.person_id ?? null, place, document_index: index };
}

function placeOf(person: RosterPerson, checks: Checks, problems: RowProblem[]): Place {
  if (person.organization_name === null) return checks.own;
  const found = checks.places.get(person.organization_name.replaceAll(' ', ''));
  if (found !== undefined && found !== 'several') return found;
  problems.push({ code: found === 'several' ? 'volunteers.organization_ambiguous' : 'volunteers.organization_unknown', params: { name: person.organization_name }, field: 'organization' });
  return checks.own;
}

/** Names at and below the organisation; a name borne by two teams cannot decide. */
async function placesBelow(reader: Reader, organization: OrganizationRow): Promise<Map<string, Place | 'several'>> {
  const rows = await reader.all<Place>(sql`
    select id, path, name_zh as name from organizations where ${atOrBelow(sql`path`, organization.path)} and dissolved_on is null`);
  const places = new Map<string, Place | 'several'>();
  for (const row of rows) places.set(row.name, places.has(row.name) ? 'several' : row);
  places.set(organization.name, { id: organization.id, path: organization.path, name: organization.name });
  return places;
}

async function knownPeople(reader: Reader, indexes: readonly Buffer[]): Promise<Map<string, Known>> {
  const rows = await reader.all<Known>(sql`
    select k.index, k.person_id, p.name, v.id is not null as is_volunteer, v.withdrawn_at is not null as is_withdrawn
    from identity_keys k join persons p on p.id = k.person_id left join volunteers v on v.id = k.person_id
    where k.kind = 'document' and k.index = any(${indexes}::bytea[])`);
  return new Map(rows.map((row) => [row.index.toString('hex'), row]));
}
