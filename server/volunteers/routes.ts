import * as registration from '../../contract/volunteers/registration.ts';
import { consumeAttempt } from '../db/consume-attempts.ts';
import type { Routes } from '../http/mount.ts';
import { consoleRoutes } from './console-routes.ts';
import { importRoutes } from './import-routes.ts';
import { confirmGuardianRequest, refuseGuardianRequest } from './guardians/answer-guardian-request.ts';
import { documentLimit, guardianFlood } from './rate-limits.ts';
import { myRoutes } from './my-routes.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import { registerOneself } from './registration/register-oneself.ts';
import { guardianPage, registrationPage } from './registration/registration-queries.ts';
import { messengerOf, requestGuardian } from './guardians/request-guardian.ts';

export const volunteersRoutes: Routes = (mount) => {
  myRoutes(mount);
  importRoutes(mount);
  consoleRoutes(mount);
  recoveryRoutes(mount);
  mount(registration.readRegistration, ({ reader, query, now }) => registrationPage(reader, query, now));
  mount(registration.register, async ({ write, body, services, actor, now }) => {
    await consumeAttempt(services, documentLimit, actor.person_id, now);
    return write((writer) => registerOneself(writer, body, { ...services, messenger: messengerOf(services) }));
  });
  mount(registration.askGuardian, async ({ write, body, services, request, now }) => {
    await consumeAttempt(services, guardianFlood, request.ip, now);
    return write((writer) =>
      requestGuardian(
        writer,
        { role: 'parent', phone: body.guardian_phone, child_id: null, organization_id: body.organization_id ?? null },
        messengerOf(services),
      ),
    );
  });
  mount(registration.listGuardianRequests, ({ reader, actor, now }) => guardianPage(reader, actor.person_id, now));
  mount(registration.confirmGuardian, async ({ write, params, body, services, actor, now }) => {
    if (body.child !== undefined) await consumeAttempt(services, documentLimit, actor.person_id, now);
    return write((writer) =>
      confirmGuardianRequest(writer, { ...params, ...body }, { ...services, messenger: messengerOf(services) }),
    );
  });
  mount(registration.refuseGuardian, ({ write, params }) =>
    write(async (writer) => {
      await refuseGuardianRequest(writer, params.request_id);
      return { done: true as const };
    }),
  );
};
