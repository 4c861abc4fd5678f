/** What somebody raised about the own rights, and where more may be raised. */
import { deadlineOf } from '../../../domain/calendar/deadline.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import { rightsKinds, rightsState, type RightsKind } from '../../../domain/volunteers/rights.ts';
import type { Reader } from '../../db/reader.ts';
import { namesOf } from '../../db/names-of.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { pathsUpwards } from '../../db/tree.ts';
import { loadOwn } from '../load-volunteer.ts';
import { registrationsOf } from '../registrations.ts';

export type MatterRow = {
  id: Id;
  kind: RightsKind;
  title: string;
  content: string;
  organization_name: string;
  about_name: string | null;
  organization_path: string;
  filed_at: Date;
  due_on: string;
  answer: string | null;
  answered_at: Date | null;
  answered_by_name: string | null;
  closed_at: Date | null;
  volunteer_id: Id;
  volunteer_name: string;
};

type Found = Omit<MatterRow, 'answered_by_name' | 'volunteer_name'> & { answered_by: Id | null };

export async function findMatters(reader: Reader, which: Sql): Promise<MatterRow[]> {
  const rows = await reader.all<Found>(sql`
    select r.id, r.kind, r.title, r.content, o.name_zh as organization_name, b.name_zh as about_name, r.organization_path, r.filed_at, r.due_on::text, r.answer, r.answered_at,
      r.answered_by, r.closed_at, r.volunteer_id
    from rights_matters r join organizations o on o.id = r.organization_id left join organizations b on b.id = r.about_organization_id ${which}`);
  const names = await namesOf(
    reader,
    rows.flatMap((row) => [row.answered_by, row.volunteer_id]),
  );
  return rows.map(({ answered_by, ...row }) => ({
    ...row,
    answered_by_name: names.orNull(answered_by),
    volunteer_name: names.of(row.volunteer_id),
  }));
}

export function shownMatter(row: MatterRow, now: Date) {
  const settled = row.answered_at ?? row.closed_at;
  const settledOn = settled === null ? null : businessDate(settled);
  return {
    id: row.id,
    kind: row.kind,
    kind_zh: rightsKinds[row.kind].zh,
    kind_en: rightsKinds[row.kind].en,
    title: row.title,
    content: row.content,
    organization_name: row.organization_name,
    about_name: row.about_name,
    filed_at: row.filed_at,
    deadline: deadlineOf({ due_on: row.due_on, is_provisional: false }, businessDate(now), settledOn),
    state: rightsState(row, businessDate(now)),
    answer: row.answer,
    answered_at: row.answered_at,
    answered_by_name: row.answered_by_name,
  };
}

type ServedWith = Pick<LaterNouns, 'servedWith'>;

export async function myMatters(reader: Reader, me: Id, { now, later }: { now: Date; later: ServedWith }) {
  const rows = await findMatters(
    reader,
    sql`where r.volunteer_id = any(${await registrationsOf(reader, me)}::uuid[]) order by r.filed_at desc`,
  );
  const { teams, above } = await matterAddressees(reader, later, me);
  const named = ({ id, name }: Addressee) => ({ id, name });
  return {
    rows: rows.map((row) => ({ ...shownMatter(row, now), can: { close: row.closed_at === null } })),
    teams: teams.map(named),
    above: above.map(named),
  };
}

type Addressee = { readonly id: Id; readonly name: string; readonly path: string };

/** Where somebody may raise a matter: own teams, teams served with, and the bodies above them, nearest first. */
export async function matterAddressees(
  reader: Reader,
  later: ServedWith,
  me: Id,
): Promise<{ readonly teams: readonly Addressee[]; readonly above: readonly Addressee[] }> {
  const own = await loadOwn(reader, me);
  const served = await later.servedWith(reader, me);
  const teams = await reader.all<Addressee>(sql`
    select o.id, o.name_zh as name, o.path from organizations o
    where o.dissolved_on is null and (o.id = ${own.organization_id} or o.id in (select organization_id from memberships where volunteer_id = ${me} and left_on is null)
      or o.id = any(${served}::uuid[])) order by o.name_zh`);
  const above = await reader.all<Addressee>(sql`
    select o.id, o.name_zh as name, o.path from organizations o
    where o.path = any(${teams.flatMap((team) => pathsUpwards(team.path).slice(0, -1))}::text[]) and o.id <> all(${teams.map((team) => team.id)}::uuid[])
      and o.dissolved_on is null and o.kind <> 'nation' and o.level is distinct from 'nation' order by length(o.path) desc, o.name_zh`);
  return { teams, above };
}
