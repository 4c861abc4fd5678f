import { normalPhone } from '../domain/accounts/phone.ts';
import { endSessionsOf, takeAuthenticator } from '../server/accounts/roles/operator-commands.ts';
import { write } from '../server/db/writer.ts';
import { readEnvironment } from '../server/env.ts';
import { openServices } from '../server/start.ts';
import './say-faults.ts';

/** `npm run sign-out -- 13800138000`, `… everybody`, `… 13800138000 lost-authenticator`: for a lost device, or after an attack. */
const [who, more] = process.argv.slice(2);
if (who === undefined || (more !== undefined && (more !== 'lost-authenticator' || who === 'everybody'))) {
  process.stderr.write('用法 · usage: npm run sign-out -- 手机号 [lost-authenticator] | everybody\n');
  process.exit(2);
}
const phone = who === 'everybody' ? who : normalPhone(who);
const { services, close } = await openServices(readEnvironment(), () => undefined);
try {
  const context = { now: new Date(), actor: null, request_id: 'sign-out', secrets: services.secrets };
  if (more === 'lost-authenticator') {
    await write(services.pool, context, (writer) => takeAuthenticator(writer, phone));
    process.stdout.write(
      '验证器已取下，所有设备已退出。 · The authenticator is taken away and every device signed out.\n',
    );
  } else {
    const ended = await write(services.pool, context, (writer) =>
      endSessionsOf(writer, phone === 'everybody' ? phone : { phone }),
    );
    process.stdout.write(`${ended} 台设备已退出。 · ${ended} devices signed out.\n`);
  }
} finally {
  await close();
}
