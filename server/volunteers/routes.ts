import * as registration from '../../contract/registration.ts';
import type { Routes } from '../http/mount.ts';
import { consoleRoutes } from './console-routes.ts';
import { importRoutes } from './import-routes.ts';
import { confirmGuardianRequest, refuseGuardianRequest } from './answer-guardian-request.ts';
import { myRoutes } from './my-routes.ts';
import { registerOneself } from './register-oneself.ts';
import { guardianPage, registrationPage } from './registration-queries.ts';
import { messengerOf, requestGuardian } from './request-guardian.ts';

export const volunteersRoutes: Routes = (mount) => {
  myRoutes(mount);
  importRoutes(mount);
  consoleRoutes(mount);
  mount(registration.readRegistration, ({ reader, query, now }) => registrationPage(reader, query.organization_id, now));
  mount(registration.register, ({ write, body, services }) => write((writer) => registerOneself(writer, body, messengerOf(services))));
  mount(registration.askGuardian, ({ write, body, services }) => write((writer) =>
    requestGuardian(writer, { role: 'parent', phone: body.guardian_phone, child_id: null, organization_id: body.organization_id ?? null }, messengerOf(services))));
  mount(registration.listGuardianRequests, ({ reader, actor, now }) => guardianPage(reader, actor.person_id, now));
  mount(registration.confirmGuardian, ({ write, params, body, services }) => write((writer) => confirmGuardianRequest(writer, { ...params, ...body }, messengerOf(services))));
  mount(registration.refuseGuardian, ({ write, params }) => write(async (writer) => {
    await refuseGuardianRequest(writer, params.request_id);
    return { done: true as const };
  }));
};
