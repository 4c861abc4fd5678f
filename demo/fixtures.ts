/** The few rows that no write of the product makes: the root of the tree, its first administrator, the marks of a demonstration. */
import type { Id } from '../domain/id.ts';
import { nationCode } from '../domain/organizations/division.ts';
import { sql } from '../server/db/sql.ts';
import { seedDivisions } from '../server/organizations/tree/seed-divisions.ts';
import { newPerson } from '../server/accounts/sign-in/open-account.ts';
import { inventedPhone } from './people-names.ts';
import type { Place, Stage } from './stage.ts';

const beginning = new Date('2015-05-04T00:00:00Z');

export type Fixtures = {
  readonly administrator: Id;
  /** Says the second yes to grants that can approve. */ readonly second_administrator: Id;
  readonly places: ReadonlyMap<string, Place>;
};

/** The first start has planted the places and the first roles; here stand the towns of four provinces and somebody to begin with. */
export async function makeFixtures(stage: Stage): Promise<Fixtures> {
  await seedDivisions(stage.services, beginning, { towns_of: stage.size.provinces });
  const rows = await stage.reader.all<Place>(sql`
    select id, path, name_zh as name, division_code as code from organizations where division_code is not null`);
  const places = new Map(rows.map((row) => [row.code ?? '', row]));
  const nation = places.get(nationCode);
  if (nation === undefined) throw new Error('the tree has no root');
  const named = (phone: string, name: string): Promise<Id> =>
    stage.act(null, beginning, async (writer) => {
      const index = writer.secrets.index('phone', phone);
      const person = await newPerson(writer, phone, index, name);
      await writer.run(
        sql`insert into accounts (person_id, is_staff, created_at) values (${person}, true, ${writer.now})`,
      );
      await writer.run(
        sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${index}, ${person})`,
      );
      const granted = await writer.maybe<{ id: Id }>(sql`
      insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at)
      select ${writer.newId()}, ${person}, id, ${nation.id}, true, '2015-05-04', ${writer.now} from roles where ready_role = 'administrator' returning id`);
      await writer.audit({
        action: 'demo.fixtures',
        subject_type: 'organization',
        subject_id: nation.id,
        organization_path: nation.path,
        after: { grant_id: granted?.id ?? null },
      });
      return person;
    });
  return {
    administrator: await named(inventedPhone(1), '程一帆'),
    second_administrator: await named(inventedPhone(2), '宋知行'),
    places,
  };
}

export type CastMember = {
  readonly person_id: Id;
  readonly title_zh: string;
  readonly title_en: string;
  readonly surface: 'phone' | 'console';
};

export async function raiseCurtain(stage: Stage, cast: readonly CastMember[]): Promise<void> {
  await stage.act(null, stage.today, async (writer) => {
    for (const [place, one] of cast.entries()) {
      await writer.run(sql`
        insert into demonstration_people (person_id, ordinal, title_zh, title_en, surface)
        values (${one.person_id}, ${place + 1}, ${one.title_zh}, ${one.title_en}, ${one.surface})`);
    }
    await writer.run(sql`update persons set is_example = true`);
    await writer.run(
      sql`insert into settings (key, value, changed_at) values ('demonstration', ${JSON.stringify({ built_at: stage.today })}, ${writer.now})`,
    );
    await writer.audit({ action: 'demo.curtain', subject_type: 'installation', subject_id: 'demonstration' });
  });
}
