import type { BusinessDate } from '../../../domain/time.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** Adds the present name and place of the chosen organisations as their version from a day on; the open version ends the day before. */
export async function addVersion(writer: Writer, which: Sql, day: BusinessDate, cause: string): Promise<void> {
  await endVersion(writer, which, day);
  await writer.run(sql`
    insert into organization_versions (organization_id, id, valid_from, name_zh, parent_id, path, division_code, guiding_id, is_league_led, level, cause, recorded_by, recorded_at)
    select o.id, new_id(${writer.now}), ${day}, o.name_zh, o.parent_id, o.path, o.division_code, o.guiding_id, o.is_league_led, o.level, ${cause}, ${writer.actor?.person_id ?? null}, ${writer.now}
    from organizations o where o.dissolved_on is null and ${which}`);
}

/** A second change on the same day replaces the first: both cannot have held on that day. */
export async function endVersion(writer: Writer, which: Sql, day: BusinessDate): Promise<void> {
  await noteRemoved(
    writer,
    'organization_versions',
    await writer.all<RemovedRow>(
      sql`delete from organization_versions r where r.valid_until is null and r.valid_from = ${day} and r.organization_id in (select o.id from organizations o where ${which}) returning ${removedKey.organization_versions}`,
    ),
  );
  await writer.run(sql`
    update organization_versions v set valid_until = ${day}::date - 1 from organizations o
    where v.organization_id = o.id and ${which} and v.valid_until is null`);
}
