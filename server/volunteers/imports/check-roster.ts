import { withoutSpaces } from '../../../domain/files/characters.ts';
import type { SheetRow } from '../../../domain/files/cells.ts';
import { headerRowsSearched, rowSifter, type Header } from '../../../domain/files/header.ts';
import type { Id } from '../../../domain/id.ts';
import { Problem, problem } from '../../../domain/problem.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import { assertMinimumAge } from '../../../domain/volunteers/consent.ts';
import { nameKey } from '../../../domain/volunteers/name.ts';
import { isExampleRow } from '../../../domain/volunteers/roster-template.ts';
import {
  duplicateMarker,
  findRosterHeader,
  readRow,
  type RosterPerson,
  type RosterRow,
  type RowProblem,
} from '../../../domain/volunteers/roster.ts';
import type { RosterField } from '../../../domain/volunteers/roster-words.ts';
import { byId } from '../../db/by-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { atOrBelow } from '../../db/tree.ts';
import type { SheetInPieces } from '../../files/read-sheet.ts';
import type { OrganizationRow } from '../../organizations/tree/load-organization.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { documentIndex } from '../personal-fields.ts';

export type Place = { readonly id: Id; readonly path: string; readonly name: string };
export type CheckedRow = RosterRow & {
  readonly state: 'new' | 'known' | 'bad';
  readonly known_id: Id | null;
  readonly place: Place;
  readonly document_index: Buffer | null;
};
/** A roster that is read while its rows are taken; what is behind the last row is known only then. */
export type CheckedRoster = {
  readonly header: Header<RosterField>;
  readonly rows_expected: number | null;
  readonly sheet: Pick<SheetInPieces, 'name' | 'others'>;
  readonly skipped_rows: readonly number[]; // grows
  readonly hidden_rows: readonly number[]; // grows too: rows of people that a filter or a clerk has hidden
  readonly pieces: AsyncIterable<readonly CheckedRow[]>;
};
type Known = { person_id: Id; name: string | null; is_volunteer: boolean; is_withdrawn: boolean };
type Checks = {
  places: Map<string, Place | 'several'>;
  own: Place;
  ages: Parameters<typeof assertMinimumAge>[1];
  today: BusinessDate;
};

export type Checker = { readonly reader: Reader; readonly secrets: SecretBox; readonly today: BusinessDate };

export type RosterOrder = { readonly organization: OrganizationRow; readonly leave_hidden?: boolean };

/** Reads a roster piece by piece and compares it with what is registered; the same for preview, error workbook and import. */
export async function checkRoster(
  { reader, secrets, today }: Checker,
  sheet: SheetInPieces,
  { organization, leave_hidden: leaveHidden = false }: RosterOrder,
): Promise<CheckedRoster> {
  const source = withoutExamples(sheet.pieces);
  const head: SheetRow[] = [];
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    head.push(...next.value);
    if (head.length >= headerRowsSearched) break;
  }
  const header = findRosterHeader({ rows: head, merges: sheet.merges, hidden_columns: sheet.hidden_columns });
  const checks: Checks = {
    places: await placesBelow(reader, organization),
    own: { id: organization.id, path: organization.path, name: organization.name },
    ages: (await ruleBookInForce(reader, 'age_matrix', organization.path, today)).body,
    today,
  };
  const [skipped, hidden]: [number[], number[]] = [[], []];
  const [sift, mark] = [rowSifter(header, sheet.merges), duplicateMarker()];

  const checkPiece = async (piece: readonly SheetRow[]): Promise<CheckedRow[]> => {
    const rows: RosterRow[] = [];
    for (const read of piece) {
      const sifted = sift(read);
      if (sifted?.is_data === true && sifted.row.is_hidden === true) {
        hidden.push(sifted.row.number);
        if (leaveHidden) continue;
      }
      if (sifted?.is_data === true) rows.push(mark(readRow(sifted.row, header, sheet.date_system, today)));
      else if (sifted !== null) skipped.push(sifted.row.number);
    }
    const indexes = rows.map((row) => (row.person ? documentIndex(secrets, row.person.document) : null));
    const known = await knownPeople(
      reader,
      indexes.filter((index) => index !== null),
    );
    return rows.map((row, place) => checkRow(row, indexes[place] ?? null, known, checks));
  };
  async function* pieces(): AsyncGenerator<readonly CheckedRow[]> {
    let isEmpty = true;
    for (let piece: readonly SheetRow[] = head; ;) {
      const rows = await checkPiece(piece);
      if (rows.length > 0) yield rows;
      isEmpty &&= rows.length === 0;
      const next = await source.next();
      if (next.done === true) break;
      piece = next.value;
    }
    if (isEmpty) throw problem('files.empty');
  }
  return {
    header,
    sheet: { name: sheet.name, others: sheet.others },
    rows_expected: sheet.rows_expected,
    skipped_rows: skipped,
    hidden_rows: hidden,
    pieces: pieces(),
  };
}

async function* withoutExamples(
  pieces: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<readonly SheetRow[], undefined> {
  for await (const rows of pieces) yield rows.filter((row) => !isExampleRow(row.cells));
}

/** Written out, field by field: spreading a row would cost a hidden class each, which only a full sweep of the heap frees. */
function checkRow(row: RosterRow, index: Buffer | null, people: Map<string, Known>, checks: Checks): CheckedRow {
  const known = index ? people.get(index.toString('hex')) : undefined;
  if (!row.person) return refused(row, row.problems, checks.own);
  const problems: RowProblem[] = [];
  const place = placeOf(row.person, checks, problems);
  try {
    assertMinimumAge(row.person.document.birth_date, checks.ages, checks.today);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    problems.push({ code: error.code, params: error.params, field: 'document_number' });
  }
  if (known && nameKey(known.name ?? '') !== nameKey(row.person.name))
    problems.push({ code: 'volunteers.row_known_other_name', params: {}, field: 'name' });
  if (known?.is_withdrawn) problems.push({ code: 'volunteers.row_withdrawn', params: {}, field: 'document_number' });
  const notes = row.person.needs_guardian
    ? [...row.notes, { code: 'volunteers.row_needs_guardian' as const, params: {}, field: 'document_number' }]
    : row.notes;
  if (problems.length > 0) return refused(row, problems, place);
  const { row_number, cells, person } = row;
  return {
    row_number,
    cells,
    person,
    problems,
    notes,
    state: known?.is_volunteer ? 'known' : 'new',
    known_id: known?.person_id ?? null,
    place,
    document_index: index,
  };
}

function refused({ row_number, cells, notes }: RosterRow, problems: readonly RowProblem[], place: Place): CheckedRow {
  return {
    row_number,
    cells,
    person: null,
    problems,
    notes,
    state: 'bad',
    known_id: null,
    place,
    document_index: null,
  };
}

function placeOf(person: RosterPerson, checks: Checks, problems: RowProblem[]): Place {
  if (person.organization_name === null) return checks.own;
  const found = checks.places.get(withoutSpaces(person.organization_name));
  if (found !== undefined && found !== 'several') return found;
  problems.push({
    code: found === 'several' ? 'volunteers.organization_ambiguous' : 'volunteers.organization_unknown',
    params: { name: person.organization_name },
    field: 'organization',
  });
  return checks.own;
}

/** Names at and below the organisation, read as the cells are (brackets, spaces); a name borne by two teams cannot decide. */
async function placesBelow(reader: Reader, organization: OrganizationRow): Promise<Map<string, Place | 'several'>> {
  const rows = await reader.all<Place>(sql`
    select id, path, name_zh as name from organizations where ${atOrBelow(sql`path`, organization.path)} and dissolved_on is null`);
  const places = new Map<string, Place | 'several'>();
  for (const row of rows) {
    const name = withoutSpaces(row.name);
    places.set(name, places.has(name) ? 'several' : row);
  }
  places.set(withoutSpaces(organization.name), {
    id: organization.id,
    path: organization.path,
    name: organization.name,
  });
  return places;
}

async function knownPeople(reader: Reader, indexes: readonly Buffer[]): Promise<Map<string, Known>> {
  if (indexes.length === 0) return new Map();
  const keys = await reader.all<{ index: Buffer; person_id: Id }>(sql`
    select index, person_id from identity_keys where kind = 'document' and index = any(${indexes}::bytea[])`);
  const people = await byId<Omit<Known, 'person_id'> & { id: Id }>(
    keys.map((key) => key.person_id),
    (ids) =>
      reader.all(sql`
        select p.id, p.name, v.id is not null as is_volunteer, v.withdrawn_at is not null as is_withdrawn
        from persons p left join volunteers v on v.id = p.id where p.id = any(${ids}::uuid[])`),
  );
  return new Map(
    keys.flatMap(({ index, person_id }) => {
      const person = people.get(person_id);
      return person === undefined ? [] : [[index.toString('hex'), { ...person, person_id }] as const];
    }),
  );
}
