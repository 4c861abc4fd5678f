/** Services that end otherwise than planned: corrected, asked about, too long, back-filled, without a signal. */
import type { Id } from '../domain/id.ts';
import { addDays, businessDate, minuteMs } from '../domain/time.ts';
import { pdfRenderer } from '../server/pdf/pdf-renderer.ts';
import { issueCertificate } from '../server/records/certificates/issue-certificate.ts';
import { decideProposal } from '../server/records/proposals/decide-proposal.ts';
import { decideRecord } from '../server/records/service/decide-record.ts';
import { proposeHours } from '../server/records/proposals/propose-hours.ts';
import { requestCorrection } from '../server/records/proposals/request-correction.ts';
import { sql } from '../server/db/sql.ts';
import { takeSeat, type Shift } from './activities.ts';
import { confirmAll, scanCode } from './attendances.ts';
import { dayBefore } from './stage.ts';
import { type Set, publish, serve, never } from './case-set.ts';

export async function ordinaryService(
  set: Set,
  days: number,
  title: string,
): Promise<{ attendance_id: Id; shift: Shift }> {
  const shift = await publish(set, days, title);
  const present = [
    { volunteer: set.hero, attendance_id: await serve(set, shift, set.hero, days) },
    { volunteer: set.pupil, attendance_id: await serve(set, shift, set.pupil, days) },
  ];
  await confirmAll(set.stage, shift, present, dayBefore(set.stage, days, '20:30'));
  return { attendance_id: present[0]?.attendance_id ?? never(), shift };
}

/** A certificate of everything so far; the first one is superseded by the correction that follows. */
export async function certify(set: Set, days: number): Promise<void> {
  const when = dayBefore(set.stage, days, '15:00');
  await pdfRenderer.turn((print) =>
    set.stage.act(set.officer, when, (writer) =>
      issueCertificate(writer, {
        volunteer_id: set.hero,
        purpose: 'general',
        period: { from: addDays(businessDate(when), -364), until: businessDate(when) },
        public_url: set.stage.services.public_url,
        organization_id: set.team.id,
        contact_phone: '0763-3388120',
        files: set.stage.services,
        print,
      }),
    ),
  );
}

/** The volunteer left earlier than the code says, and says so: two people decide, the record is reversed and posted anew. */
export async function correct(
  set: Set,
  { attendance_id, shift }: { attendance_id: Id; shift: Shift },
  days: number,
): Promise<void> {
  const { proposal_id } = await askForCorrection(
    set,
    attendance_id,
    shift,
    days,
    '我十一点半就走了，签退码是走后才扫的',
  );
  await set.stage.act(set.leader, dayBefore(set.stage, days - 1, '09:00'), (writer) =>
    decideProposal(writer, { proposal_id, action: 'handle', note: '问过同组的人，属实' }),
  );
  await set.stage.act(set.reviewer, dayBefore(set.stage, days - 2, '09:00'), (writer) =>
    decideProposal(writer, { proposal_id, action: 'approve', note: '同意' }),
  );
}

function askForCorrection(
  set: Set,
  attendance_id: Id,
  shift: Shift,
  days: number,
  reason: string,
): Promise<{ proposal_id: Id }> {
  return set.stage.act(set.hero, dayBefore(set.stage, days, '21:00'), (writer) =>
    requestCorrection(writer, {
      attendance_id,
      started_at: shift.starts_at.toISOString(),
      ended_at: new Date(shift.ends_at.getTime() - 30 * minuteMs).toISOString(),
      reason,
      upload_ids: [],
    }),
  );
}

/** More than eight hours on one day: the parent organisation approves, or has not yet. */
export async function longDay(set: Set, days: number, decided: boolean): Promise<void> {
  const shift = await publish(set, days, '社区百岁宴全天服务', { from: '07:00', to: '16:30' });
  const attendance_id = await serve(set, shift, set.hero, days);
  await confirmAll(set.stage, shift, [{ volunteer: set.hero, attendance_id }], dayBefore(set.stage, days, '21:00'));
  if (!decided) return;
  await set.stage.act(set.reviewer, dayBefore(set.stage, days - 1, '10:00'), async (writer) => {
    const record = await writer.one<{ id: Id }>(
      sql`select id from service_records where volunteer_id = ${set.hero} and attendance_id = ${attendance_id}`,
    );
    await decideRecord(writer, {
      volunteer_id: set.hero,
      record_id: record.id,
      approve: true,
      note: '全天有活动照片和签到',
    });
  });
}

/** Nobody could scan: the leader proposes with evidence, a second person approves, and it counts as honorary. */
export async function backFill(set: Set, days: number, approved: boolean): Promise<void> {
  const shift = await publish(set, days, '停电小区挨户送水', { from: '18:00', to: '20:30' });
  const who = approved ? [set.hero] : set.others.slice(0, 3);
  for (const volunteer of who) await takeSeat(set.stage, shift, volunteer, dayBefore(set.stage, days + 1, '20:00'));
  const at = dayBefore(set.stage, days - 1, '09:00');
  const upload_ids = [
    await set.stage.file(set.leader, at, {
      subject: 'hours_evidence',
      name: '签到表.txt',
      bytes: Buffer.from('签到表（示例）：18:00 到，20:30 走，居委会盖章'),
    }),
  ];
  const { proposal_id } = await set.stage.act(set.leader, at, (writer) =>
    proposeHours(writer, {
      kind: 'back_fill',
      shift_id: shift.id,
      reason: '小区停电断网，扫不了码',
      evidence: '纸质签到表照片两张，居委会盖章',
      upload_ids,
      lines: who.map((volunteer_id) => ({
        volunteer_id,
        started_at: shift.starts_at.toISOString(),
        ended_at: shift.ends_at.toISOString(),
      })),
    }),
  );
  if (approved)
    await set.stage.act(set.reviewer, dayBefore(set.stage, days - 2, '09:00'), (writer) =>
      decideProposal(writer, { proposal_id, action: 'approve', note: '签到表核对无误' }),
    );
}

/** Scanned in a valley without reception, sent hours later: accepted once, and shown as late. */
export async function withoutReception(set: Set, days: number): Promise<void> {
  const shift = await publish(set, days, '石梁村老人家电检修陪同');
  await takeSeat(set.stage, shift, set.hero, dayBefore(set.stage, days + 2, '20:00'));
  const home = new Date(shift.ends_at.getTime() + 95 * minuteMs);
  await scanCode(set.stage, shift, set.hero, 'in', new Date(shift.starts_at.getTime() - 2 * minuteMs), home);
  const attendance_id = await scanCode(
    set.stage,
    shift,
    set.hero,
    'out',
    new Date(shift.ends_at.getTime() + 3 * minuteMs),
    new Date(home.getTime() + 1_000),
  );
  await confirmAll(set.stage, shift, [{ volunteer: set.hero, attendance_id }], dayBefore(set.stage, days, '21:00'));
}

export async function correctionOpen(set: Set, days: number): Promise<void> {
  const { attendance_id, shift } = await ordinaryService(set, days + 2, '入冬前被褥拆洗');
  await askForCorrection(set, attendance_id, shift, days, '中途去接孩子，少服务了半小时');
}

/** Ended yesterday: the leader still has to confirm, and one person forgot to check out. */
export async function yesterday(set: Set): Promise<void> {
  const shift = await publish(set, 1, '敬老院冬至包饺子');
  for (const volunteer of [set.hero, ...set.others.slice(3, 8)]) await serve(set, shift, volunteer, 1);
  const forgot = set.others[8] ?? never();
  await takeSeat(set.stage, shift, forgot, dayBefore(set.stage, 3, '20:00'));
  await scanCode(set.stage, shift, forgot, 'in', new Date(shift.starts_at.getTime() - 3 * minuteMs));
}
