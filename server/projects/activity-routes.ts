import { encodeQR } from 'qr';
import { projectsPhone } from '../../domain/projects/paths.ts';
import * as decisions from '../../contract/projects/decisions.ts';
import * as drafts from '../../contract/projects/drafts.ts';
import * as offers from '../../contract/projects/offers.ts';
import * as openActivities from '../../contract/projects/open-activities.ts';
import * as homeContract from '../../contract/projects/home.ts';
import * as activityChanges from '../../contract/projects/changes.ts';
import { businessDate } from '../../domain/time.ts';
import { problem } from '../../domain/problem.ts';
import { expand } from '../../domain/projects/recurrence.ts';
import { serviceDaysOn } from '../../domain/projects/service-days.ts';
import type { Reader } from '../db/reader.ts';
import type { Routes } from '../http/mount.ts';
import { activityRows, listActivities, listApprovals } from './activities/activity-queries.ts';
import { activitySheet } from './activities/activity-sheet.ts';
import { organizationCalendar } from './public/ical-feed.ts';
import { addShifts } from './changes/add-shifts.ts';
import { cancelActivity } from './activities/cancel-activity.ts';
import { cancelShift } from './changes/cancel-shift.ts';
import { changeCapacity } from './changes/change-capacity.ts';
import { changeLeaders } from './changes/change-leaders.ts';
import { changePublished } from './changes/change-published.ts';
import { createActivity } from './activities/create-activity.ts';
import { decideApproval } from './activities/decide-approval.ts';
import { decideActivityChange } from './changes/decide-activity-change.ts';
import { delegateToPerson } from './activities/delegate-activity.ts';
import { editActivity } from './activities/edit-activity.ts';
import { readHome } from './home.ts';
import { answerCoHostInvitation, inviteCoHost } from './activities/co-hosts.ts';
import { holidaysBetween, holidaysKnownUntil } from '../calendar/holidays.ts';
import { moveShift } from './changes/move-shift.ts';
import { withdrawActivityChange } from './changes/withdraw-activity-change.ts';
import { loadActivity, placeOf, type ActivityRow } from './load-activity.ts';
import { listOffers, openCounties } from './public/open-activities.ts';
import { openActivitiesJsonLd } from './public/open-activities-json-ld.ts';
import { pdfRenderer } from '../pdf/pdf-renderer.ts';
import { posterJob } from './public/poster.ts';
import { publishingTrace, shownTrace } from './activities/publishing-trace.ts';
import { readActivity } from './activities/read-activity.ts';
import { submitActivity } from './activities/submit-activity.ts';

export const activityRoutes: Routes = (mount) => {
  mount(drafts.previewShifts, async (call) => {
    const { pattern } = call.body;
    const { occurrences, left_out } = expand(pattern, await holidaysBetween(call.reader, pattern.from, pattern.until));
    const shifts = occurrences.map((each) => ({
      ...each,
      service_day: serviceDaysOn(each.day)[0]?.[call.language] ?? null,
    }));
    return { shifts, left_out, holidays_known_until: await holidaysKnownUntil(call.reader) };
  });
  mount(drafts.createActivity, (call) => call.write((writer) => createActivity(writer, call.body)));
  mount(drafts.editActivity, (call) => call.write((writer) => editActivity(writer, { ...call.body, ...call.params })));
  mount(decisions.readPublishingTrace, async (call) => {
    const activity = await loadActivity(call.reader, call.params.activity_id);
    if (!call.actor.may('projects.read', placeOf(activity))) throw problem('core.not_found');
    return shownTrace(await publishingTrace(call.reader, activity, call.now));
  });
  mount(decisions.submitActivity, (call) => call.write((writer) => submitActivity(writer, call.params)));
  mount(decisions.listApprovals, (call) => listApprovals(call.reader, call.actor));
  mount(decisions.decideApproval, (call) =>
    call.write((writer) => decideApproval(writer, { ...call.body, ...call.params })),
  );
  mount(decisions.cancelActivity, (call) =>
    call.write((writer) => cancelActivity(writer, call.services.later, { ...call.body, ...call.params })),
  );
  mount(decisions.changePublished, (call) =>
    call.write((writer) => changePublished(writer, { ...call.body, ...call.params })),
  );
  mount(activityChanges.addShifts, (call) =>
    call.write((writer) => addShifts(writer, { ...call.body, ...call.params })),
  );
  mount(activityChanges.moveShift, (call) =>
    call.write((writer) => moveShift(writer, call.services.later, { ...call.body, ...call.params })),
  );
  mount(activityChanges.cancelShift, (call) =>
    call.write((writer) => cancelShift(writer, call.services.later, { ...call.body, ...call.params })),
  );
  mount(activityChanges.changeLeaders, (call) =>
    call.write((writer) => changeLeaders(writer, { ...call.body, ...call.params })),
  );
  mount(activityChanges.withdrawActivityChange, (call) =>
    call.write((writer) => withdrawActivityChange(writer, call.params)),
  );
  mount(activityChanges.decideActivityChange, (call) =>
    call.write((writer) => decideActivityChange(writer, call.services.later, { ...call.body, ...call.params })),
  );
  mount(activityChanges.changeCapacity, (call) =>
    call.write((writer) => changeCapacity(writer, { ...call.body, ...call.params })),
  );
  mount(decisions.delegateToPerson, (call) =>
    call.write((writer) => delegateToPerson(writer, { ...call.body, ...call.params })),
  );
  mount(decisions.inviteCoHost, (call) =>
    call.write((writer) => inviteCoHost(writer, { ...call.body, ...call.params })),
  );
  mount(decisions.answerCoHostInvitation, (call) =>
    call.write((writer) => answerCoHostInvitation(writer, { ...call.body, ...call.params })),
  );
  mount(offers.listActivities, (call) => listActivities(call.reader, call.actor, call.now, call.query));
  mount(offers.exportActivities, async ({ reader, actor, now, query }) => ({
    content: activitySheet(activityRows(reader, actor, now, query)),
    name: `活动-${businessDate(now)}.xlsx`,
  }));
  mount(offers.readActivity, (call) =>
    readActivity(call.reader, call.params.activity_id, {
      actor: call.actor,
      now: call.now,
      language: call.language,
      public_url: call.services.public_url,
      child_id: call.query.child_id,
      with_children: call.query.with_children ?? false,
      with_child_ids: call.query.with_child_ids?.split(','),
    }),
  );
  mount(offers.readShare, async (call) => {
    const { id } = await published(call.reader, call.params.activity_id);
    const url = call.services.public_url + projectsPhone.openActivity({ id });
    return { url, qr_svg: encodeQR(url, 'svg', { ecc: 'medium', border: 2 }) };
  });
  mount(offers.readPoster, async (call) => {
    await published(call.reader, call.params.activity_id);
    const shown = await readActivity(call.reader, call.params.activity_id, {
      actor: null,
      now: call.now,
      language: 'zh',
      public_url: call.services.public_url,
      child_id: undefined,
      with_children: false,
    });
    return {
      content: await pdfRenderer.turn((print) => print(posterJob(shown))),
      name: `${shown.title}.pdf`,
      inline: true,
    };
  });
  mount(openActivities.listOpenCounties, (call) => openCounties(call.reader, call.now));
  mount(openActivities.listOpenActivities, (call) => listOffers(call.reader, call.now, call.query));
  mount(openActivities.openActivitiesJsonLd, async (call) => ({
    content: JSON.stringify(
      await openActivitiesJsonLd(call.reader, call.now, { ...call.query, publicUrl: call.services.public_url }),
    ),
  }));
  mount(openActivities.organizationCalendar, async (call) => ({
    content: await organizationCalendar(call.reader, call.params.organization_id, {
      now: call.now,
      publicUrl: call.services.public_url,
    }),
    name: 'calendar.ics',
    inline: true,
  }));
  mount(homeContract.readHome, (call) =>
    readHome(call.reader, call.actor.person_id, { ...call.query, now: call.now, later: call.services.later }),
  );
};

async function published(reader: Reader, activityId: string): Promise<ActivityRow> {
  const activity = await loadActivity(reader, activityId);
  if (activity.published_at === null) throw problem('core.not_found');
  return activity;
}
