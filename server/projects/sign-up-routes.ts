import * as contract from '../../contract/projects/sign-ups.ts';
import * as activityRoster from '../../contract/projects/activity-roster.ts';
import { maskName } from '../../domain/masking.ts';
import { Reader } from '../db/reader.ts';
import type { SessionPreload } from '../http/load-actor.ts';
import type { Routes } from '../http/mount.ts';
import { answerInvitation } from './sign-ups/answer-invitation.ts';
import { loadActivity } from './load-activity.ts';
import { myCalendar, renewCalendar } from './public/ical-feed.ts';
import { enterTogether } from './sign-ups/enter-sign-ups.ts';
import { invite } from './sign-ups/invite.ts';
import { myInvitations, mySignUps } from './sign-ups/my-sign-ups.ts';
import { recordNoShow } from './sign-ups/record-no-show.ts';
import { readRoster } from './sign-ups/roster-queries.ts';
import { rosterWorkbook } from './sign-ups/roster-workbook.ts';
import { sendMessage } from './sign-ups/send-message.ts';
import { preloadQuestion, questionFrom } from './sign-ups/sign-up-question.ts';
import { signUp } from './sign-ups/sign-up.ts';
import { signUpChild, signUpTogether } from './sign-ups/sign-up-together.ts';
import { volunteerSignUps } from './sign-ups/volunteer-sign-ups.ts';
import { withdraw } from './sign-ups/withdraw.ts';

/** For oneself; what a child's sign-up needs is loaded by its own write. */
const preloadSignUp: SessionPreload = {
  ...preloadQuestion,
  about: ({ params, body }) => {
    const read = contract.signUp.params.safeParse(params);
    const isOwn = typeof body === 'object' && body !== null && !('child_id' in body);
    return read.success && isOwn ? read.data : undefined;
  },
};

export const signUpRoutes: Routes = (mount) => {
  mount(
    contract.signUp,
    (call) => {
      const { child_id, risk_acknowledged } = call.body;
      if (child_id !== undefined && child_id !== call.actor.person_id)
        return call.write((writer) => signUpChild(writer, { ...call.params, child_id, risk_acknowledged }));
      const deps = { enter: enterTogether(call.services.pool), kept: new Reader(call.services.pool) };
      return signUp(
        deps,
        call.reader,
        call.context,
        { ...call.params, volunteer_id: call.actor.person_id, risk_acknowledged },
        questionFrom(call.preloaded),
      );
    },
    preloadSignUp,
  );
  mount(contract.signUpTogether, (call) =>
    call.write((writer) => signUpTogether(writer, { ...call.params, ...call.body })),
  );
  mount(contract.withdraw, (call) =>
    call.write((writer) => withdraw(writer, call.services.later, { ...call.body, ...call.params })),
  );
  mount(contract.listMySignUps, async (call) => ({
    rows: (await mySignUps(call.reader, call.actor.person_id, { now: call.now, later: call.services.later })).map(
      (row) =>
        call.actor.is_owner_shown || row.child_name === null ? row : { ...row, child_name: maskName(row.child_name) },
    ),
  }));
  mount(contract.listVolunteerSignUps, (call) =>
    volunteerSignUps(call.reader, call.actor, {
      ...call.query,
      ...call.params,
      now: call.now,
      later: call.services.later,
    }),
  );
  mount(contract.listMyInvitations, async (call) => ({
    rows: await myInvitations(call.reader, call.actor.person_id, call.now),
  }));
  mount(contract.answerInvitation, (call) =>
    call.write((writer) => answerInvitation(writer, call.context, { ...call.body, ...call.params })),
  );
  mount(contract.renewCalendar, (call) => call.write((writer) => renewCalendar(writer, call.services.public_url)));
  mount(contract.myCalendar, async (call) => ({
    content: await myCalendar(call.reader, call.services.secrets, {
      ...call.params,
      now: call.now,
      publicUrl: call.services.public_url,
    }),
    name: 'calendar.ics',
    inline: true,
  }));
  mount(activityRoster.readRoster, (call) =>
    readRoster(call.reader, call.actor, call.now, { ...call.query, ...call.params }),
  );
  mount(activityRoster.rosterWorkbook, async (call) => {
    const roster = await readRoster(call.reader, call.actor, call.now, { ...call.query, ...call.params });
    await call.write(async (writer) => {
      const activity = await loadActivity(writer, call.params.activity_id);
      await writer.audit({
        action: 'projects.export_roster',
        subject_type: 'activity',
        subject_id: activity.id,
        organization_path: activity.organization_path,
        permission: 'projects.roster',
        after: { people: roster.rows.length },
      });
    });
    return { content: await rosterWorkbook(roster), name: `${roster.title}-报名名单.xlsx` };
  });
  mount(activityRoster.sendMessage, (call) =>
    call.write((writer) =>
      sendMessage(writer, {
        activity_id: call.params.activity_id,
        shift_id: call.body.shift_id ?? null,
        text: call.body.text,
      }),
    ),
  );
  mount(activityRoster.invite, (call) => call.write((writer) => invite(writer, { ...call.body, ...call.params })));
  mount(activityRoster.recordNoShow, (call) =>
    call.write((writer) => recordNoShow(writer, call.services.later, { ...call.body, ...call.params })),
  );
};
