import { volunteersPhone } from '../../domain/volunteers/paths.ts';
import * as reports from '../../contract/volunteers/reports.ts';
import * as volunteers from '../../contract/volunteers/volunteers.ts';
import * as rosterContract from '../../contract/volunteers/roster.ts';
import * as honoursContract from '../../contract/volunteers/honours.ts';
import * as minorAccess from '../../contract/volunteers/minor-access.ts';
import * as mergesContract from '../../contract/volunteers/merges.ts';
import type { Permission } from '../../domain/access.ts';
import { businessDate, dayMs } from '../../domain/time.ts';
import { consumeAttempt, type RateLimit } from '../db/consume-attempts.ts';
import { readSheet } from '../files/read-sheet.ts';
import { choicesOf } from '../files/sheet-choices.ts';
import { writeWorkbook } from '../files/write-sheet.ts';
import type { Actor } from '../http/actor.ts';
import type { Routes } from '../http/mount.ts';
import type { UploadedFile } from '../http/read-input.ts';
import { makeCampaign } from './registration/campaigns.ts';
import { decideLabel } from './profile/change-membership.ts';
import { mergesOnDesk } from './merges/merges-on-desk.ts';
import { mattersOnDesk, minorAccessOnDesk } from './roster/desk-queries.ts';
import { addInsurance, editVolunteer, verifySkill } from './profile/edit-volunteer.ts';
import { answerMatter } from './profile/file-matter.ts';
import { deskLimit } from './rate-limits.ts';
import { issueTerms } from './registration/issue-terms.ts';
import {
  leaguePage,
  leagueWanted,
  listLeagueMembers,
  notePreview,
  previewLeagueMembers,
  type LeagueFile,
} from './roster/list-league-members.ts';
import { decideMerge, requestMerge } from './merges/merge-volunteers.ts';
import { askMinorAccess, decideMinorAccess, revealVolunteer } from './guardians/minor-access.ts';
import { doing } from './my-routes.ts';
import { linkAddress } from '../accounts/sign-in/sign-in-link.ts';
import { linkVolunteer, sendsCodes } from './registration/link-volunteer.ts';
import { registerAtStation } from './registration/register-at-station.ts';
import { joiners } from './roster/report-queries.ts';
import { messengerOf } from './guardians/request-guardian.ts';
import { addHonour, decideHonour, honoursToConfirm } from './profile/honours.ts';
import { exportOf, roster, rosterCells, rosterHeader, sourceWords } from './roster/roster-queries.ts';
import { lookUpCard, volunteerPage } from './profile/volunteer-page.ts';

/** A list is cut to the caller's places; who holds none of them is told what is missing instead of seeing an empty page. */
function assertAnywhere(actor: Actor, permission: Permission): void {
  actor.requireAnywhere(permission);
}

export const consoleRoutes: Routes = (mount) => {
  mount(rosterContract.listVolunteers, ({ reader, services, actor, now, query }) => {
    assertAnywhere(actor, 'volunteers.read');
    return roster({ reader, secrets: services.secrets, actor, now }, query);
  });
  mount(rosterContract.exportVolunteers, async ({ reader, services, actor, now, query, write }) => {
    assertAnywhere(actor, 'volunteers.read');
    const { people, paths } = await exportOf({ reader, secrets: services.secrets, actor, now }, query);
    await write(async (writer) => {
      for (const path of paths) {
        await writer.audit({
          action: 'volunteers.export_volunteers',
          subject_type: 'volunteers',
          subject_id: path,
          organization_path: path,
          permission: 'volunteers.read',
          after: { people, state: query.state },
        });
      }
    });
    return {
      content: writeWorkbook(
        '志愿者',
        rosterHeader,
        rosterCells({ reader, secrets: services.secrets, actor, now }, query),
      ),
      name: `志愿者名册-${businessDate(now)}.xlsx`,
    };
  });
  mount(volunteers.registerAtStation, async ({ write, body, services }) => {
    const made = await write((writer) =>
      registerAtStation(writer, body, { ...services, messenger: messengerOf(services) }),
    );
    return { ...made, can: { link: !sendsCodes(services) } };
  });
  mount(volunteers.linkVolunteer, async ({ write, params, services }) => {
    const { token, expires_at } = await write((writer) =>
      linkVolunteer(writer, { ...params, sends_codes: sendsCodes(services) }),
    );
    return { link: linkAddress(services.public_url, token), expires_at };
  });
  mount(volunteers.readVolunteer, ({ reader, actor, now, params, services }) =>
    volunteerPage(reader, actor, params.volunteer_id, { now, sends_codes: sendsCodes(services) }),
  );
  mount(volunteers.revealVolunteer, ({ write, params, body }) =>
    write((writer) => revealVolunteer(writer, { ...params, ...body })),
  );
  mount(volunteers.editVolunteer, ({ write, params, body, services }) =>
    write(doing((writer) => editVolunteer(writer, services.later, { ...params, ...body }))),
  );
  mount(volunteers.decideLabel, ({ write, params, body }) =>
    write(doing((writer) => decideLabel(writer, { ...params, ...body }))),
  );
  mount(honoursContract.addHonour, ({ write, params, body }) =>
    write((writer) => addHonour(writer, { ...params, ...body })),
  );
  mount(honoursContract.listHonoursToConfirm, ({ reader, actor, query }) => {
    assertAnywhere(actor, 'volunteers.edit');
    return honoursToConfirm(reader, actor, query);
  });
  mount(honoursContract.decideHonour, ({ write, params, body }) =>
    write((writer) => decideHonour(writer, { ...params, ...body })),
  );
  mount(volunteers.addInsurance, ({ write, params, body }) =>
    write((writer) => addInsurance(writer, { ...params, ...body })),
  );
  mount(volunteers.verifySkill, ({ write, params, body }) =>
    write(doing((writer) => verifySkill(writer, { ...params, ...body }))),
  );
  mount(minorAccess.askMinorAccess, ({ write, params, body }) =>
    write((writer) => askMinorAccess(writer, { ...params, ...body })),
  );
  mount(minorAccess.listMinorAccess, ({ reader, actor, query, now }) => {
    assertAnywhere(actor, 'volunteers.approve_minor_access');
    return minorAccessOnDesk(reader, actor, query, now);
  });
  mount(minorAccess.decideMinorAccess, ({ write, params, body }) =>
    write(doing((writer) => decideMinorAccess(writer, { ...params, ...body }))),
  );
  mount(volunteers.findByCard, async ({ write, body, services, actor, now }) => {
    if ('number' in body) await consumeAttempt(services, deskLimit, actor.person_id, now);
    return write((writer) => lookUpCard(writer, body));
  });
  mount(mergesContract.requestMerge, ({ write, body }) => write((writer) => requestMerge(writer, body)));
  mount(mergesContract.listMerges, ({ reader, actor, query }) => {
    assertAnywhere(actor, 'volunteers.merge');
    return mergesOnDesk(reader, actor, query);
  });
  mount(mergesContract.decideMerge, ({ write, params, body, services }) =>
    write(
      doing((writer) =>
        decideMerge(writer, { ...params, ...body }, { ...services.later, messenger: messengerOf(services) }),
      ),
    ),
  );
  mount(volunteers.issueTerms, ({ write, body }) => write((writer) => issueTerms(writer, body)));

  mount(reports.listMatters, ({ reader, actor, query, now }) => {
    assertAnywhere(actor, 'volunteers.rights');
    return mattersOnDesk(reader, actor, query, now);
  });
  mount(reports.answerMatter, ({ write, params, body }) =>
    write(doing((writer) => answerMatter(writer, { ...params, ...body }))),
  );
  mount(reports.makeCampaign, ({ write, body }) => write((writer) => makeCampaign(writer, body)));
  mount(reports.readJoiners, async ({ reader, actor, query, now, services }) => {
    assertAnywhere(actor, 'volunteers.read');
    const report = await joiners(reader, actor, query, now);
    const campaigns = report.campaigns.map((row) => ({
      ...row,
      link: row.id === null ? null : services.public_url + volunteersPhone.register({ campaign: row.id }),
    }));
    return { ...report, campaigns, can: { make: actor.holds('volunteers.register') } };
  });
  mount(reports.exportJoiners, async ({ reader, actor, query, now }) => {
    assertAnywhere(actor, 'volunteers.read');
    const { months, from, until } = await joiners(reader, actor, query, now);
    const rows = months.flatMap((month) =>
      month.by_source.map(({ source, count }) => [month.month, sourceWords[source]?.zh ?? source, count]),
    );
    return {
      content: writeWorkbook(
        '新注册',
        ['月份', '来源', '人数'].map((header) => ({ header })),
        rows,
      ),
      name: `新注册志愿者-${from}至${until}.xlsx`,
    };
  });
  mount(reports.listLeagueMembers, ({ reader, services, actor, query }) =>
    leaguePage(reader, services.secrets, actor, query.branch_id),
  );
  mount(reports.previewLeagueMembers, async ({ reader, write, actor, services, now, body, language }) => {
    await consumeAttempt(services, leagueLists, actor.person_id, now);
    const { branch, ...seen } = await previewLeagueMembers(
      reader,
      { actor, secrets: services.secrets, now },
      await leagueFile(body, language),
    );
    await write((writer) => notePreview(writer, branch, seen));
    return seen;
  });
  mount(reports.importLeagueMembers, async ({ write, actor, services, now, body, language }) => {
    await consumeAttempt(services, leagueLists, actor.person_id, now);
    const file = await leagueFile(body, language);
    return write((writer) => listLeagueMembers(writer, file));
  });
};

/** Looks at lists and lists together; a branch brings one a year, so that whoever asks number after number is stopped. */
const leagueLists: RateLimit = { kind: 'league lists', attempts: 30, window_ms: dayMs };

async function leagueFile(
  body: UploadedFile<{ readonly branch_id: string } & Parameters<typeof choicesOf>[0]['fields']>,
  language: 'zh' | 'en',
): Promise<LeagueFile> {
  const choices = choicesOf(body);
  return {
    branch_id: body.fields.branch_id,
    sheet: await readSheet(body.bytes, { wanted: leagueWanted, sheet_name: choices.sheet_name }),
    choices,
    language,
  };
}
