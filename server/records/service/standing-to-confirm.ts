/** What waits to be confirmed, and how it stands. Attendances lie with their volunteers, shifts with the activity, questions by themselves: each is asked for alone. */
import type { Id } from '../../../domain/id.ts';
import { checkOutGraceMinutes } from '../../../domain/records/attendance.ts';
import { onOneWord } from '../../../domain/records/presence.ts';
import { minuteMs } from '../../../domain/time.ts';
import { byId } from '../../db/by-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { affairsOf } from './refuse-own.ts';

/** At the places and for the activities where this person confirms. */
export function toBeConfirmedBy(actor: Actor): Sql {
  const activities = actor.grants
    .filter((grant) => grant.activity_id !== null && grant.permissions.includes('records.confirm'))
    .map((grant) => grant.activity_id);
  return sql`t.state in ('checked_in', 'checked_out', 'awaiting_confirmation')
    and (${within(sql`t.organization_path`, actor.scope('records.confirm'))} or t.activity_id = any(${activities}::uuid[]))`;
}

/** What stands elsewhere and decides how an attendance stands: shifts still running, and questions not answered. */
type Elsewhere = { readonly running: readonly Id[]; readonly open: readonly Id[] };

export async function elsewhereOf(reader: Reader, where: Sql, now: Date): Promise<Elsewhere> {
  const [inside, asked] = await Promise.all([
    reader.all<{ id: Id }>(
      sql`select distinct t.shift_id as id from attendances t where ${where} and t.state = 'checked_in'`,
    ),
    reader.all<{ id: Id }>(sql`
      select distinct l.proposal_id as id from attendances t join record_proposal_lines l on l.volunteer_id = t.volunteer_id and l.attendance_id = t.id where ${where}`),
  ]);
  const [running, open] = await Promise.all([
    byId<{ id: Id }>(
      inside.map((row) => row.id),
      (ids) =>
        reader.all(
          sql`select id from shifts where id = any(${ids}::uuid[]) and ends_at >= ${new Date(now.getTime() - checkOutGraceMinutes * minuteMs)}`,
        ),
    ),
    byId<{ id: Id }>(
      asked.map((row) => row.id),
      (ids) =>
        reader.all(
          sql`select id from record_proposals where id = any(${ids}::uuid[]) and state in ('requested', 'handled')`,
        ),
    ),
  ]);
  return { running: [...running.keys()], open: [...open.keys()] };
}

/** Asked about already waits for the second person; a pair of stamps can be confirmed; a check-out is missing only after the end and its grace. */
export const standingOf = ({ running, open }: Elsewhere): Sql => sql`
  case when exists (select 1 from record_proposal_lines l where l.volunteer_id = t.volunteer_id and l.attendance_id = t.id and l.proposal_id = any(${open}::uuid[])) then 'asked'
    when t.state = 'checked_in' and t.shift_id = any(${running}::uuid[]) then 'serving'
    when t.state = 'checked_in' or not exists (
      select 1 from attendance_stamps i join attendance_stamps o on o.volunteer_id = i.volunteer_id and o.attendance_id = i.attendance_id and o.direction = 'out' and o.stamped_at > i.stamped_at
      where i.volunteer_id = t.volunteer_id and i.attendance_id = t.id and i.direction = 'in') then 'stamp_missing'
    else 'to_confirm' end`;

/** What rests on this person's word alone is another's to confirm. */
export const onOwnWord = (actor: Actor): Sql => sql`exists (
  select 1 from attendance_stamps w where w.volunteer_id = t.volunteer_id and w.attendance_id = t.id and w.recorded_by = ${actor.person_id} and w.source = any(${onOneWord}::text[]))`;

/** How many of each there are for this person; what only somebody else may confirm does not wait for this one. */
export async function countStandings(
  reader: Reader,
  actor: Actor,
  { where, elsewhere }: { readonly where: Sql; readonly elsewhere: Elsewhere },
) {
  const affairs = await affairsOf(reader, actor.person_id);
  return reader.one<{
    waiting: number;
    stamp_missing: number;
    serving: number;
    waits_since: Date | null;
    missing_since: Date | null;
  }>(sql`
    select count(*) filter (where standing = 'to_confirm')::int as waiting, count(*) filter (where standing = 'stamp_missing')::int as stamp_missing, count(*) filter (where standing = 'serving')::int as serving,
      min(last_stamp_at) filter (where standing = 'to_confirm') as waits_since, min(last_stamp_at) filter (where standing = 'stamp_missing') as missing_since
    from (select ${standingOf(elsewhere)} as standing, t.last_stamp_at from attendances t join volunteers v on v.id = t.volunteer_id
      where ${where} and coalesce(v.merged_into, v.id) <> all(${affairs}::uuid[]) and not ${onOwnWord(actor)}) counted`);
}
