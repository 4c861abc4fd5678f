/** What hangs on an organisation that ends: what stands below it and what it guides go to whoever takes over. */
import { mayStandUnder } from '../../../domain/organizations/kinds.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import { atOrBelow } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';
import type { Leaving, Nouns } from '../../lifecycle.ts';
import { addVersion } from '../profile/add-version.ts';
import { assertGuidance } from './change-organization.ts';
import { refuseTakenName } from './create-organization.ts';
import { loadOrganization } from './load-organization.ts';
import { hangUnder } from './move-organization.ts';

/** G03: what it guided is guided by the successor; where that is no league committee, another one has to be named first. */
export async function handOverGuidance(writer: Writer, { organization, heir, day }: Leaving): Promise<void> {
  const guided = await writer.all<{ id: string; name: string; is_league_led: boolean }>(sql`
    select id, name_zh as name, is_league_led from organizations where guiding_id = ${organization.id} and dissolved_on is null order by path`);
  if (guided.length === 0) return;
  const left = guided.filter((one) => one.id !== heir.id);
  if (heir.kind !== 'league_committee' && left.some((one) => one.is_league_led)) {
    throw problem(
      'organizations.still_guides',
      {
        names: left
          .filter((one) => one.is_league_led)
          .map((one) => one.name)
          .slice(0, 5)
          .join('、'),
      },
      'successor_id',
    );
  }
  const guide = heir.kind === 'league_committee' ? heir.id : null;
  const ids = guided.map((one) => one.id);
  await writer.run(sql`update organizations set guiding_id = ${guide} where id = any(${ids}::uuid[])`);
  await addVersion(writer, sql`o.id = any(${ids}::uuid[])`, day, 'guiding changed');
}

export async function handOverBelow(writer: Writer, nouns: Nouns, { organization, heir, day }: Leaving): Promise<void> {
  const below = await writer.all<{ id: string }>(
    sql`select id from organizations where parent_id = ${organization.id} and dissolved_on is null order by path`,
  );
  for (const { id } of below) {
    const child = await loadOrganization(writer, id);
    if (!mayStandUnder(child.kind, heir.kind))
      throw problem('organizations.below_stays', { name: child.name, heir: heir.name }, 'below');
    assertGuidance(child, child.guiding_kind, heir.kind);
    await refuseTakenName(writer, heir.id, child.name);
    const path = await hangUnder(writer, nouns, { organization: child, parent: heir });
    await addVersion(writer, atOrBelow(sql`o.path`, path), day, 'merged');
  }
}
