import { lostDigits, textOf } from '../../../domain/files/cells.ts';
import { dataRows, findHeader, type HeaderWanted } from '../../../domain/files/header.ts';
import type { Id } from '../../../domain/id.ts';
import { Problem, problem, problemSentence } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { readDocument, type IdentityDocument } from '../../../domain/volunteers/identity.ts';
import { unregisteredMembers } from '../../../domain/volunteers/league.ts';
import { maskName } from '../../../domain/masking.ts';
import { readName } from '../../../domain/volunteers/name.ts';
import { rosterWords } from '../../../domain/volunteers/roster-words.ts';
import type { Reader } from '../../db/reader.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';
import type { WholeSheet } from '../../files/read-sheet.ts';
import { findingsOf, refuseUnasked, type SheetChoices } from '../../files/sheet-choices.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization, loadStanding, standingOrganization } from '../../organizations/tree/load-organization.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { documentIndex } from '../personal-fields.ts';

type ReadMember = { readonly row_number: number; readonly name: string; readonly document: IdentityDocument };
type Refusal = { readonly row_number: number; readonly message: string };

export type LeagueFile = {
  readonly branch_id: Id;
  readonly sheet: WholeSheet;
  readonly choices: SheetChoices;
  readonly language: 'zh' | 'en';
};
export type ListedMembers = { members: number; registered: number; refused: Refusal[] };

/** P52: the branch's own list. Bad rows come back with reasons; the good ones replace the list. */
export async function listLeagueMembers(writer: Writer, input: LeagueFile): Promise<ListedMembers> {
  const branch = await standingOrganization(writer, input.branch_id);
  writer.caller.require('volunteers.register', { path: branch.path }, 'volunteers.read');
  const { members, refused, hidden_rows: hiddenRows } = readMembers(input, businessDate(writer.now));
  refuseUnasked(input.sheet, hiddenRows, input.choices);
  const unique = uniqueMembers(members, writer.secrets);
  await noteRemoved(
    writer,
    'league_members',
    await writer.all<RemovedRow>(
      sql`delete from league_members r where r.branch_id = ${branch.id} returning ${removedKey.league_members}`,
    ),
  );
  const indexes = unique.map((member) => documentIndex(writer.secrets, member.document));
  await writer.run(sql`
    insert into league_members (branch_id, id, name_encrypted, name_hint, document_index, listed_by, listed_at)
    select ${branch.id}::uuid, u.id, u.name, u.hint, u.document_index, ${writer.caller.person_id}::uuid, ${writer.now}::timestamptz
    from unnest(${unique.map(() => writer.newId())}::uuid[], ${unique.map((member) => writer.secrets.encrypt(member.name))}::bytea[],
      ${unique.map((member) => maskName(member.name))}::text[], ${indexes}::bytea[]) as u (id, name, hint, document_index)`);
  // who is a volunteer and on the list carries the flag of a league member
  await writer.run(sql`
    update volunteers set is_league_member = true where withdrawn_at is null
      and id in (select v.id from volunteers v where v.id = any(${(await holdersOf(writer, indexes)).map((key) => key.person_id)}::uuid[]) and ${seenBy(writer.caller)})`);
  const count = (await registeredAmong(writer, writer.caller, indexes)).size;
  await writer.audit({
    action: 'volunteers.list_league_members',
    subject_type: 'organization',
    subject_id: branch.id,
    organization_path: branch.path,
    permission: 'volunteers.register',
    after: { members: unique.length, registered: count, refused: refused.length },
  });
  return { members: unique.length, registered: count, refused };
}

/** The same look at the file without storing anything. */
export async function previewLeagueMembers(
  reader: Reader,
  { actor, secrets, now }: { actor: Actor; secrets: SecretBox; now: Date },
  input: LeagueFile,
) {
  const branch = await loadStanding(reader, input.branch_id);
  actor.require('volunteers.register', { path: branch.path }, 'volunteers.read');
  const { header, members, refused, hidden_rows: hiddenRows } = readMembers(input, businessDate(now));
  const indexes = uniqueMembers(members, secrets).map((member) => documentIndex(secrets, member.document));
  return {
    branch,
    sheet: findingsOf(input.sheet, header, hiddenRows),
    members: indexes.length,
    registered: (await registeredAmong(reader, actor, indexes)).size,
    refused,
  };
}

/** Nothing is stored, but that somebody compared numbers is known afterwards. */
export function notePreview(
  writer: Writer,
  branch: { readonly id: Id; readonly path: string },
  seen: { readonly members: number; readonly registered: number },
): Promise<void> {
  return writer.audit({
    action: 'volunteers.look_at_league_list',
    subject_type: 'organization',
    subject_id: branch.id,
    organization_path: branch.path,
    permission: 'volunteers.register',
    after: { members: seen.members, registered: seen.registered },
  });
}

function uniqueMembers(members: readonly ReadMember[], secrets: SecretBox): ReadMember[] {
  return [
    ...new Map(members.map((member) => [documentIndex(secrets, member.document).toString('hex'), member])).values(),
  ];
}

/**
 * Of whom this person may know that they are volunteers: those at home, or members, where the roster is open to them anyway. A number of
 * anybody else answers like one that nobody has, so that a list of numbers tells nothing about strangers.
 */
export const seenBy = (actor: Actor): Sql => {
  const scope = actor.scope('volunteers.read');
  return sql`(${within(sql`v.organization_path`, scope)} or v.id in (
    select own.volunteer_id from memberships own join organizations mo on mo.id = own.organization_id where own.left_on is null and ${within(sql`mo.path`, scope)}))`;
};

/** Who holds these documents; keys lie by their value. */
const holdersOf = (reader: Reader, indexes: readonly Buffer[]): Promise<{ index: Buffer; person_id: Id }[]> =>
  reader.all(
    sql`select index, person_id from identity_keys where kind = 'document' and index = any(${indexes}::bytea[])`,
  );

/** Those of the documents, in hexadecimal, whose holder is registered and seen by the caller. */
async function registeredAmong(reader: Reader, actor: Actor, indexes: readonly Buffer[]): Promise<ReadonlySet<string>> {
  const keys = await holdersOf(reader, indexes);
  const seen = await reader.all<{ id: Id }>(sql`
    select v.id from volunteers v where v.id = any(${keys.map((key) => key.person_id)}::uuid[]) and v.withdrawn_at is null and ${seenBy(actor)}`);
  const registered = new Set(seen.map((row) => row.id));
  return new Set(keys.filter((key) => registered.has(key.person_id)).map((key) => key.index.toString('hex')));
}

type LeagueField = 'name' | 'document_number';
export const leagueWanted: HeaderWanted<LeagueField> = {
  words: { name: rosterWords.name, document_number: rosterWords.document_number },
  required: ['name', 'document_number'],
};

function readMembers({ sheet, choices, language }: LeagueFile, today: string) {
  const header = findHeader(sheet, leagueWanted);
  const all = dataRows(sheet, header).rows;
  const members: ReadMember[] = [];
  const refused: Refusal[] = [];
  for (const row of all) {
    if (row.is_hidden === true && choices.hidden_rows === 'leave') continue;
    const cell = (field: 'name' | 'document_number') => row.cells[header.columns.get(field) ?? -1];
    try {
      if (lostDigits(cell('document_number'))) throw problem('volunteers.document_as_number', {}, 'document_number');
      members.push({
        row_number: row.number,
        name: readName(textOf(cell('name'))),
        document: readDocument({ number: textOf(cell('document_number')), today }),
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push({ row_number: row.number, message: problemSentence(error.code, error.params, language) });
    }
  }
  if (members.length === 0 && refused.length === 0) throw problem('files.empty');
  return {
    header,
    members,
    refused,
    hidden_rows: all.filter((row) => row.is_hidden === true).map((row) => row.number),
  };
}

/** R64: members of the list who are no registered volunteers; the branch sees its own members by name. */
export async function leaguePage(reader: Reader, secrets: SecretBox, actor: Actor, branchId: Id) {
  const branch = await loadOrganization(reader, branchId);
  actor.require('volunteers.read', { path: branch.path }, 'volunteers.read');
  const rows = await reader.all<{
    id: Id;
    name_encrypted: Buffer;
    document_index: Buffer;
    listed_at: Date;
  }>(sql`
    select m.id, m.name_encrypted, m.document_index, m.listed_at from league_members m where m.branch_id = ${branchId} order by m.id`);
  const registered = await registeredAmong(
    reader,
    actor,
    rows.map((row) => row.document_index),
  );
  const members = rows.map((row) => ({
    ...row,
    is_registered: registered.has(row.document_index.toString('hex')),
    name: secrets.decrypt(row.name_encrypted),
    document_number: row.document_index.toString('hex'),
  }));
  const unregistered = unregisteredMembers(members, (member) => member.is_registered);
  return {
    branch_name: branch.name,
    members: rows.length,
    registered: rows.length - unregistered.length,
    listed_at: rows[0]?.listed_at.toISOString() ?? null,
    unregistered: unregistered.map(({ id, name }) => ({ id, name })),
    can: { list: actor.may('volunteers.register', { path: branch.path }) },
  };
}
