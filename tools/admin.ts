import { normalPhone } from '../domain/accounts/phone.ts';
import { newId } from '../domain/id.ts';
import { businessDate } from '../domain/time.ts';
import { newPerson } from '../server/accounts/open-account.ts';
import { sql } from '../server/db/sql.ts';
import { write } from '../server/db/writer.ts';
import { readEnvironment } from '../server/env.ts';
import { openServices } from '../server/start.ts';
import './say-faults.ts';

/**
 * `npm run admin -- 13800138000 王小芳`: names an administrator. The operator names the first two, since nobody approves alone
 * and a role that can approve needs a second administrator's yes; all others are granted on the page.
 */
class TwoAlready extends Error {
  constructor() {
    super('已有两位系统管理员，其余的由他们在“权限”页授予；要换人，先在页面上收回其中一位的权限。 · There are two administrators already: they grant the others on the page. To replace one, end the grant there first.');
  }
}

const [phoneText, name] = process.argv.slice(2);
if (phoneText === undefined || name === undefined) {
  process.stderr.write('用法 · usage: npm run admin -- 手机号 姓名\n');
  process.exit(2);
}
const phone = normalPhone(phoneText);
const { services, close } = await openServices(readEnvironment(), () => undefined);
const now = new Date();
try {
  await write(services.pool, { now, actor: null, request_id: 'admin', secrets: services.secrets }, async (writer) => {
    const index = writer.secrets.index('phone', phone);
    const known = await writer.maybe<{ person_id: string }>(sql`select person_id from identity_keys where kind = 'sign_in_phone' and index = ${index}`);
    const standing = await writer.all<{ person_id: string }>(sql`
      select distinct g.person_id from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
      where r.name_zh = '系统管理员' and r.organization_id is null and o.kind = 'nation' and g.ended_at is null and g.granted_by is null`);
    if (standing.length >= 2 && !standing.some((one) => one.person_id === known?.person_id)) throw new TwoAlready();
    const person = known?.person_id ?? await newPerson(writer, phone, index, name);
    await writer.run(sql`insert into accounts (id, person_id, is_staff, created_at) values (${newId(now)}, ${person}, true, ${now}) on conflict (person_id) do update set is_staff = true`);
    await writer.run(sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${index}, ${person}) on conflict do nothing`);
    const granted = await writer.maybe<{ id: string }>(sql`
      insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at)
      select ${newId(now)}, ${person}, r.id, o.id, true, ${businessDate(now)}, ${now}
      from roles r, organizations o where r.name_zh = '系统管理员' and r.organization_id is null and o.kind = 'nation' returning id`);
    await writer.audit({ action: 'accounts.first_administrator', subject_type: 'person', subject_id: person, after: { grant_id: granted?.id ?? null } });
  });
  process.stdout.write(`${name} 现在是系统管理员，用手机号和验证码登录。 · ${name} is now the administrator; sign in by phone and code.\n`);
} finally {
  await close();
}
