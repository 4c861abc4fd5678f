import * as certificates from '../../contract/records/certificates.ts';
import * as badges from '../../contract/records/badges.ts';
import * as contract from '../../contract/records/check-in.ts';
import * as boards from '../../contract/records/boards.ts';
import * as imports from '../../contract/records/imports.ts';
import * as proposals from '../../contract/records/proposals.ts';
import * as deskContract from '../../contract/records/desk.ts';
import * as records from '../../contract/records/records.ts';
import * as confirmations from '../../contract/records/confirmations.ts';
import * as hoursContract from '../../contract/records/hours.ts';
import * as effects from '../../contract/records/rule-book-effects.ts';
import * as stars from '../../contract/records/stars.ts';
import { permissionSentence } from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import { problem, problemSentence } from '../../domain/problem.ts';
import { maskName } from '../../domain/masking.ts';
import { businessDate } from '../../domain/time.ts';
import { consumeAttempt, type RateLimit } from '../db/consume-attempts.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Call, Routes } from '../http/mount.ts';
import { balancesAsOf, organizationTotals } from '../ledger/queries.ts';
import { mayReadRecorded } from '../organizations/tree/recorded-paths.ts';
import { findVolunteer, loadOwnOrWard } from '../volunteers/load-volunteer.ts';
import { registrationsOf } from '../volunteers/registrations.ts';
import { badgeIssuer, badgeKeyOf, badgeKeys, badgeStatusList, signedBadge } from './certificates/badge.ts';
import { boardShift, listBoards, readBoard, readCode } from './check-in/board.ts';
import {
  findByNumber,
  listCertificates,
  loadCertificate,
  myCertificates,
  verifyByCode,
} from './certificates/certificate-queries.ts';
import type { StoredCertificate } from './certificates/stored-certificate.ts';
import { preloadCheckIn, checkIn, scanCard, type CheckInDeps } from './check-in/check-in.ts';
import { confirmMany } from './service/confirm-attendance.ts';
import { decideProposal } from './proposals/decide-proposal.ts';
import { decideRecord } from './service/decide-record.ts';
import { checkInAtDesk } from './check-in/desk-check-in.ts';
import { deskOf } from './desk.ts';
import { firstStepsOf } from './first-steps.ts';
import { countRecords, recordCells, recordColumns } from './service/export-records.ts';
import { declareService } from './service/declare-service.ts';
import { eliminateRecord } from './service/eliminate-record.ts';
import { hoursWanted } from '../../domain/records/hours-sheet.ts';
import { readSheet } from '../files/read-sheet.ts';
import { choicesOf, findingsOf } from '../files/sheet-choices.ts';
import { pdfRenderer } from '../pdf/pdf-renderer.ts';
import { writeSheets, writeTemplate, writeWorkbook } from '../files/write-sheet.ts';
import { hoursColumns, importHours, readHours } from './proposals/import-hours.ts';
import { issueCertificate } from './certificates/issue-certificate.ts';
import { revokeCertificate } from './certificates/revoke-certificate.ts';
import { lateCardScan, lateCheckIn } from './check-in/late-scans.ts';
import { tellBoards, watchShift } from './check-in/live-board.ts';
import { myHours, myProposals, myShifts } from './check-in/my-queries.ts';
import { listProposals, readProposal } from './proposals/proposal-queries.ts';
import { hoursBelow, hoursBelowSheet } from './service/hours-below.ts';
import { hoursByMonth, hoursSheets } from './service/organization-hours.ts';
import { proposeHours } from './proposals/propose-hours.ts';
import { listConfirmations, listRecords, readRecord } from './service/queries.ts';
import { refuseOwn } from './service/refuse-own.ts';
import { reporting } from './certificates/report-disagreement.ts';
import { proposeCorrection, requestCorrection } from './proposals/request-correction.ts';
import { arrivingFrom, loadShift, placeOf } from './check-in/shift-inputs.ts';
import { effectOfProposal, previewRuleBook } from './service/rule-book-effect.ts';
import { starsShown } from './service/star-queries.ts';
import { volunteerHoursByMonth } from './service/volunteer-hours.ts';
import { writeStamps } from './check-in/write-stamps.ts';

const shortCodes: RateLimit = { kind: 'short code', attempts: 10, window_ms: 5 * 60_000 };
const certificateCodes: RateLimit = { kind: 'certificate', attempts: 30, window_ms: 10 * 60_000 };

/** A check-in is one statement of its own: it keeps its request key and its audit event itself. */
const checkInDepsOf = ({
  context,
  reader,
  services,
  beside,
}: Pick<Call<typeof contract.checkIn>, 'context' | 'reader' | 'services' | 'beside'>): CheckInDeps => ({
  now: context.now,
  actor: context.actor,
  request_id: context.request_id,
  secrets: context.secrets,
  request_key: context.request_key,
  reads: reader,
  writes: new Reader(services.pool),
  stamp: writeStamps(services.pool),
  tell: (arrival) => tellBoards(services.pool, arrival),
  arriving: arrivingFrom(beside),
});

/** A sheet holds a full name and the hours; who takes somebody else's leaves an event. */
/** One's own, or a child's whom one guards: an id of anybody else is refused, never taken for one's own. */
async function certifiedOf(reader: Reader, caller: Id, child: Id | undefined): Promise<Id> {
  return child === undefined ? caller : (await loadOwnOrWard(reader, caller, child)).id;
}

async function auditOpening(
  { write, actor }: Pick<Call<typeof certificates.readCertificatePdf>, 'write' | 'actor'>,
  certificate: StoredCertificate,
): Promise<void> {
  if (certificate.is_own) return;
  await write((writer) =>
    writer.audit({
      action: 'records.open_certificate',
      subject_type: 'certificate',
      subject_id: certificate.certificate_id,
      organization_path: certificate.organization_path,
      permission: mayReadRecorded(actor, 'records.certify', certificate) ? 'records.certify' : 'records.read',
      after: { number: certificate.number },
    }),
  );
}

export const recordsRoutes: Routes = (mount) => {
  mount(
    contract.checkIn,
    async (call) => {
      if (call.body.kind === 'short_code' && !call.body.offline)
        await consumeAttempt(call.services, shortCodes, call.actor.person_id, call.now);
      return lateCheckIn({ ...call, person_id: call.actor.person_id }, call.body, () =>
        checkIn(checkInDepsOf(call), call.body),
      );
    },
    preloadCheckIn,
  );
  mount(contract.scanCard, async (call) => {
    const scan = { ...call.body, ...call.params };
    return lateCardScan(call, scan, () => scanCard(checkInDepsOf(call), scan));
  });
  mount(contract.checkInAtDesk, (call) =>
    checkInAtDesk(call.services, checkInDepsOf(call), { ...call.body, ...call.params }),
  );
  mount(contract.declareService, (call) => call.write((writer) => declareService(writer, call.body)));
  mount(boards.readShiftCode, (call) =>
    readCode(call.reader, call.actor, call.services.secrets, call.params.shift_id, call.now),
  );
  mount(boards.readBoard, (call) => readBoard(call.reader, call.actor, call.params.shift_id, call.now));
  mount(boards.listBoards, async (call) => ({
    rows: await listBoards(call.reader, call.actor, call.now, call.query.day),
  }));
  mount(boards.watchBoard, async (call) => {
    await boardShift(call.reader, call.actor, call.params.shift_id);
    const gone = new AbortController();
    call.request.raw.once('close', () => gone.abort());
    return watchShift(call.services.pool, call.params.shift_id, gone.signal);
  });
  mount(contract.listMyShifts, async (call) => ({ rows: await myShifts(call.reader, call.actor.person_id, call.now) }));

  mount(confirmations.listConfirmations, (call) => listConfirmations(call.reader, call.actor, call.query, call.now));
  mount(confirmations.confirmAttendances, async (call) => {
    const results = await call.write((writer) => confirmMany(writer, call.body.lines));
    return {
      results: results.map((result) => ({
        ...result,
        refusal_sentence: result.refusal === null ? null : problemSentence(result.refusal, {}, call.language),
      })),
    };
  });
  mount(records.listRecords, (call) => listRecords(call.reader, call.actor, call.query));
  mount(records.exportRecords, async ({ reader, actor, query, now, write }) => {
    if (!actor.holds('records.read'))
      throw problem('core.forbidden', { permission: permissionSentence('records.read', 'zh') });
    const count = await countRecords(reader, actor, query);
    const { exact, below } = actor.scope('records.read');
    await write(async (writer) => {
      for (const path of new Set([...exact, ...below])) {
        await writer.audit({
          action: 'records.export_records',
          subject_type: 'service_records',
          subject_id: path,
          organization_path: path,
          permission: 'records.read',
          after: { records: count, ...query },
        });
      }
    });
    return {
      content: writeWorkbook('服务记录', recordColumns, recordCells(reader, actor, query)),
      name: `服务记录-${businessDate(now)}.xlsx`,
    };
  });
  mount(records.readRecord, (call) =>
    readRecord(call.reader, call.actor, call.params.volunteer_id, call.params.record_id),
  );
  mount(records.decideRecord, (call) => call.write((writer) => decideRecord(writer, { ...call.params, ...call.body })));
  mount(records.eliminateRecord, (call) =>
    call.write((writer) => eliminateRecord(writer, { ...call.params, ...call.body })),
  );
  mount(hoursContract.readMyHours, async ({ reader, actor, query: { child_id: child, ...query }, now }) => {
    if (child !== undefined && !actor.is_owner_shown) throw problem('accounts.show_owner');
    const whose = child === undefined ? actor.person_id : (await loadOwnOrWard(reader, actor.person_id, child)).id;
    return myHours(reader, whose, { ...query, now, own: child === undefined });
  });
  mount(hoursContract.readHoursInPeriod, async (call) => {
    const asOf = call.query.as_of === undefined ? call.now : new Date(call.query.as_of);
    const held = await balancesAsOf(
      call.reader,
      await registrationsOf(call.reader, call.actor.person_id),
      call.query,
      asOf,
    );
    return {
      from: call.query.from,
      until: call.query.until,
      as_of: asOf,
      credit_minutes: held.credit_minutes,
      honorary_minutes: held.honorary_minutes,
    };
  });
  mount(hoursContract.readVolunteerHours, async (call) => {
    const volunteer = await call.reader.maybe<{ name: string; number: string; organization_path: string }>(sql`
      select coalesce(p.name, '') as name, v.number, v.organization_path from volunteers v join persons p on p.id = coalesce(v.merged_into, v.id) where v.id = ${call.params.volunteer_id}`);
    if (volunteer === undefined || !call.actor.may('records.read', { path: volunteer.organization_path }))
      throw problem('core.not_found');
    const asOf = call.query.as_of === undefined ? call.now : new Date(call.query.as_of);
    const held = await balancesAsOf(
      call.reader,
      await registrationsOf(call.reader, call.params.volunteer_id),
      call.query,
      asOf,
    );
    return {
      volunteer_id: call.params.volunteer_id,
      name: maskName(volunteer.name),
      number: volunteer.number,
      from: call.query.from,
      until: call.query.until,
      as_of: asOf,
      credit_minutes: held.credit_minutes,
      honorary_minutes: held.honorary_minutes,
    };
  });
  mount(hoursContract.volunteerHoursByMonth, (call) =>
    volunteerHoursByMonth(call.reader, call.actor, { ...call.params, ...call.query }, call.now),
  );
  mount(effects.previewRuleBook, ({ reader, actor, params, body, now }) =>
    previewRuleBook(reader, actor, { ...params, ...body }, now),
  );
  mount(effects.readRuleBookEffect, ({ reader, actor, params }) => effectOfProposal(reader, actor, params.proposal_id));
  mount(stars.readMyStars, async (call) =>
    starsShown(call.reader, await findVolunteer(call.reader, call.actor.person_id), call.now),
  );
  mount(stars.readVolunteerStars, async (call) => {
    const volunteer = await findVolunteer(call.reader, call.params.volunteer_id);
    if (volunteer === undefined || !call.actor.may('records.read', { path: volunteer.organization_path }))
      throw problem('core.not_found');
    return starsShown(call.reader, volunteer, call.now);
  });
  mount(hoursContract.organizationHours, async (call) => {
    const organization = await call.reader.maybe<{ path: string }>(
      sql`select path from organizations where id = ${call.params.organization_id}`,
    );
    if (organization === undefined) throw problem('core.not_found');
    call.actor.require('records.read', { path: organization.path }, 'organizations.read');
    const [total] = await organizationTotals(call.reader, [call.params.organization_id], call.query);
    return { credit_minutes: total?.credit_minutes ?? 0, honorary_minutes: total?.honorary_minutes ?? 0 };
  });
  mount(hoursContract.organizationHoursByMonth, (call) =>
    hoursByMonth(call.reader, call.actor, { ...call.params, ...call.query }, call.now),
  );
  mount(hoursContract.organizationHoursBelow, (call) =>
    hoursBelow(call.reader, call.actor, { ...call.params, ...call.query }, call.now),
  );
  mount(hoursContract.organizationHoursBelowWorkbook, async (call) => {
    const made = await hoursBelow(call.reader, call.actor, { ...call.params, ...call.query }, call.now);
    return {
      content: await writeSheets([hoursBelowSheet(made)]),
      name: `${made.name} ${made.from} 至 ${made.until} 各组织时数.xlsx`,
    };
  });
  mount(hoursContract.organizationHoursWorkbook, async (call) => {
    const made = await hoursByMonth(call.reader, call.actor, { ...call.params, ...call.query }, call.now);
    return { content: await writeSheets(hoursSheets(made)), name: `${made.name} ${made.year} 年服务时数.xlsx` };
  });

  mount(proposals.requestCorrection, (call) => call.write((writer) => requestCorrection(writer, call.body)));
  mount(proposals.proposeBackFill, (call) =>
    call.write((writer) => proposeHours(writer, { ...call.body, kind: 'back_fill' })),
  );
  mount(deskContract.readDesk, (call) => deskOf(call.reader, call.actor, call.now));
  mount(deskContract.readFirstSteps, (call) => firstStepsOf(call.reader, call.actor, call.now));
  mount(proposals.listProposals, (call) => listProposals(call.reader, call.actor, call.query));
  mount(proposals.proposeCorrection, (call) =>
    call.write((writer) => proposeCorrection(writer, { ...call.params, ...call.body })),
  );
  mount(proposals.readProposal, (call) => readProposal(call.reader, call.actor, call.params.proposal_id));
  mount(proposals.decideProposal, (call) =>
    call.write((writer) => decideProposal(writer, { ...call.params, ...call.body })),
  );
  mount(proposals.listMyProposals, async (call) => ({ rows: await myProposals(call.reader, call.actor.person_id) }));

  mount(imports.readHoursTemplate, async () => ({
    content: await writeTemplate('时数', hoursColumns),
    name: '时数导入模板.xlsx',
  }));
  mount(imports.previewHours, async (call) => {
    const shift = await loadShift(call.reader, call.params.shift_id);
    if (shift === undefined) throw problem('core.not_found');
    call.actor.require('records.propose', placeOf(shift), 'projects.read');
    const choices = choicesOf(call.body);
    const sheet = await readSheet(call.body.bytes, {
      max_rows: 2000,
      wanted: hoursWanted,
      sheet_name: choices.sheet_name,
    });
    const {
      header,
      column,
      hidden_rows: hiddenRows,
      rows,
    } = await readHours(call.reader, { sheet, shift, choices }, call.language);
    const good = rows.filter((row) => row.problem === null).length;
    return {
      sheet: findingsOf(sheet, header, hiddenRows),
      column: { letters: column.letters, label: column.label, unit: column.unit },
      rows: rows.map(({ volunteer_id: _, ...row }) => row),
      good,
      bad: rows.length - good,
    };
  });
  mount(imports.importHours, async (call) => {
    // The permission stands before the file is opened
    const shift = await loadShift(call.reader, call.params.shift_id);
    if (shift === undefined) throw problem('core.not_found');
    call.actor.require('records.propose', placeOf(shift), 'projects.read');
    const choices = choicesOf(call.body);
    const sheet = await readSheet(call.body.bytes, {
      max_rows: 2000,
      wanted: hoursWanted,
      sheet_name: choices.sheet_name,
    });
    return call.write((writer) =>
      importHours(writer, {
        shift_id: call.params.shift_id,
        sheet,
        choices,
        reason: call.body.fields.reason,
        evidence: call.body.fields.evidence,
      }),
    );
  });

  mount(certificates.issueMyCertificate, (call) =>
    reporting(call, () =>
      pdfRenderer.turn((print) =>
        call.write(async (writer) =>
          issueCertificate(writer, {
            volunteer_id: await certifiedOf(writer, call.actor.person_id, call.body.child_id),
            for_child: call.body.child_id !== undefined,
            purpose: call.body.purpose,
            period: call.body,
            organization_id: call.body.organization_id ?? null,
            public_url: call.services.public_url,
            print,
          }),
        ),
      ),
    ),
  );
  mount(certificates.issueCertificate, async (call) => {
    await refuseOwn(call.reader, call.actor.person_id, [call.body.volunteer_id]);
    return reporting(call, () =>
      pdfRenderer.turn((print) =>
        call.write((writer) =>
          issueCertificate(writer, { ...call.body, period: call.body, public_url: call.services.public_url, print }),
        ),
      ),
    );
  });
  mount(certificates.listMyCertificates, (call) =>
    certifiedOf(call.reader, call.actor.person_id, call.query.child_id).then((whose) =>
      myCertificates(call.reader, call.services.secrets, whose),
    ),
  );
  mount(certificates.listCertificates, (call) => listCertificates(call.reader, call.actor, call.query));
  mount(certificates.readCertificatePdf, async (call) => {
    const certificate = await loadCertificate(
      call.reader,
      call.actor,
      call.params.volunteer_id,
      call.params.certificate_id,
    );
    await auditOpening(call, certificate);
    return { content: certificate.pdf, name: `志愿服务证明 ${certificate.number}.pdf` };
  });
  mount(badges.readCertificateBadge, async (call) => {
    const certificate = await loadCertificate(
      call.reader,
      call.actor,
      call.params.volunteer_id,
      call.params.certificate_id,
    );
    await auditOpening(call, certificate);
    return signedBadge(call.services.secrets, call.services.public_url, certificate);
  });
  mount(badges.readBadgeKeys, async (call) => ({ keys: badgeKeys(call.services.secrets) }));
  const linked = (document: object) => ({ content: JSON.stringify(document), media_type: 'application/ld+json' });
  mount(badges.readBadgeIssuer, async (call) =>
    linked(
      await badgeIssuer(call.reader, call.services.secrets, call.services.public_url, call.params.organization_id),
    ),
  );
  mount(badges.readBadgeKey, async (call) =>
    linked(
      await badgeKeyOf(
        call.reader,
        call.services.secrets,
        call.services.public_url,
        call.params.organization_id,
        call.params.key_id,
      ),
    ),
  );
  mount(badges.readBadgeStatus, async (call) => {
    const { credential, jwt } = await badgeStatusList(call.reader, call.services.secrets, call.services.public_url, {
      ...call.params,
      now: call.now,
    });
    call.reply.header('Vary', 'Accept').header('Cache-Control', 'public, max-age=300');
    return /json/i.test(call.request.headers.accept ?? '') ? linked(credential) : { content: jwt };
  });
  mount(certificates.revokeCertificate, (call) =>
    call.write((writer) => revokeCertificate(writer, { ...call.params, ...call.body })),
  );
  mount(certificates.verifyCertificate, async (call) => {
    await consumeAttempt(call.services, certificateCodes, call.request.ip, call.now);
    return verifyByCode(call.reader, call.params.code, call.now);
  });
  mount(certificates.findCertificateNumber, async (call) => {
    await consumeAttempt(call.services, certificateCodes, call.request.ip, call.now); // one count for both ways in
    return findByNumber(call.reader, call.params.number, call.now);
  });
};
