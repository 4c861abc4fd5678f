import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { businessDate } from '../../domain/time.ts';
import { maskDocumentNumber, maskPhone } from '../../domain/masking.ts';
import type { RosterPerson } from '../../domain/volunteers/roster.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { personPinyin } from './person-pinyin.ts';
import type { OrganizationRow } from '../organizations/load-organization.ts';
import type { CheckedRoster, CheckedRow } from './check-roster.ts';
import { divisionOf, takeNumbers } from './next-number.ts';
import type { TellProgress } from './import-progress.ts';
import { phoneIndex } from './personal-fields.ts';

export type ImportOrder = { readonly organization: OrganizationRow; readonly roster: CheckedRoster; readonly file_name: string; readonly digest: string; readonly take: 'all' | 'good'; readonly tell?: TellProgress };
export type Imported = { readonly import_id: Id; readonly registered: number; readonly known: number; readonly refused: number };

type GoodRow = CheckedRow & { person: RosterPerson; document_index: Buffer; volunteer_id: Id; membership_id: Id };
const rowsAtOnce = 1000;

/** One transaction: all that was promised, or nothing. Nothing is accepted in anybody's name: people are asked at their first sign-in. */
export async function importRoster(writer: Writer, order: ImportOrder): Promise<Imported> {
  const { organization, roster } = order;
  writer.caller.require('volunteers.register', { path: organization.path });
  const refused = roster.rows.filter((row) => row.state === 'bad').length;
  if (order.take === 'all' && refused > 0) throw problem('volunteers.import_has_problems', { count: refused });
  const good: GoodRow[] = roster.rows.flatMap((row) => (row.person && row.document_index
    ? [{ ...row, person: row.person, document_index: row.document_index, volunteer_id: row.known_id ?? writer.newId(), membership_id: writer.newId() }] : []));
  if (good.length === 0) throw problem('volunteers.import_nothing');
  const fresh = good.filter((row) => row.state === 'new');
  const importId = writer.newId();
  await writer.run(sql`
    insert into roster_imports (id, organization_id, organization_path, file_name, file_digest, rows_read, rows_registered, rows_known, rows_refused, imported_by, imported_at)
    values (${importId}, ${organization.id}, ${organization.path}, ${order.file_name}, ${order.digest}, ${roster.rows.length}, ${fresh.length}, ${good.length - fresh.length},
      ${refused}, ${writer.caller.person_id}, ${writer.now})`);
  const numbers = await numbersFor(writer, fresh);
  await piecewise(writer, fresh, (rows, from) => {
    order.tell?.('registering', from, fresh.length);
    return registering(writer, rows, numbers.slice(from, from + rows.length), importId);
  }, (claimed, rows) => {
    if (claimed.length !== rows.length) throw problem('core.conflict'); // somebody registered since the check: look again
  });
  const joining = await notYetMembers(writer, good);
  await piecewise(writer, joining, (rows, from) => {
    order.tell?.('joining', from, joining.length);
    return becomingMembers(writer, rows, importId);
  });
  await writer.notify(writer.caller.person_id, 'volunteers.imported', { file: order.file_name, registered: fresh.length, known: good.length - fresh.length, refused }, '/volunteers/import');
  await writer.audit({
    action: 'volunteers.import', subject_type: 'roster_import', subject_id: importId, organization_path: organization.path, permission: 'volunteers.register',
    after: { file: order.file_name, registered: fresh.length, known: good.length - fresh.length, refused },
  });
  return { import_id: importId, registered: fresh.length, known: good.length - fresh.length, refused };
}

/** The database writes one piece while the next is sealed and indexed. */
async function piecewise(writer: Writer, rows: readonly GoodRow[], statement: (piece: readonly GoodRow[], from: number) => Sql, check: (answer: readonly object[], piece: readonly GoodRow[]) => void = () => undefined): Promise<void> {
  let running = Promise.resolve();
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const piece = rows.slice(from, from + rowsAtOnce);
    const ready = statement(piece, from);
    await running;
    running = writer.all(ready).then((answer) => check(answer, piece));
  }
  await running;
}

function registering(writer: Writer, rows: readonly GoodRow[], numbers: readonly string[], importId: Id): Sql {
  const people = rows.map(({ person }) => person);
  return sql`
    with listed as materialized (
      select * from unnest(${rows.map((row) => row.volunteer_id)}::uuid[], ${rows.map((row) => row.document_index)}::bytea[], ${people.map((one) => one.name)}::text[], ${people.map((one) => personPinyin(one.name))}::text[],
        ${people.map((one) => one.document.birth_date)}::date[], ${people.map((one) => one.document.sex)}::text[], ${people.map((one) => one.document.type)}::text[],
        ${people.map((one) => writer.secrets.seal(one.document.number))}::bytea[], ${people.map((one) => maskDocumentNumber(one.document.number))}::text[],
        ${people.map((one) => writer.secrets.seal(one.phone))}::bytea[], ${people.map((one) => phoneIndex(writer.secrets, one.phone))}::bytea[], ${people.map((one) => maskPhone(one.phone))}::text[],
        ${numbers}::text[], ${rows.map((row) => row.place.id)}::uuid[], ${rows.map((row) => row.place.path)}::text[], ${people.map((one) => one.is_league_member)}::boolean[])
        as l (id, document_index, name, pinyin, birth_date, sex, document_type, document_encrypted, document_hint, phone_encrypted, phone_index, phone_hint, number, organization_id, path, is_league_member)
    ), people as (
      insert into persons (id, name, pinyin, birth_date, sex, document_type, document_encrypted, document_index, document_hint, phone_encrypted, phone_index, phone_hint, created_at)
      select id, name, pinyin, birth_date, sex, document_type, document_encrypted, document_index, document_hint, phone_encrypted, phone_index, phone_hint, ${writer.now} from listed
      on conflict (id) do nothing
    ), volunteering as (
      insert into volunteers (id, number, organization_id, organization_path, source, is_league_member, registered_at, import_id)
      select id, number, organization_id, path, 'import', is_league_member, ${writer.now}, ${importId} from listed
    )
    insert into identity_keys (kind, index, person_id) select 'document', document_index, id from listed
    on conflict (kind, index) do update set person_id = identity_keys.person_id where identity_keys.person_id = excluded.person_id returning person_id`;
}

async function numbersFor(writer: Writer, rows: readonly GoodRow[]): Promise<string[]> {
  const paths = [...new Set(rows.map((row) => row.place.path))];
  const divisions = new Map<string, string>();
  for (const path of paths) divisions.set(path, (await divisionOf(writer, path)).slice(0, 4));
  const free = new Map<string, string[]>();
  for (const division of new Set(divisions.values())) {
    free.set(division, await takeNumbers(writer, division, rows.filter((row) => divisions.get(row.place.path) === division).length));
  }
  return rows.map((row) => free.get(divisions.get(row.place.path) ?? '')?.pop() ?? '');
}

/** Everyone becomes a member once; who is a member already stays as they are. */
async function notYetMembers(writer: Writer, rows: readonly GoodRow[]): Promise<GoodRow[]> {
  const known = rows.filter((row) => row.state === 'known');
  const members = known.length === 0 ? [] : await writer.all<{ key: string }>(sql`
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
