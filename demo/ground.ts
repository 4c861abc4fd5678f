/** The few rows that no write of the product makes: the root of the tree, its first administrator, the marks of a demonstration. */
import type { Id } from '../domain/id.ts';
import { permissions } from '../domain/permissions.ts';
import { sql } from '../server/db/sql.ts';
import { newPerson } from '../server/accounts/open-account.ts';
import { inventedPhone } from './people-names.ts';
import type { Place, Stage } from './stage.ts';

const beginning = new Date('2015-05-04T00:00:00Z');

export type Ground = { readonly nation: Place; readonly administrator: Id };

export async function layGround(stage: Stage): Promise<Ground> {
  return stage.act(null, beginning, async (writer) => {
    const nation = writer.newId();
    const { ordinal } = await writer.one<{ ordinal: number }>(sql`
      insert into organizations (id, path, kind, name_zh, name_en, pinyin, division_code, level, founded_on, is_example, created_at)
      values (${nation}, 'root', 'nation', '全国', 'Nation', 'quanguo', '0', 'nation', '2015-05-04', true, ${writer.now}) returning ordinal`);
    const path = `/${ordinal}/`;
    await writer.run(sql`update organizations set path = ${path} where id = ${nation}`);
    await writer.run(sql`
      insert into organization_versions (organization_id, id, valid_from, name_zh, path, division_code, cause, recorded_at)
      values (${nation}, ${writer.newId()}, '2015-05-04', '全国', ${path}, '0', 'founded', ${writer.now})`);
    const phone = inventedPhone(1);
    const administrator = await newPerson(writer, phone, writer.secrets.index('phone', phone), '程一帆');
    await writer.run(sql`insert into accounts (id, person_id, is_staff, created_at) values (${writer.newId()}, ${administrator}, true, ${writer.now})`);
    await writer.run(sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${writer.secrets.index('phone', phone)}, ${administrator})`);
    const role = writer.newId();
    await writer.run(sql`
      insert into roles (id, name_zh, name_en, permissions, created_at) values (${role}, '平台管理员', 'Platform administrator', ${permissions}, ${writer.now})`);
    await writer.run(sql`
      insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at)
      values (${writer.newId()}, ${administrator}, ${role}, ${nation}, true, '2015-05-04', ${writer.now})`);
    await writer.audit({ action: 'demo.ground', subject_type: 'organization', subject_id: nation, organization_path: path });
    return { nation: { id: nation, path, name: '全国', code: '0' }, administrator };
  });
}

export type CastMember = { readonly person_id: Id; readonly title_zh: string; readonly title_en: string; readonly surface: 'phone' | 'console' };

export async function raiseCurtain(stage: Stage, cast: readonly CastMember[]): Promise<void> {
  await stage.act(null, stage.today, async (writer) => {
    for (const [place, one] of cast.entries()) {
      await writer.run(sql`
        insert into demonstration_people (person_id, ordinal, title_zh, title_en, surface)
        values (${one.person_id}, ${place + 1}, ${one.title_zh}, ${one.title_en}, ${one.surface})`);
    }
    await writer.run(sql`update persons set is_example = true`);
    await writer.run(sql`insert into settings (key, value, changed_at) values ('demonstration', ${JSON.stringify({ built_at: stage.today })}, ${writer.now})`);
    await writer.audit({ action: 'demo.curtain', subject_type: 'installation', subject_id: 'demonstration' });
  });
}
