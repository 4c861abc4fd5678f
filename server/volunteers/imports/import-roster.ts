import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { maskDocumentNumber, maskPhone } from '../../../domain/masking.ts';
import type { RosterPerson } from '../../../domain/volunteers/roster.ts';
import { cityOf } from '../../../domain/volunteers/volunteer-number.ts';
import { importPeople, type ImportedPeople } from '../../accounts/people/import-people.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { personPinyin } from '../person-pinyin.ts';
import { standingOrganization, type OrganizationRow } from '../../organizations/tree/load-organization.ts';
import { refuseUnasked, type SheetChoices } from '../../files/sheet-choices.ts';
import type { CheckedRoster, CheckedRow } from './check-roster.ts';
import { divisionOf, takeVolunteerNumbers } from '../next-number.ts';
import type { TellProgress } from './import-progress.ts';
import { phoneIndex } from '../personal-fields.ts';

export type ImportOrder = {
  readonly organization: OrganizationRow;
  readonly roster: CheckedRoster;
  readonly file_name: string;
  readonly digest: string;
  readonly take: 'all' | 'good';
  readonly choices?: SheetChoices;
  readonly tell?: TellProgress;
};
export type Imported = {
  readonly import_id: Id;
  readonly registered: number;
  readonly known: number;
  readonly refused: number;
};

type GoodRow = Pick<CheckedRow, 'row_number' | 'state' | 'place'> & {
  person: RosterPerson;
  document_index: Buffer;
  volunteer_id: Id;
  membership_id: Id;
};
type Counts = { read: number; registered: number; known: number; refused: number };

/**
 * One transaction: all that was promised, or nothing. A piece is written while the next is read, checked and encrypted, and is
 * forgotten then. Nothing is accepted in anybody's name: people are asked at their first sign-in.
 */
export async function importRoster(writer: Writer, order: ImportOrder): Promise<Imported> {
  const { organization, roster } = order;
  writer.caller.require('volunteers.register', { path: organization.path });
  await standingOrganization(writer, organization.id);
  const importId = writer.newId();
  await writer.run(sql`
    insert into roster_imports (id, organization_id, organization_path, file_name, file_digest, rows_read, rows_registered, rows_known, rows_refused, imported_by, imported_at)
    values (${importId}, ${organization.id}, ${organization.path}, ${order.file_name}, ${order.digest}, 0, 0, 0, 0, ${writer.caller.person_id}, ${writer.now})`);
  const counts: Counts = { read: 0, registered: 0, known: 0, refused: 0 };
  const unnumbered: Unnumbered[] = [];
  let running: Promise<void> = Promise.resolve();
  try {
    for await (const piece of roster.pieces) {
      const good = count(writer, piece, counts);
      order.tell?.('registering', counts.read, roster.rows_expected);
      if (good.length === 0 || (order.take === 'all' && counts.refused > 0)) continue; // refused in the end, so only counted
      const fresh = good.filter((row) => row.state === 'new');
      const encrypted = seal(writer, fresh);
      await running;
      for (const { volunteer_id, place, person } of fresh)
        unnumbered.push({ volunteer_id, place, is_league_member: person.is_league_member });
      running = writePiece(writer, { good, fresh, encrypted, import_id: importId });
      running.catch(() => undefined); // told where it is waited for
    }
  } finally {
    await running.catch(() => undefined); // nothing may be on its way when the transaction is undone
  }
  await running;
  const { read, registered, known, refused } = counts;
  if (order.choices !== undefined) refuseUnasked(roster.sheet, roster.hidden_rows, order.choices);
  if (order.take === 'all' && refused > 0) throw problem('volunteers.import_has_problems', { count: refused });
  if (registered + known === 0) throw problem('volunteers.import_nothing');
  await number(writer, unnumbered, importId);
  await writer.run(
    sql`update roster_imports set rows_read = ${read}, rows_registered = ${registered}, rows_known = ${known}, rows_refused = ${refused} where id = ${importId}`,
  );
  await writer.notify(writer.caller.person_id, 'volunteers.imported', {
    file: order.file_name,
    registered,
    known,
    refused,
  });
  await writer.audit({
    action: 'volunteers.import',
    subject_type: 'roster_import',
    subject_id: importId,
    organization_path: organization.path,
    permission: 'volunteers.register',
    after: { file: order.file_name, registered, known, refused },
  });
  return { import_id: importId, registered, known, refused };
}

function count(writer: Writer, piece: readonly CheckedRow[], counts: Counts): GoodRow[] {
  counts.read += piece.length;
  return piece.flatMap((row) => {
    counts[row.state === 'bad' ? 'refused' : row.state === 'new' ? 'registered' : 'known'] += 1;
    const { row_number, state, place, person, document_index } = row;
    return person && document_index
      ? [
          {
            row_number,
            state,
            place,
            person,
            document_index,
            volunteer_id: row.known_id ?? writer.newId(),
            membership_id: writer.newId(),
          },
        ]
      : [];
  });
}

type Piece = {
  readonly good: readonly GoodRow[];
  readonly fresh: readonly GoodRow[];
  readonly encrypted: Sealed;
  readonly import_id: Id;
};

async function writePiece(writer: Writer, piece: Piece): Promise<void> {
  if (piece.fresh.length > 0) {
    const claimed = await importPeople(writer, peopleOf(piece));
    if (claimed !== piece.fresh.length) throw problem('core.conflict'); // somebody registered since the check: look again
  }
  const joining = await notYetMembers(writer, piece.good);
  if (joining.length > 0) await writer.run(becomingMembers(writer, joining, piece.import_id));
}

type Sealed = {
  readonly pinyin: string[];
  readonly documents: Buffer[];
  readonly phones: Buffer[];
  readonly phone_indexes: Buffer[];
};

function seal({ secrets }: Writer, rows: readonly GoodRow[]): Sealed {
  const people = rows.map(({ person }) => person);
  return {
    pinyin: people.map((one) => personPinyin(one.name)),
    documents: people.map((one) => secrets.encrypt(one.document.number)),
    phones: people.map((one) => secrets.encrypt(one.phone)),
    phone_indexes: people.map((one) => phoneIndex(secrets, one.phone)),
  };
}

function peopleOf({ fresh: rows, encrypted }: Piece): ImportedPeople {
  const people = rows.map(({ person }) => person);
  return {
    id: rows.map((row) => row.volunteer_id),
    name: people.map((one) => one.name),
    pinyin: encrypted.pinyin,
    birth_date: people.map((one) => one.document.birth_date),
    sex: people.map((one) => one.document.sex),
    document_type: people.map((one) => one.document.type),
    document_encrypted: encrypted.documents,
    document_index: rows.map((row) => row.document_index),
    document_hint: people.map((one) => maskDocumentNumber(one.document.number)),
    phone_encrypted: encrypted.phones,
    phone_index: encrypted.phone_indexes,
    phone_hint: people.map((one) => maskPhone(one.phone)),
  };
}

/** Who has no number yet, kept until all are read: five fields less than a row of the sheet. */
type Unnumbered = Pick<GoodRow, 'volunteer_id' | 'place'> & { readonly is_league_member: boolean };
const atOnce = 5000;

/** Last of all, because nobody else in these cities gets a number from here to the commit; city by city in one order. */
async function number(writer: Writer, rows: readonly Unnumbered[], importId: Id): Promise<void> {
  const divisions = new Map<string, string>();
  for (const { place } of rows)
    if (!divisions.has(place.path)) divisions.set(place.path, cityOf(await divisionOf(writer, place.path)));
  const cityAt = (row: Unnumbered): string => divisions.get(row.place.path) ?? '';
  for (const city of [...new Set(rows.map(cityAt))].sort()) {
    const ofCity = rows.filter((row) => cityAt(row) === city);
    const numbers = await takeVolunteerNumbers(writer, city, ofCity.length);
    for (let from = 0; from < ofCity.length; from += atOnce)
      await register(writer, ofCity.slice(from, from + atOnce), numbers.slice(from, from + atOnce), importId);
  }
}

async function register(
  writer: Writer,
  rows: readonly Unnumbered[],
  numbers: readonly string[],
  importId: Id,
): Promise<void> {
  const ids = rows.map((row) => row.volunteer_id);
  await writer.run(sql`
    insert into volunteers (id, number, organization_id, organization_path, source, is_league_member, registered_at, import_id)
    select id, number, organization_id, path, 'import', is_league_member, ${writer.now}, ${importId}
    from unnest(${ids}::uuid[], ${numbers}::text[], ${rows.map((row) => row.place.id)}::uuid[], ${rows.map((row) => row.place.path)}::text[],
      ${rows.map((row) => row.is_league_member)}::boolean[]) as l (id, number, organization_id, path, is_league_member)`);
  await writer.run(
    sql`insert into volunteer_numbers (number, volunteer_id) select number, volunteer_id from unnest(${numbers}::text[], ${ids}::uuid[]) as l (number, volunteer_id)`,
  );
}

/** Everyone becomes a member once; who is a member already stays as they are. */
async function notYetMembers(writer: Writer, rows: readonly GoodRow[]): Promise<GoodRow[]> {
  const known = rows.filter((row) => row.state === 'known');
  const members =
    known.length === 0
      ? []
      : await writer.all<{ key: string }>(sql`
    select volunteer_id || ' ' || organization_id as key from memberships where volunteer_id = any(${known.map((row) => row.volunteer_id)}::uuid[]) and left_on is null`);
  const isMember = new Set(members.map((member) => member.key));
  return rows.filter((row) => !isMember.has(`${row.volunteer_id} ${row.place.id}`));
}

function becomingMembers(writer: Writer, rows: readonly GoodRow[], importId: Id): Sql {
  return sql`
    with listed as materialized (
      select * from unnest(${rows.map((row) => row.volunteer_id)}::uuid[], ${rows.map((row) => row.membership_id)}::uuid[], ${rows.map((row) => row.place.id)}::uuid[],
        ${rows.map((row) => row.person.joined_on ?? businessDate(writer.now))}::date[], ${rows.map((row) => row.row_number)}::int[]) as l (volunteer_id, membership_id, organization_id, joined_on, row_number)
    ), joined as (
      insert into memberships (volunteer_id, id, organization_id, joined_on) select volunteer_id, membership_id, organization_id, joined_on from listed
    )
    insert into roster_import_memberships (import_id, volunteer_id, membership_id, row_number) select ${importId}, volunteer_id, membership_id, row_number from listed`;
}
