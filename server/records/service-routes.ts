import * as confirmations from '../../contract/records/confirmations.ts';
import * as hours from '../../contract/records/hours.ts';
import * as records from '../../contract/records/records.ts';
import * as effects from '../../contract/records/rule-book-effects.ts';
import * as stars from '../../contract/records/stars.ts';
import { writeSheets } from '../files/write-sheet.ts';
import type { Routes } from '../http/mount.ts';
import { findVolunteer } from '../volunteers/load-volunteer.ts';
import { standingName } from './service/as-it-stood.ts';
import { confirmLines } from './service/confirm-lines.ts';
import { decideRecord } from './service/decide-record.ts';
import { reverseRecord } from './service/reverse-record.ts';
import { hoursBelow, hoursBelowSheet } from './service/hours-below.ts';
import { organizationHoursInPeriod, ownHoursInPeriod, volunteerHoursInPeriod } from './service/hours-in-period.ts';
import { hoursByMonth, hoursSheets } from './service/organization-hours.ts';
import { ownHours } from './service/own-hours.ts';
import { listConfirmations } from './service/confirmation-list.ts';
import { readRecord } from './service/queries.ts';
import { listRecords } from './service/record-list.ts';
import { effectOfProposal, previewRuleBook } from './service/rule-book-effect.ts';
import { starsShown, volunteerStars } from './service/star-queries.ts';
import { takeRecords } from './service/take-records.ts';
import { volunteerHoursByMonth } from './service/volunteer-hours.ts';

export const serviceRoutes: Routes = (mount) => {
  mount(confirmations.listConfirmations, (call) => listConfirmations(call.reader, call.actor, call.query, call.now));
  mount(confirmations.confirmAttendances, confirmLines);
  mount(records.listRecords, (call) => listRecords(call.reader, call.actor, { ...call.query, now: call.now }));
  mount(records.exportRecords, takeRecords);
  mount(records.readRecord, (call) =>
    readRecord(call.reader, call.actor, call.params.volunteer_id, call.params.record_id),
  );
  mount(records.decideRecord, (call) => call.write((writer) => decideRecord(writer, { ...call.params, ...call.body })));
  mount(records.reverseRecord, (call) =>
    call.write((writer) => reverseRecord(writer, { ...call.params, ...call.body })),
  );
  mount(hours.readMyHours, ownHours);
  mount(hours.readHoursInPeriod, ownHoursInPeriod);
  mount(hours.readVolunteerHours, volunteerHoursInPeriod);
  mount(hours.volunteerHoursByMonth, (call) =>
    volunteerHoursByMonth(call.reader, call.actor, { ...call.params, ...call.query }, call.now),
  );
  mount(hours.organizationHours, organizationHoursInPeriod);
  mount(hours.organizationHoursByMonth, (call) =>
    hoursByMonth(call.reader, call.actor, { ...call.params, ...call.query }, call.now),
  );
  mount(hours.organizationHoursBelow, (call) =>
    hoursBelow(call.reader, call.actor, { ...call.params, ...call.query }, call.now),
  );
  mount(hours.organizationHoursBelowWorkbook, async (call) => {
    const made = await hoursBelow(call.reader, call.actor, { ...call.params, ...call.query }, call.now);
    return {
      content: await writeSheets([hoursBelowSheet(made)]),
      name: `${made.name} ${made.from} 至 ${made.until} 各组织时数 ${standingName(made)}.xlsx`,
    };
  });
  mount(hours.organizationHoursWorkbook, async (call) => {
    const made = await hoursByMonth(call.reader, call.actor, { ...call.params, ...call.query }, call.now);
    return {
      content: await writeSheets(hoursSheets(made)),
      name: `${made.name} ${made.year} 年服务时数 ${standingName(made)}.xlsx`,
    };
  });
  mount(effects.previewRuleBook, ({ reader, actor, params, body, now }) =>
    previewRuleBook(reader, actor, { ...params, ...body }, now),
  );
  mount(effects.readRuleBookEffect, ({ reader, actor, params }) => effectOfProposal(reader, actor, params.proposal_id));
  mount(stars.readMyStars, async (call) =>
    starsShown(call.reader, await findVolunteer(call.reader, call.actor.person_id), call.now),
  );
  mount(stars.readVolunteerStars, (call) =>
    volunteerStars(call.reader, call.actor, call.params.volunteer_id, call.now),
  );
};
