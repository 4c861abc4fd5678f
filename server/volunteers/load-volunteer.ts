import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { childrenOf } from './children-of.ts';

export type VolunteerRow = {
  readonly id: Id;
  readonly number: string;
  readonly name: string;
  readonly birth_date: string | null;
  readonly organization_id: Id;
  readonly organization_path: string;
  readonly organization_name: string;
  readonly is_pupil: boolean;
  readonly is_self_supporting: boolean;
  readonly is_league_member: boolean;
  readonly school: string | null;
  readonly source: string;
  readonly campaign: string | null;
  readonly registered_at: Date;
  readonly withdrawn_at: Date | null;
  readonly withdrawal_reason: string | null;
  readonly merged_into: Id | null;
  readonly erased_at: Date | null;
  readonly document_type: string | null;
  readonly document_hint: string | null;
  readonly phone_hint: string | null;
  readonly sex: string | null;
  readonly is_example: boolean;
  readonly compound: { readonly id: Id; readonly name: string } | null;
  readonly languages: string[];
  readonly availability: string[];
};

export async function findVolunteer(reader: Reader, id: Id): Promise<VolunteerRow | undefined> {
  return reader.maybe<VolunteerRow>(sql`
    select v.id, v.number, coalesce(p.name, '') as name, p.birth_date::text, v.organization_id, v.organization_path, o.name_zh as organization_name, v.is_pupil, v.is_self_supporting,
      v.is_league_member, v.school, v.source, v.campaign, v.registered_at, v.withdrawn_at, v.withdrawal_reason, v.merged_into, p.erased_at, p.document_type, p.document_hint, p.phone_hint,
      p.sex, p.is_example, case when c.id is null then null else json_build_object('id', c.id, 'name', c.name_zh) end as compound, v.languages, v.availability
    from volunteers v join persons p on p.id = v.id join organizations o on o.id = v.organization_id left join organizations c on c.id = v.compound_id
    where v.id = ${id}`);
}

/** The own registration, or the answer that there is none. */
export async function loadOwn(reader: Reader, id: Id): Promise<VolunteerRow> {
  const row = await findVolunteer(reader, id);
  if (!row || row.erased_at) throw problem('volunteers.not_registered');
  return row;
}

/** For what a guardian may do as well: the caller's own registration, or that of a child the caller guards. */
export async function loadOwnOrWard(reader: Reader, caller: Id, id: Id | undefined): Promise<VolunteerRow> {
  if (id === undefined || id === caller) return loadOwn(reader, caller);
  const guards = await reader.maybe(sql`
    select 1 where ${id}::uuid in (${childrenOf(caller)})`);
  if (!guards) throw problem('core.not_found');
  return loadOwn(reader, id);
}
