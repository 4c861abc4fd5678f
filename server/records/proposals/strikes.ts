/** Who struck a record and from where: the event of the strike says it, and an appeal is decided above that place. */
import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { ordinalOf, pathsUpwards } from '../../db/tree.ts';
import { peopleBehind } from '../../volunteers/registrations.ts';

export type Strike = {
  readonly struck_by: Id | null;
  readonly struck_at: Date;
  readonly reason: string | null;
  /** Where the permission must be held by whoever decides: above the place from which it was struck, as the tree stands now. */
  readonly deciding_path: string;
};

/** Of each record its last strike; one that no event tells of is not there. */
export async function strikesOf(reader: Reader, records: readonly Id[]): Promise<ReadonlyMap<Id, Strike>> {
  if (records.length === 0) return new Map();
  const rows = await reader.all<{
    record_id: Id;
    struck_by: Id | null;
    struck_at: Date;
    reason: string | null;
    struck_from: string | null;
  }>(sql`
    select distinct on (e.subject_id) e.subject_id as record_id, e.actor_person_id as struck_by, e.at as struck_at, e.reason, coalesce(e.after ->> 'struck_from', e.organization_path) as struck_from
    from audit_events e where e.subject_type = 'service_record' and e.subject_id = any(${records}::text[]) and e.action = 'records.eliminate'
    order by e.subject_id, e.at desc, e.id desc`);
  const ordinals = rows.flatMap((row) => (row.struck_from === null ? [] : [ordinalOf(row.struck_from)]));
  const places = await reader.all<{ ordinal: number; path: string }>(
    sql`select ordinal, path from organizations where ordinal = any(${ordinals}::int[])`,
  );
  // who was merged since is still who struck
  const people = await peopleBehind(
    reader,
    rows.flatMap((row) => row.struck_by ?? []),
  );
  return new Map(
    rows.flatMap(({ record_id, struck_by, struck_from, ...strike }): [Id, Strike][] => {
      const place = places.find((one) => struck_from !== null && one.ordinal === ordinalOf(struck_from));
      if (place === undefined) return [];
      const deciding_path = pathsUpwards(place.path).at(-2) ?? place.path;
      return [
        [
          record_id,
          { ...strike, struck_by: struck_by === null ? null : (people.get(struck_by) ?? struck_by), deciding_path },
        ],
      ];
    }),
  );
}
