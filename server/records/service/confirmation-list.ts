/** What waits to be confirmed, in rows. */
import type { Id } from '../../../domain/id.ts';
import type { ConfirmationStanding } from '../../../domain/records/attendance.ts';
import { pairStamps, type Stamp } from '../../../domain/records/pairs.ts';
import { needsAdult } from '../../../domain/projects/requirements.ts';
import { ageOn, wholeMinutes } from '../../../domain/time.ts';
import { byId } from '../../db/by-id.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { booksJson, ruleInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { namedByPerson } from '../../volunteers/registrations.ts';
import { ownAmong } from './refuse-own.ts';
import { adultsWho, bornAs, sameLateCodes, type NamedRow, type WaitingRow } from './waiting-rows.ts';
import { shownName } from './shown-name.ts';
import { countStandings, elsewhereOf, onOwnWord, standingOf, toBeConfirmedBy } from './standing-to-confirm.ts';

type PlannedShift = {
  id: Id;
  activity_title: string;
  planned_from: Date;
  planned_to: Date;
  is_parent_child: boolean;
};

export type ConfirmationQuery = {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly shift_id?: Id | undefined;
  readonly activity_id?: Id | undefined;
  readonly standing?: ConfirmationStanding | undefined;
};

export async function listConfirmations(reader: Reader, actor: Actor, query: ConfirmationQuery, now: Date) {
  const after = decodeCursor(query.cursor);
  const where = sql`${toBeConfirmedBy(actor)}
    and (${query.shift_id ?? null}::uuid is null or t.shift_id = ${query.shift_id ?? null}::uuid) and (${query.activity_id ?? null}::uuid is null or t.activity_id = ${query.activity_id ?? null}::uuid)`;
  const elsewhere = await elsewhereOf(reader, where, now);
  const rows = await reader.all<WaitingRow>(sql`
    select t.volunteer_id, t.id as attendance_id, coalesce(v.merged_into, v.id) as person_id, p.name, v.number, t.activity_id, t.organization_path, t.shift_id, t.service_day, t.state, t.standing,
      ${onOwnWord(actor)} as is_own_word, p.birth_date::text,
      case when v.merged_into is not null or p.birth_date > t.service_day - interval '18 years' then ${booksJson(['age_matrix'], sql`t.organization_path`)} end as books,
      (select json_agg(json_build_object('direction', st.direction, 'stamped_at', st.stamped_at, 'source', st.source, 'is_late', st.is_late, 'code_step', st.code_step)) from attendance_stamps st
        where st.volunteer_id = t.volunteer_id and st.attendance_id = t.id) as stamps
    from (select t.*, ${standingOf(elsewhere)} as standing from attendances t where ${where}) t
    join volunteers v on v.id = t.volunteer_id join persons p on p.id = v.id
    where (${query.standing ?? null}::text is null or t.standing = ${query.standing ?? null}) and ${after === undefined ? sql`true` : sql`(t.service_day, t.id) > (${after[0]}::date, ${after[1]}::uuid)`}
    order by t.service_day, t.id limit ${query.limit + 1}`);
  const { waiting, stamp_missing, serving } = await countStandings(reader, actor, { where, elsewhere });
  const { next_cursor, rows: found } = page(rows, query.limit, (row) => [row.service_day, row.attendance_id]);
  const cut = { next_cursor, rows: await bornAs(reader, await namedByPerson(reader, found)) };
  const [own, shifts, adults, alike] = await Promise.all([
    ownAmong(
      reader,
      actor.person_id,
      cut.rows.map((row) => row.person_id),
    ),
    plannedShifts(
      reader,
      cut.rows.map((row) => row.shift_id),
    ),
    adultsWho(
      reader,
      cut.rows.filter((row) => row.books !== null),
    ),
    sameLateCodes(reader, cut.rows),
  ]);
  return {
    next_cursor: cut.next_cursor,
    waiting,
    stamp_missing,
    serving,
    rows: cut.rows.flatMap((row) => {
      const shift = shifts.get(row.shift_id);
      return shift === undefined
        ? []
        : shown(actor, row, {
            shift,
            is_own: own.includes(row.person_id),
            adult_came: adults.has(`${row.volunteer_id} ${row.shift_id}`),
            same_late_code: alike(row),
          });
    }),
  };
}

const plannedShifts = (reader: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, PlannedShift>> =>
  byId<PlannedShift>(ids, (wanted) =>
    reader.all(sql`
      select s.id, a.title as activity_title, s.starts_at as planned_from, s.ends_at as planned_to, coalesce((a.details ->> 'is_parent_child')::boolean, false) as is_parent_child
      from shifts s join activities a on a.id = s.activity_id where s.id = any(${wanted}::uuid[])`),
  );

type Beside = {
  readonly shift: PlannedShift;
  readonly is_own: boolean;
  readonly adult_came: boolean;
  readonly same_late_code: number;
};

function shown(actor: Actor, found: NamedRow, beside: Beside) {
  const { stamps, person_id: _, organization_path: path, is_own_word, birth_date, books, ...row } = found;
  const { id: _shift, is_parent_child, ...planned } = beside.shift;
  const young =
    birth_date !== null &&
    books !== null &&
    needsAdult(
      ageOn(birth_date, row.service_day),
      is_parent_child,
      ruleInForce(books, 'age_matrix', path, row.service_day).body,
    );
  const list = (stamps ?? []).map(({ code_step: _step, ...stamp }): Stamp & { is_late: boolean } => ({
    ...stamp,
    stamped_at: new Date(stamp.stamped_at),
  }));
  const pairs = pairStamps(list);
  const place = { path, activity_id: row.activity_id };
  return {
    ...row,
    ...planned,
    same_late_code: beside.same_late_code,
    name: shownName(actor, place, row.name),
    first_in_at: pairs.spans[0]?.from ?? pairs.open_since,
    last_out_at: pairs.spans.at(-1)?.to ?? null,
    source: pairs.source ?? list[0]?.source ?? null,
    stamped_minutes: pairs.spans.reduce((sum, span) => sum + wholeMinutes(span.from, span.to), 0),
    is_late: list.some((stamp) => stamp.is_late),
    adult_missing: young && !beside.adult_came,
    can: {
      confirm: row.standing === 'to_confirm' && pairs.source !== null && !beside.is_own && !is_own_word,
      propose:
        row.standing === 'stamp_missing' &&
        !beside.is_own &&
        actor.may('records.propose', place) &&
        actor.may('records.check_in', place),
    },
  };
}
