import { normalPhone } from '../domain/accounts/phone.ts';
import { newPerson } from '../server/accounts/sign-in/open-account.ts';
import { nameAdministrator } from '../server/accounts/roles/operator-commands.ts';
import { linkAddress, makeLink } from '../server/accounts/sign-in/sign-in-link.ts';
import { write } from '../server/db/writer.ts';
import { readEnvironment } from '../server/env.ts';
import { openServices } from '../server/start.ts';
import './say-faults.ts';

/**
 * `npm run admin -- 13800138000 王小芳`: names an administrator and prints a link that is good once and sets a password and an
 * authenticator. The operator names the first two, since nobody approves alone; all others are granted on the page. Run again
 * for the same phone it prints another link: for whoever lost both.
 */
const [phoneText, name] = process.argv.slice(2);
if (phoneText === undefined || name === undefined) {
  process.stderr.write('用法 · Usage: npm run admin -- 手机号 姓名\n');
  process.exit(2);
}
const phone = normalPhone(phoneText);
const { services, close } = await openServices(readEnvironment(), () => undefined);
try {
  const context = { now: new Date(), actor: null, request_id: 'admin', secrets: services.secrets };
  const { link, standing } = await write(services.pool, context, async (writer) => {
    const named = await nameAdministrator(writer, phone, (index) => newPerson(writer, phone, index, name));
    return { link: await makeLink(writer, { person_id: named.person_id, grant_id: null }), standing: named.standing };
  });
  process.stdout.write(
    `${name} 现在是系统管理员。三天内用这个链接设密码和验证器，只能用一次：\n${name} is an administrator. Set a password and an authenticator by this link, good once within three days:\n${linkAddress(services.public_url, link.token)}\n`,
  );
  if (standing < 2)
    process.stdout.write(
      '请再给另一个人运行一次：审核类的权限要两位管理员。 · Run it once more for another person: whatever approves needs two administrators.\n',
    );
} finally {
  await close();
}
