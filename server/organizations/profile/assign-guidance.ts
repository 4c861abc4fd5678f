import { countyClass, countyClasses } from '../../../domain/organizations/build-steps.ts';
import { associationKinds } from '../../../domain/organizations/kinds.ts';
import { businessDate } from '../../../domain/time.ts';
import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import { atOrBelow } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';
import { countyPathOf } from '../tree/level-of.ts';
import { insertTask } from './insert-task.ts';
import { editorsOf } from './editors-of.ts';

/**
 * G27: a county is guided by its class. Once something was recorded that moves it into another class, what it was guided in before is
 * closed, and the guidance of the new class is opened and told to whoever keeps its record.
 */
export async function assignGuidance(writer: Writer, path: string, by = writer.caller.person_id): Promise<void> {
  const countyPath = await countyPathOf(writer, path);
  if (countyPath === null) return;
  const day = businessDate(writer.now);
  const county = await writer.one<{
    id: Id;
    name: string;
    path: string;
    founded: boolean;
    standardised: boolean;
    closed_steps: number;
    last: string | null;
  }>(sql`
    with led as (
      select o.id from organizations o where ${atOrBelow(sql`o.path`, countyPath)} and o.kind = any(${[...associationKinds]}::text[]) and o.level = 'county' and o.is_league_led and o.dissolved_on is null
    )
    select c.id, c.name_zh as name, c.path, exists (select from led) as founded,
      exists (select from led join organization_attributes f on f.organization_id = led.id
        where f.kind = 'standardised' and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}) as standardised,
      (select count(*)::int from organization_tasks k where k.organization_id = c.id and k.kind = 'build_step') as closed_steps,
      (select k.body ->> 'class' from organization_tasks k where k.organization_id = c.id and k.kind = 'guidance' and k.body ? 'class' order by k.opened_at desc, k.id desc limit 1) as last
    from organizations c where c.path = ${countyPath} for update of c`);
  const now = countyClass(county);
  if (now === county.last) return;
  await writer.run(sql`
    update organization_tasks set closed_on = ${day}, closed_by = ${by}, closed_at = ${writer.now}, outcome = ${`转为“${countyClasses[now].zh}”`}
    where organization_id = ${county.id} and kind = 'guidance' and closed_on is null and body ? 'class'`);
  const title = countyClasses[now].guidance_zh;
  await insertTask(writer, county, 'guidance', { title, body: { class: now }, opened_by: by });
  const words = { organization: county.name, title };
  await writer.notify(await editorsOf(writer, county), 'organizations.guided', words, county.id);
}
