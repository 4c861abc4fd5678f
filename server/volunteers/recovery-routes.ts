import * as recoveries from '../../contract/volunteers/phone-recoveries.ts';
import { setSessionCookie } from '../accounts/sign-in/open-session.ts';
import { refuseFlood } from '../accounts/sign-in/limit-attempts.ts';
import { consumeAttempt } from '../db/consume-attempts.ts';
import type { Routes } from '../http/mount.ts';
import { recoveryLimit } from './rate-limits.ts';
import { doing } from './my-routes.ts';
import { sayNotMine } from './phone-recovery/not-mine.ts';
import { askPhoneRecovery, decidePhoneRecovery } from './phone-recovery/recover-phone.ts';
import { objectByLink, objectToRecovery } from './phone-recovery/stop-recovery.ts';
import { myRecoveries, recoveriesOnDesk } from './phone-recovery/recovery-queries.ts';
import { messengerOf } from './guardians/request-guardian.ts';

export const recoveryRoutes: Routes = (mount) => {
  mount(recoveries.askPhoneRecovery, async ({ write, params, body, services, actor, now }) => {
    if (body.document_number !== undefined) await consumeAttempt(services, recoveryLimit, actor.person_id, now);
    return write((writer) => askPhoneRecovery(writer, { ...params, ...body }));
  });
  mount(recoveries.listPhoneRecoveries, ({ reader, actor, query }) => {
    actor.requireAnywhere('volunteers.merge');
    return recoveriesOnDesk(reader, actor, query);
  });
  mount(recoveries.decidePhoneRecovery, ({ write, params, body, services }) =>
    write((writer) => decidePhoneRecovery(writer, { ...params, ...body }, messengerOf(services))),
  );
  mount(recoveries.listMyPhoneRecoveries, ({ reader, actor }) => myRecoveries(reader, actor.person_id));
  mount(recoveries.objectToPhoneRecovery, ({ write, params }) =>
    write(doing((writer) => objectToRecovery(writer, params))),
  );
  mount(recoveries.sayNotMine, async ({ write, request, reply }) => {
    const answer = await write(doing(sayNotMine));
    setSessionCookie(request, reply, null);
    return answer;
  });
  mount(recoveries.objectByLink, async ({ write, body, reader, services, request, now }) => {
    await refuseFlood(reader, services.secrets.index('network', request.ip), now);
    return write(doing((writer) => objectByLink(writer, body.token)));
  });
};
