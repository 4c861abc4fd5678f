/** The wishes to join two registrations, for the desk that decides. */
import type { Id } from '../../../domain/id.ts';
import { maskName } from '../../../domain/masking.ts';
import { mergeState, type MergeInputs } from '../../../domain/volunteers/merge.ts';
import { byId } from '../../db/by-id.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { notSecondTo, whoBroughtIn } from '../../two-people.ts';

type Side = {
  id: Id;
  name: string;
  number: string | null;
  document_hint: string | null;
  phone_hint: string | null;
  organization_name: string | null;
};
type Person = Side & { readonly birth_date: string | null; readonly sex: string | null };
const comparable = ['name', 'birth_date', 'sex'] as const;

/** What is known of both and not the same. */
const differing = (one: Person, other: Person) =>
  comparable.filter((field) => {
    const [a, b] = [one[field] ?? '', other[field] ?? ''];
    return a !== '' && b !== '' && a !== b;
  });

const peopleOf = (reader: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, Person>> =>
  byId<Person>(ids, (wanted) =>
    reader.all(sql`
      select p.id, coalesce(p.name, '') as name, v.number, p.document_hint, p.phone_hint, o.name_zh as organization_name, p.birth_date::text, p.sex
      from persons p left join volunteers v on v.id = p.id left join organizations o on o.id = v.organization_id where p.id = any(${wanted}::uuid[])`),
  );

type MergeRow = {
  id: Id;
  kept_id: Id;
  duplicate_id: Id;
  kept_agreed_at: Date | null;
  duplicate_agreed_at: Date | null;
  organization_path: string;
  reason: string;
  opened_at: Date;
  decided_by: Id | null;
  decided_at: Date | null;
  decision_reason: string | null;
  opened_by: Id;
  carry_out_after: Date | null;
} & MergeInputs;

export async function mergesOnDesk(
  reader: Reader,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
) {
  const after = decodeCursor(query.cursor);
  const scope = actor.scope('volunteers.merge');
  const own = within(sql`m.organization_path`, scope);
  const further = sql`(${after === undefined} or ((m.decided_at is null)::int, m.id) < (${after?.[0] ?? 0}::int, ${after?.[1] ?? null}::uuid))
    order by (m.decided_at is null)::int desc, m.id desc limit ${query.limit + 1}`;
  const ofDuplicates = await reader.all<{ id: Id }>(sql`
    select m.id from merge_requests m join volunteers d on d.id = m.duplicate_id where not ${own} and ${within(sql`d.organization_path`, scope)} and ${further}`);
  const rows = await reader.all<MergeRow>(sql`
    select m.id, m.kept_id, m.duplicate_id, m.kept_agreed_at, m.duplicate_agreed_at, m.organization_path, m.reason, m.opened_by, m.opened_at, m.decision, m.decided_by, m.decided_at,
      coalesce(m.stop_reason, m.decision_reason) as decision_reason, m.carry_out_after, m.carried_out_at, m.stopped_at
    from merge_requests m where (${own} or m.id = any(${ofDuplicates.map((row) => row.id)}::uuid[])) and ${further}`);
  const found = page(rows, query.limit, (row) => [row.decided_at === null ? 1 : 0, row.id]);
  const sides = found.rows.flatMap((row) => [row.kept_id, row.duplicate_id]);
  const [people, names] = [
    await peopleOf(reader, sides),
    await namesOf(
      reader,
      found.rows.flatMap((row) => [row.opened_by, row.decided_by]),
    ),
  ];
  const related = await notSecondTo(
    reader,
    actor.person_id,
    found.rows.map((row) => row.opened_by),
  );
  const givers = await whoBroughtIn(reader, actor.person_id, sides);
  const accounts = await reader.all<{ person_id: Id }>(
    sql`select person_id from accounts where person_id = any(${sides}::uuid[])`,
  );
  const owners = new Set(accounts.map((each) => each.person_id));
  const shown = ({ name, birth_date: _, sex: __, ...one }: Person, agreedAt: Date | null) => ({
    ...one,
    has_account: owners.has(one.id),
    name_hint: maskName(name),
    document_hint: one.document_hint ?? '',
    phone_hint: one.phone_hint ?? '',
    agreed_at: agreedAt,
  });
  return {
    next_cursor: found.next_cursor,
    rows: found.rows.flatMap((row) => {
      const [kept, duplicate] = [people.get(row.kept_id), people.get(row.duplicate_id)];
      if (kept === undefined || duplicate === undefined) return [];
      const ready = (one: Side, agreedAt: Date | null): boolean => agreedAt !== null || !owners.has(one.id);
      const state = mergeState(row);
      const isApart = ![kept.id, duplicate.id].includes(actor.person_id);
      const merges =
        state === 'open' &&
        isApart &&
        !related.has(row.opened_by) &&
        ![kept.id, duplicate.id].some((side) => givers.includes(side));
      return [
        {
          id: row.id,
          kept: shown(kept, row.kept_agreed_at),
          duplicate: shown(duplicate, row.duplicate_agreed_at),
          reason: row.reason,
          opened_by_name: maskOwn(names.of(row.opened_by), [kept, duplicate]),
          opened_at: row.opened_at,
          state,
          decided_by_name: names.orNull(row.decided_by),
          decided_at: row.decided_at,
          decision_reason: row.decision_reason,
          carry_out_after: row.carry_out_after,
          differs: differing(kept, duplicate),
          is_mine: row.opened_by === actor.person_id,
          can: {
            merge: merges && ready(kept, row.kept_agreed_at) && ready(duplicate, row.duplicate_agreed_at),
            refuse: isApart && (state === 'open' || state === 'waiting'),
          },
        },
      ];
    }),
  };
}

/** A volunteer who opened the request by registering is masked like everyone on the page; staff are named. */
function maskOwn(name: string, sides: readonly Side[]): string {
  return sides.some((side) => side.name === name) ? maskName(name) : name;
}
