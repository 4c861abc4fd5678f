import type { FastifyReply, FastifyRequest } from 'fastify';
import * as accounts from '../../contract/accounts/sign-in.ts';
import * as securityContract from '../../contract/accounts/security.ts';
import * as savedViewsContract from '../../contract/accounts/saved-views.ts';
import * as noticesContract from '../../contract/accounts/notices.ts';
import * as audit from '../../contract/accounts/audit.ts';
import * as report from '../../contract/accounts/personal-data-report.ts';
import * as roles from '../../contract/accounts/roles.ts';
import * as grants from '../../contract/accounts/grants.ts';
import { normalPhone } from '../../domain/accounts/phone.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { businessDate } from '../../domain/time.ts';
import { writeSheets } from '../files/write-sheet.ts';
import { sessionCookieOf } from '../http/load-actor.ts';
import type { Routes } from '../http/mount.ts';
import type { Services } from '../services.ts';
import { auditEvents } from './audit/audit-queries.ts';
import { giveDigits, startAuthenticator } from './sign-in/authenticator.ts';
import { browserOf, markBrowser } from './sign-in/browser-binding.ts';
import { deviceValueOf, setDeviceCookie } from './sign-in/known-device.ts';
import { confirmOwnSession, showOwner } from './sign-in/owner-proof.ts';
import { changePhone, sendOldPhoneCode } from './sign-in/change-phone.ts';
import { endSession, setPassword } from './sign-in/change-sign-in.ts';
import { confirmGrant } from './roles/confirm-grant.ts';
import { endGrant, grantRole } from './roles/grant-role.ts';
import { requireSender, senderFromEnvironment } from './sign-in/phone-sender.ts';
import { jobList, retryJobs } from './audit/job-queries.ts';
import { deviceOf, setSessionCookie } from './sign-in/open-session.ts';
import { auditReportExport, personalDataReport, personalDataSheets } from './audit/personal-data-report.ts';
import { personForGrant } from './roles/person-for-grant.ts';
import { noticePreferences, setNoticePreference } from './notices/notice-preferences.ts';
import { demonstrationPeople, notices, security } from './queries.ts';
import { readNotices } from './read-notices.ts';
import { dropView, savedViews, saveView } from './saved-views.ts';
import { grantsAt, rolesAt, waitingGrants } from './roles/role-queries.ts';
import { secondPeople } from './roles/second-people.ts';
import { dataViewersOf } from './audit/data-viewers.ts';
import { sendCode } from './sign-in/send-code.ts';
import { changeRole, retireRole, shapeRole } from './roles/shape-role.ts';
import { inviteHolder, linkAddress, openLink, useLink } from './sign-in/sign-in-link.ts';
import {
  signInAsDemonstration,
  signInByCode,
  signInByPassword,
  type Caller,
  type SignedIn,
} from './sign-in/sign-in.ts';
import { refuseFlood } from './sign-in/limit-attempts.ts';
import { takeUpWork } from './roles/take-up-work.ts';

export const accountsRoutes: Routes = (mount) => {
  mount(accounts.sendCode, async ({ write, body, services, request, reply, reader, now }) => {
    const network = networkOf(services, request);
    const send = requireSender(senderFromEnvironment(), services.development);
    await refuseFlood(reader, network, now);
    const sent = await write((writer) =>
      sendCode(writer, { ...body, network, browser: markBrowser(request, reply) }, send),
    );
    return {
      sent: true as const,
      shown_code: services.development ? sent.code : null,
      again_in_seconds: sent.again_in_seconds,
    };
  });
  mount(accounts.signInByCode, async ({ write, body, services, request, reply }) => {
    const caller = callerOf(services, request);
    return arrived(
      request,
      reply,
      caller,
      await write((writer) => signInByCode(writer, { ...body, browser: browserOf(request), ...caller })),
    );
  });
  mount(accounts.signInByPassword, async ({ write, body, services, request, reply }) => {
    const caller = callerOf(services, request);
    const { totp_steps_before } = services.sign_in_rules;
    return arrived(
      request,
      reply,
      caller,
      await write((writer) => signInByPassword(writer, { ...body, totp_steps_before, ...caller })),
    );
  });
  mount(accounts.openSignInLink, ({ write, body, services, request }) =>
    write((writer) => openLink(writer, { ...body, network: networkOf(services, request) }, senderFromEnvironment())),
  );
  mount(accounts.useSignInLink, async ({ write, body, services, request, reply }) => {
    const caller = callerOf(services, request);
    const { totp_steps_before } = services.sign_in_rules;
    return arrived(
      request,
      reply,
      caller,
      await write((writer) => useLink(writer, { ...body, ...caller, totp_steps_before }, services.breached_passwords)),
    );
  });
  mount(accounts.listDemonstrationPeople, ({ reader }) => demonstrationPeople(reader));
  mount(accounts.signInAsDemonstration, async ({ write, body, request, reply }) => {
    const { session, surface } = await write((writer) =>
      signInAsDemonstration(writer, { ...body, device: deviceOf(request) }),
    );
    setSessionCookie(request, reply, session);
    return { person_id: body.person_id, surface };
  });
  mount(accounts.signOut, async ({ write, actor, request, reply }) => {
    await write((writer) => endSession(writer, actor.session_id));
    setSessionCookie(request, reply, null);
    return { done: true as const };
  });
  mount(securityContract.readSecurity, ({ reader, actor, now }) => security(reader, actor, now));
  mount(securityContract.endSession, ({ write, params }) => write((writer) => endSession(writer, params.session_id)));
  mount(securityContract.setPassword, async ({ write, body, services, request }) =>
    done(
      await write((writer) => setPassword(writer, { ...body, device: deviceOf(request) }, services.breached_passwords)),
    ),
  );
  mount(securityContract.startAuthenticator, ({ write }) => write(startAuthenticator));
  for (const endpoint of [securityContract.confirmAuthenticator, accounts.giveSecondFactor] as const) {
    mount(endpoint, async ({ write, body, services, request, reply }) => {
      const answer = await write((writer) => giveDigits(writer, body.digits, services.sign_in_rules.totp_steps_before));
      if (answer.refused) throw answer.refused;
      setSessionCookie(request, reply, answer.session);
      return { done: true as const };
    });
  }
  mount(securityContract.changePhone, async ({ write, body, request }) => {
    const { refused, phone_hint } = await write((writer) =>
      changePhone(writer, { ...body, browser: browserOf(request) }, senderFromEnvironment()),
    );
    if (refused) throw refused;
    return { phone_hint };
  });
  mount(securityContract.sendOldPhoneCode, async ({ write, services, request, reply, reader, now }) => {
    const network = networkOf(services, request);
    const send = requireSender(senderFromEnvironment(), services.development);
    await refuseFlood(reader, network, now);
    const sent = await write((writer) =>
      sendOldPhoneCode(writer, { network, browser: markBrowser(request, reply) }, send),
    );
    return {
      sent: true as const,
      shown_code: services.development ? sent.code : null,
      again_in_seconds: sent.again_in_seconds,
    };
  });
  mount(securityContract.showOwner, async ({ write, body, services, request, reply }) => {
    const answer = await write((writer) =>
      showOwner(writer, { ...body, totp_steps_before: services.sign_in_rules.totp_steps_before }),
    );
    if (answer.refused) throw answer.refused;
    setSessionCookie(request, reply, answer.session);
    return { done: true as const };
  });
  mount(securityContract.confirmOwnSession, ({ write, params }) =>
    write((writer) => confirmOwnSession(writer, params.session_id)),
  );
  mount(noticesContract.listNotices, ({ reader, actor, query, language }) => notices(reader, actor, query, language));
  mount(noticesContract.readNoticePreferences, ({ reader, actor, language }) =>
    noticePreferences(reader, actor, language),
  );
  mount(noticesContract.setNoticePreference, ({ write, body }) => write((writer) => setNoticePreference(writer, body)));
  mount(savedViewsContract.listSavedViews, ({ reader, actor, query }) =>
    savedViews(reader, actor.person_id, query.list),
  );
  mount(savedViewsContract.saveView, ({ write, body }) => write((writer) => saveView(writer, body)));
  mount(savedViewsContract.dropView, ({ write, params }) => write((writer) => dropView(writer, params.view_id)));
  mount(noticesContract.readNotices, ({ write, body }) => write((writer) => readNotices(writer, body)));
  mount(accounts.listDataViewers, ({ reader, actor, params, query, now, language, services }) =>
    dataViewersOf(reader, actor, {
      personId: params.person_id,
      day: query.on ?? businessDate(now),
      language,
      nouns: services,
    }),
  );

  mount(roles.listRoles, ({ reader, actor, query, now }) => rolesAt(reader, actor, query.organization_id, now));
  mount(roles.shapeRole, ({ write, body }) => write((writer) => shapeRole(writer, body)));
  mount(roles.changeRole, ({ write, params, body }) => write((writer) => changeRole(writer, { ...params, ...body })));
  mount(roles.retireRole, ({ write, params }) => write((writer) => retireRole(writer, params)));
  mount(grants.listGrants, ({ reader, actor, query, now, services }) =>
    grantsAt(reader, actor, { ...query, now, later: services.later }),
  );
  mount(grants.grantRole, ({ write, body }) =>
    write(async (writer) => {
      const { person_id, phone, name, ...grant } = body;
      const person =
        person_id ??
        (phone === undefined
          ? undefined
          : await personForGrant(writer, {
              phone: normalPhone(phone),
              name: name ?? null,
              organization_id: grant.organization_id,
            }));
      if (person === undefined) throw problem('core.invalid_input', {}, 'phone');
      return { ...(await grantRole(writer, { ...grant, person_id: person })), person_id: person };
    }),
  );
  mount(grants.takeUpWork, ({ write, params }) => write((writer) => takeUpWork(writer, params)));
  mount(grants.listSecondPeople, ({ reader, actor, query, now }) => secondPeople(reader, actor, query, now));
  mount(grants.listWaitingGrants, ({ reader, actor, query, now }) => waitingGrants(reader, actor, query, now));
  mount(grants.confirmGrant, ({ write, params }) => write((writer) => confirmGrant(writer, params)));
  mount(grants.inviteHolder, async ({ write, params, services }) => {
    const { token, expires_at } = await write((writer) => inviteHolder(writer, params));
    return { link: linkAddress(services.public_url, token), expires_at };
  });
  mount(grants.endGrant, ({ write, params, body }) => write((writer) => endGrant(writer, { ...params, ...body })));

  mount(audit.listAuditEvents, ({ reader, actor, query, language }) => auditEvents(reader, actor, query, language));
  mount(report.readPersonalDataReport, ({ reader, actor, query, now, services }) =>
    personalDataReport(reader, actor, { ...query, now, later: services.later }),
  );
  mount(report.personalDataWorkbook, async ({ reader, actor, query, now, write, services }) => {
    const made = await personalDataReport(reader, actor, { ...query, now, later: services.later });
    await write((writer) => auditReportExport(writer, query));
    return { content: await writeSheets(personalDataSheets(made)), name: `个人信息保护审计 ${query.year}.xlsx` };
  });
  mount(audit.listJobs, ({ reader, actor, services }) => jobList(reader, actor, services.jobs));
  mount(audit.retryJob, ({ write, params, services }) =>
    write((writer) => retryJobs(writer, params.name, services.jobs)),
  );
};

/** The failed try is committed by now; a good one leaves the session and the mark of the device in the browser. */
function arrived(request: FastifyRequest, reply: FastifyReply, caller: Caller, answer: SignedIn) {
  if (answer.refused) throw answer.refused;
  setSessionCookie(request, reply, answer.session);
  setDeviceCookie(request, reply, caller.device_value);
  const { person_id, is_new, second_factor, must_show_owner } = answer;
  return { person_id, is_new, second_factor, must_show_owner };
}

function callerOf(services: Services, request: FastifyRequest): Caller {
  return {
    network: networkOf(services, request),
    device: deviceOf(request),
    device_value: deviceValueOf(request),
    former_token: request.cookies[sessionCookieOf(request.protocol)] ?? null,
  };
}

function networkOf(services: Services, request: FastifyRequest): Buffer {
  return services.secrets.index('network', request.ip);
}

function done(refused: Problem | null): { done: true } {
  if (refused) throw refused;
  return { done: true };
}
