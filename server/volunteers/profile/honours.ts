/** L44: honours. Whoever records one in another body's name leaves it to that body to confirm; until then it says so wherever it stands. */
import type { Id } from '../../../domain/id.ts';
import { maskName } from '../../../domain/masking.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersNear } from '../../holders.ts';
import type { Actor } from '../../http/actor.ts';
import { standingOrganization, type OrganizationRow } from '../../organizations/tree/load-organization.ts';
import { loadForEdit } from './edit-volunteer.ts';
import { personBehind } from '../registrations.ts';

export type ShownHonour = {
  id: Id;
  title: string;
  issuer: string;
  issued_on: string;
  document: string;
  is_confirmed: boolean;
};

export async function honoursOf(reader: Reader, volunteer: Id): Promise<ShownHonour[]> {
  return reader.all<ShownHonour>(sql`
    select h.id, h.title, coalesce(o.name_zh, h.issuer_name) as issuer, h.issued_on::text, h.document, h.confirmed_at is not null as is_confirmed
    from honours h left join organizations o on o.id = h.issuer_id
    where h.volunteer_id = ${volunteer} and h.struck_at is null order by h.issued_on desc, h.id limit 200`);
}

export type NewHonour = {
  volunteer_id: Id;
  title: string;
  issuer_id?: Id | undefined;
  issuer_name?: string | undefined;
  issued_on: BusinessDate;
  document: string;
};

export async function addHonour(writer: Writer, input: NewHonour): Promise<{ id: Id; is_confirmed: boolean }> {
  const row = await loadForEdit(writer, input.volunteer_id);
  if (row.id === writer.caller.person_id) throw problem('volunteers.own_honour');
  if (input.issued_on > businessDate(writer.now)) throw problem('volunteers.honour_in_future', {}, 'issued_on');
  if ((input.issuer_id === undefined) === (input.issuer_name === undefined))
    throw problem('volunteers.honour_issuer', {}, 'issuer_id');
  const issuer = input.issuer_id === undefined ? null : await standingOrganization(writer, input.issuer_id);
  const confirms = issuer !== null && speaksFor(writer.caller, issuer);
  const id = writer.newId();
  await writer.run(sql`
    insert into honours (volunteer_id, id, title, issuer_id, issuer_name, issued_on, document, recorded_by, recorded_at, confirmed_by, confirmed_at)
    values (${row.id}, ${id}, ${input.title}, ${issuer?.id ?? null}, ${input.issuer_name ?? null}, ${input.issued_on}, ${input.document}, ${writer.caller.person_id}, ${writer.now},
      ${confirms ? writer.caller.person_id : null}, ${confirms ? writer.now : null})`);
  await writer.notify(row.id, confirms ? 'volunteers.honoured' : 'volunteers.honour_recorded', {
    title: input.title,
    issuer: issuer?.name ?? input.issuer_name ?? '',
  });
  if (issuer !== null && !confirms) await tellIssuer(writer, issuer, { title: input.title });
  await writer.audit({
    action: 'volunteers.honour',
    subject_type: 'volunteer',
    subject_id: row.id,
    organization_path: row.organization_path,
    permission: 'volunteers.edit',
    after: {
      title: input.title,
      issuer: issuer?.name ?? input.issuer_name,
      issued_on: input.issued_on,
      is_confirmed: confirms,
    },
  });
  return { id, is_confirmed: confirms };
}

/** Holds the permission at the issuer, which has not ended. */
const speaksFor = (actor: Actor, issuer: Pick<OrganizationRow, 'path'>): boolean =>
  actor.may('volunteers.edit', { path: issuer.path });

async function tellIssuer(writer: Writer, issuer: OrganizationRow, about: { title: string }): Promise<void> {
  const told = await holdersNear(writer, 'volunteers.edit', issuer.path, 'at', writer.caller.person_id);
  await writer.notify(told, 'volunteers.honour_to_confirm', { title: about.title, issuer: issuer.name });
}

type Waiting = {
  volunteer_id: Id;
  honour_id: Id;
  title: string;
  issuer: string;
  issued_on: string;
  document: string;
  name: string;
  number: string;
  recorded_by: Id;
  recorded_at: Date;
};

const toConfirm = (actor: Actor): Sql => sql`
    from honours h join organizations o on o.id = h.issuer_id join volunteers v on v.id = h.volunteer_id join persons p on p.id = v.id
    where h.confirmed_at is null and h.struck_at is null and v.merged_into is null and p.erased_at is null and h.volunteer_id <> ${actor.person_id} and ${within(sql`o.path`, actor.scope('volunteers.edit'))}`;

export const honoursForMe = (reader: Reader, actor: Actor): Promise<{ count: number; since: Date | null }> =>
  reader.one(sql`select count(*)::int as count, min(h.recorded_at) as since ${toConfirm(actor)}`);

/** What others recorded in the name of the bodies for which the reader speaks, oldest first. */
export async function honoursToConfirm(
  reader: Reader,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
) {
  const after = decodeCursor(query.cursor);
  const rows = await reader.all<Waiting>(sql`
    select h.volunteer_id, h.id as honour_id, h.title, o.name_zh as issuer, h.issued_on::text, h.document, coalesce(p.name, '') as name, v.number, h.recorded_by, h.recorded_at ${toConfirm(actor)}
      ${after === undefined ? sql.empty : sql`and (h.recorded_at, h.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by h.recorded_at, h.id limit ${query.limit + 1}`);
  const cut = page(rows, query.limit, (row) => [row.recorded_at.toISOString(), row.honour_id]);
  const names = await namesOf(
    reader,
    cut.rows.map((row) => row.recorded_by),
  );
  return {
    next_cursor: cut.next_cursor,
    rows: cut.rows.map(({ name, recorded_by, ...row }) => ({
      ...row,
      recorded_by: names.of(recorded_by),
      name_hint: maskName(name),
    })),
  };
}

export async function decideHonour(
  writer: Writer,
  input: { volunteer_id: Id; honour_id: Id; confirms: boolean; reason: string },
): Promise<{ done: true }> {
  const honour = await writer.maybe<{
    title: string;
    person_id: Id;
    issuer_path: string | null;
    issuer: string | null;
    confirmed_at: Date | null;
    struck_at: Date | null;
  }>(sql`
    select h.title, ${personBehind(sql`h.volunteer_id`)} as person_id, o.path as issuer_path, o.name_zh as issuer, h.confirmed_at, h.struck_at
    from honours h left join organizations o on o.id = h.issuer_id where h.volunteer_id = ${input.volunteer_id} and h.id = ${input.honour_id} for update of h`);
  if (honour === undefined || honour.issuer_path === null) throw problem('core.not_found');
  writer.caller.require('volunteers.edit', { path: honour.issuer_path }, 'volunteers.edit');
  if (honour.person_id === writer.caller.person_id) throw problem('volunteers.own_honour');
  if (honour.struck_at !== null || honour.confirmed_at !== null) throw problem('volunteers.honour_decided');
  if (input.confirms) {
    await writer.run(
      sql`update honours set confirmed_by = ${writer.caller.person_id}, confirmed_at = ${writer.now} where volunteer_id = ${input.volunteer_id} and id = ${input.honour_id}`,
    );
  } else {
    await writer.run(
      sql`update honours set struck_at = ${writer.now}, strike_reason = ${input.reason} where volunteer_id = ${input.volunteer_id} and id = ${input.honour_id}`,
    );
  }
  const words = { title: honour.title, issuer: honour.issuer ?? '', reason: input.reason };
  await writer.notify(
    honour.person_id,
    input.confirms ? 'volunteers.honour_confirmed' : 'volunteers.honour_refused',
    words,
  );
  await writer.audit({
    action: input.confirms ? 'volunteers.confirm_honour' : 'volunteers.refuse_honour',
    subject_type: 'volunteer',
    subject_id: input.volunteer_id,
    organization_path: honour.issuer_path,
    permission: 'volunteers.edit',
    after: { honour_id: input.honour_id, title: honour.title, issuer: honour.issuer },
    reason: input.reason === '' ? null : input.reason,
  });
  return { done: true };
}
