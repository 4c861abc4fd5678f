/** A roster sheet becomes people, each bad row with reasons that a clerk understands. */
import { dateOf, lostDigits, textOf, type Cell, type DateSystem, type Sheet, type SheetRow } from '../files/cells.ts';
import { dataRows, findHeader, type Header, type HeaderSource, type HeaderWanted } from '../files/header.ts';
import { defaultAgeMatrix } from '../organizations/rule-books/age-matrix.ts';
import { Problem, problem, type ProblemCode, type ProblemParams } from '../problem.ts';
import { textIndex } from '../text-index.ts';
import { ageOn, isBusinessDate, type BusinessDate } from '../time.ts';
import { storageConsentUnderAge } from './consent.ts';
import { documentTypeFromWord, normalizeDocumentNumber, readDocument, type IdentityDocument } from './identity.ts';
import { nameKey, readName } from './name.ts';
import { readPhone } from './phone.ts';
import { rosterWords, type RosterField } from './roster-words.ts';
import { isVolunteerNumber, normalizeVolunteerNumber } from './volunteer-number.ts';

export type RowProblem = { readonly code: ProblemCode; readonly params: ProblemParams; readonly field: string | null };
export type RosterPerson = {
  readonly name: string;
  readonly document: IdentityDocument;
  readonly phone: string;
  readonly volunteer_number: string | null; // of another system or ours; checked by form only
  readonly organization_name: string | null;
  readonly is_league_member: boolean;
  readonly joined_on: BusinessDate | null;
  readonly guardian: { readonly name: string; readonly phone: string } | null;
  readonly needs_guardian: boolean; // 14 to 17: stored, but takes no part before the guardian agrees
  readonly remark: string;
};
export type RosterRow = {
  readonly row_number: number;
  readonly cells: readonly Cell[]; // as they came, for the error workbook
  readonly person: RosterPerson | null; // null where problems is not empty
  readonly problems: readonly RowProblem[];
  readonly notes: readonly RowProblem[]; // worth a look, no reason to refuse
};
export type Roster = {
  readonly header: Header<RosterField>;
  readonly rows: readonly RosterRow[];
  readonly skipped_rows: readonly number[];
};

export function readRoster(sheet: Sheet, today: BusinessDate): Roster {
  const header = findRosterHeader(sheet);
  const { rows, skipped } = dataRows(sheet, header);
  return {
    header,
    rows: rows.map((row) => readRow(row, header, sheet.date_system, today)).map(duplicateMarker()),
    skipped_rows: skipped.map((row) => row.number),
  };
}

/** Looks through the first rows of a sheet; more need not be there yet. */
export function findRosterHeader(sheet: HeaderSource): Header<RosterField> {
  return findHeader(sheet, rosterWanted);
}

export const rosterWanted: HeaderWanted<RosterField> = {
  words: rosterWords,
  required: ['name', 'document_number', 'phone'],
};

/** One row by itself; whether it comes twice is seen by `duplicateMarker`. */
export function readRow(
  row: SheetRow,
  header: Header<RosterField>,
  system: DateSystem,
  today: BusinessDate,
): RosterRow {
  const problems: RowProblem[] = [];
  const cell = (field: RosterField): Cell | undefined => {
    const place = header.columns.get(field);
    return place === undefined ? undefined : row.cells[place];
  };
  const text = (field: RosterField): string => textOf(cell(field));
  /** Goes on after a problem, so that a clerk sees all that is wrong with a row at once. */
  const attempt = <T>(read: () => T, field?: RosterField): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push({ code: error.code, params: error.params, field: field ?? error.field ?? null });
      return null;
    }
  };
  const optional = <T>(field: RosterField, read: (text: string) => T): T | null =>
    text(field) === '' ? null : attempt(() => read(text(field)), field);

  const name = attempt(() => readName(text('name')));
  const document = attempt(() => documentOfRow(cell, system, today));
  const phone = attempt(() => readPhone(text('phone')));
  const number = optional('volunteer_number', readNumber);
  const joinedOn = optional('joined_on', () => dateOf(cell('joined_on'), system));
  const guardianName = optional('guardian_name', readName);
  const guardianPhone = optional('guardian_phone', readPhone);
  const age = document ? ageOn(document.birth_date, today) : null;
  if (age !== null && age < storageConsentUnderAge)
    attempt(() => {
      throw problem('volunteers.row_child', {}, 'document_number');
    });
  const person =
    problems.length > 0 || !name || !document || !phone || age === null
      ? null
      : {
          name,
          document,
          phone,
          volunteer_number: number,
          organization_name: text('organization') || null,
          is_league_member: /团员/.test(text('political_status')),
          joined_on: joinedOn,
          guardian: guardianName && guardianPhone ? { name: guardianName, phone: guardianPhone } : null,
          needs_guardian: age < defaultAgeMatrix.guardian_under_age,
          remark: text('remark'),
        };
  return { row_number: row.number, cells: row.cells, person, problems, notes: [] };
}

function documentOfRow(
  cell: (field: RosterField) => Cell | undefined,
  system: DateSystem,
  today: BusinessDate,
): IdentityDocument {
  const numberCell = cell('document_number');
  if (lostDigits(numberCell)) throw problem('volunteers.document_as_number', {}, 'document_number');
  const type = textOf(cell('document_type'));
  const birth = textOf(cell('birth_date'));
  const document = readDocument({
    number: textOf(numberCell),
    type: type === '' ? undefined : documentTypeFromWord(type),
    birth_date: birth === '' || isYearAndMonth(birth) ? null : dateOf(cell('birth_date'), system),
    today,
  });
  const sex = textOf(cell('sex'));
  const given = /^(男|male|m)$/i.test(sex) ? 'male' : /^(女|female|f)$/i.test(sex) ? 'female' : null;
  if (given && document.sex && given !== document.sex) throw problem('volunteers.sex_mismatch', {}, 'sex');
  return document;
}

/** 出生年月 such as 1990.01 tells no day; the number does, or the birth date is asked for. */
function isYearAndMonth(text: string): boolean {
  return /^\d{4}([.\-/年]\d{1,2}月?)?$/.test(text) && !isBusinessDate(text);
}

function readNumber(text: string): string {
  const number = normalizeVolunteerNumber(text);
  if (!isVolunteerNumber(number)) throw problem('volunteers.number_unknown', { number: text }, 'volunteer_number');
  return number;
}

/**
 * The first row of a person counts; later ones name it. A shared phone is a note: families share one. Rows come one after
 * the other, and only what tells them apart is kept of them.
 */
export function duplicateMarker(): (row: RosterRow) => RosterRow {
  const [documents, phones, names] = [textIndex(), textIndex(), textIndex()];
  const [documentRows, documentNames]: [number[], number[]] = [[], []]; // by the place of a document
  const phoneRows: number[] = []; // by the place of a phone
  return (row) => {
    if (!row.person) return row;
    const name = names.place(nameKey(row.person.name));
    const document = documents.place(normalizeDocumentNumber(row.person.document.number));
    const first = documentRows[document];
    if (first !== undefined) {
      const code =
        documentNames[document] === name ? 'volunteers.row_duplicate_document' : 'volunteers.row_duplicate_other_name';
      return { ...row, person: null, problems: [{ code, params: { row: first }, field: 'document_number' }] };
    }
    documentRows.push(row.row_number);
    documentNames.push(name);
    const phone = phones.place(row.person.phone);
    const samePhone = phoneRows[phone];
    if (samePhone !== undefined)
      return { ...row, notes: [{ code: 'volunteers.row_shared_phone', params: { row: samePhone }, field: 'phone' }] };
    phoneRows.push(row.row_number);
    return row;
  };
}
