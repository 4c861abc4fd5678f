/** One of each case that is not smooth, around one team in Tiantai: what the queues and histories of the product are for. */
import type { Id } from '../domain/id.ts';
import { addDays, businessDate, minuteMs } from '../domain/time.ts';
import { pdfRenderer } from '../server/pdf/pdf-renderer.ts';
import { issueCertificate } from '../server/records/certificates/issue-certificate.ts';
import { decideProposal } from '../server/records/proposals/decide-proposal.ts';
import { decideRecord } from '../server/records/service/decide-record.ts';
import { proposeHours } from '../server/records/proposals/propose-hours.ts';
import { requestCorrection } from '../server/records/proposals/request-correction.ts';
import { requestMerge } from '../server/volunteers/merges/merge-volunteers.ts';
import { registerAtStation } from '../server/volunteers/registration/register-at-station.ts';
import { delegateToPerson } from '../server/projects/activities/delegate-activity.ts';
import { moveShift } from '../server/projects/changes/move-shift.ts';
import type { RiskKind } from '../domain/organizations/rule-books/risks.ts';
import { cancelActivity } from '../server/projects/activities/cancel-activity.ts';
import { decideApproval } from '../server/projects/activities/decide-approval.ts';
import { Reader } from '../server/db/reader.ts';
import { sql } from '../server/db/sql.ts';
import { proposeProject, publishActivity, takeSeat, type Shift } from './activities.ts';
import { activityTexts, type ActivityText } from './activity-texts.ts';
import { confirmAll, scanCode } from './attendances.ts';
import type { Staff } from './staff.ts';
import { inventedPhone } from './people-names.ts';
import { dayBefore, type Place, type Stage } from './stage.ts';
import { teamOf, type Tree } from './tree.ts';
import type { Volunteers } from './volunteers.ts';

type Set = {
  readonly stage: Stage;
  readonly team: Place;
  readonly project: Id;
  readonly leader: Id;
  readonly officer: Id;
  readonly reviewer: Id;
  readonly hero: Id;
  readonly others: readonly Id[];
  readonly pupil: Id;
};

export async function playEdgeCases(stage: Stage, tree: Tree, staff: Staff, volunteers: Volunteers): Promise<void> {
  const team = teamOf(tree, '天台县助老助残');
  const [leader, officer, reviewer] = [
    staff.leaders.get(team.id),
    staff.officers.get('331023'),
    staff.reviewers.get('331023'),
  ];
  const text = activityTexts[1];
  if (leader === undefined || officer === undefined || reviewer === undefined || text === undefined)
    throw new Error('the set is not complete');
  const others = volunteers.adults
    .filter(
      (one) => one.team.id === team.id && one.id !== volunteers.cast.experienced && one.id !== volunteers.cast.newcomer,
    )
    .map((one) => one.id);
  const project = await proposeProject(stage, team, leader, { ...text, project: '银龄同行' });
  const set: Set = {
    stage,
    team,
    project,
    leader,
    officer,
    reviewer,
    hero: volunteers.cast.experienced,
    others,
    pupil: volunteers.cast.pupil,
  };
  const corrected = await ordinaryService(set, 200, '给独居老人送午饭');
  await certify(set, 190);
  await correct(set, corrected, 150);
  await longDay(set, 120, true);
  await ordinaryService(set, 90, '敬老院陪伴，读报和理发');
  await backFill(set, 60, true);
  await ordinaryService(set, 45, '重阳节送餐');
  await withoutReception(set, 30);
  await longDay(set, 12, false);
  await correctionOpen(set, 9);
  await backFill(set, 6, false);
  await certify(set, 5);
  await yesterday(set);
  await comingWithWaitlist(set);
  await approvals(set);
  await insuredAndDelegated(set);
  await movedShift(set);
  await twiceRegistered(set);
  await now(set);
}

/** An activity of the team on a past or coming day, between two clock times. */
function publish(
  set: Set,
  days: number,
  title: string,
  attributes: {
    from?: string;
    to?: string;
    capacity?: number;
    risks?: readonly RiskKind[];
    text?: Partial<ActivityText>;
  } = {},
): Promise<Shift> {
  const { stage, team, leader, project } = set;
  const text = {
    ...(activityTexts[1] ?? never()),
    ...attributes.text,
    title,
    from: attributes.from ?? '09:00',
    to: attributes.to ?? '12:00',
  };
  return publishActivity(stage, {
    team,
    leader,
    project,
    text,
    pin: { longitude: 121.006, latitude: 29.144 },
    days_ago: days,
    capacity: attributes.capacity ?? 24,
    ...(attributes.risks === undefined ? {} : { risks: attributes.risks }),
  });
}

async function serve(set: Set, shift: Shift, who: Id, days: number): Promise<Id> {
  await takeSeat(set.stage, shift, who, dayBefore(set.stage, days + 2, '20:00'));
  await scanCode(set.stage, shift, who, 'in', new Date(shift.starts_at.getTime() - 5 * minuteMs));
  return scanCode(set.stage, shift, who, 'out', new Date(shift.ends_at.getTime() + 6 * minuteMs));
}

async function ordinaryService(set: Set, days: number, title: string): Promise<{ attendance_id: Id; shift: Shift }> {
  const shift = await publish(set, days, title);
  const present = [
    { volunteer: set.hero, attendance_id: await serve(set, shift, set.hero, days) },
    { volunteer: set.pupil, attendance_id: await serve(set, shift, set.pupil, days) },
  ];
  await confirmAll(set.stage, shift, present, dayBefore(set.stage, days, '20:30'));
  return { attendance_id: present[0]?.attendance_id ?? never(), shift };
}

/** A certificate of everything so far; the first one is superseded by the correction that follows. */
async function certify(set: Set, days: number): Promise<void> {
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
        print,
      }),
    ),
  );
}

/** The volunteer left earlier than the code says, and says so: two people decide, the record is reversed and posted anew. */
async function correct(
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
    }),
  );
}

/** More than eight hours on one day: the parent organisation approves, or has not yet. */
async function longDay(set: Set, days: number, decided: boolean): Promise<void> {
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
async function backFill(set: Set, days: number, approved: boolean): Promise<void> {
  const shift = await publish(set, days, '停电小区挨户送水', { from: '18:00', to: '20:30' });
  const who = approved ? [set.hero] : set.others.slice(0, 3);
  for (const volunteer of who) await takeSeat(set.stage, shift, volunteer, dayBefore(set.stage, days + 1, '20:00'));
  const { proposal_id } = await set.stage.act(set.leader, dayBefore(set.stage, days - 1, '09:00'), (writer) =>
    proposeHours(writer, {
      kind: 'back_fill',
      shift_id: shift.id,
      reason: '小区停电断网，扫不了码',
      evidence: '纸质签到表照片两张，居委会盖章',
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
async function withoutReception(set: Set, days: number): Promise<void> {
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

async function correctionOpen(set: Set, days: number): Promise<void> {
  const { attendance_id, shift } = await ordinaryService(set, days + 2, '入冬前被褥拆洗');
  await askForCorrection(set, attendance_id, shift, days, '中途去接孩子，少服务了半小时');
}

/** Ended yesterday: the leader still has to confirm, and one person forgot to check out. */
async function yesterday(set: Set): Promise<void> {
  const shift = await publish(set, 1, '敬老院冬至包饺子');
  for (const volunteer of [set.hero, ...set.others.slice(3, 8)]) await serve(set, shift, volunteer, 1);
  const forgot = set.others[8] ?? never();
  await takeSeat(set.stage, shift, forgot, dayBefore(set.stage, 3, '20:00'));
  await scanCode(set.stage, shift, forgot, 'in', new Date(shift.starts_at.getTime() - 3 * minuteMs));
}

/** Three seats and six who want one: the order of the waitlist is the order of asking. */
async function comingWithWaitlist(set: Set): Promise<void> {
  const full = await publish(set, -3, '陪老人去医院复查', { capacity: 3 });
  const wanting = [...set.others.slice(10, 13), set.hero, ...set.others.slice(13, 15)];
  for (const [place, volunteer] of wanting.entries())
    await takeSeat(set.stage, full, volunteer, new Date(set.stage.today.getTime() - (120 - place * 10) * minuteMs));
  const open = await publish(set, -5, '给独居老人送午饭');
  await takeSeat(set.stage, open, set.hero, new Date(set.stage.today.getTime() - 40 * minuteMs));
}

/** Above 40 people the county decides first: one waits, one went back with a reason, one was called off. */
async function approvals(set: Set): Promise<void> {
  await publish(set, -12, '全县老人迎新年长桌宴', { capacity: 48 });
  const returned = await publish(set, -15, '敬老徒步大会', { capacity: 50 });
  await set.stage.act(set.reviewer, new Date(set.stage.today.getTime() - 3 * 60 * minuteMs), (writer) =>
    decideApproval(writer, {
      activity_id: returned.activity_id,
      decision: 'returned',
      reason: '请补上医疗点和交通安排',
    }),
  );
  const cancelled = await publish(set, -4, '广场义剪');
  for (const volunteer of set.others.slice(16, 20))
    await takeSeat(set.stage, cancelled, volunteer, new Date(set.stage.today.getTime() - 200 * minuteMs));
  await set.stage.act(set.leader, new Date(set.stage.today.getTime() - 30 * minuteMs), (writer) =>
    cancelActivity(writer, { activity_id: cancelled.activity_id, reason: '当天有大雨预警' }),
  );
}

/** Running while the demonstration is built: the live board has people on it. */
/** Work at the water, insured, approved above, and handed to one volunteer until the day after. */
async function insuredAndDelegated(set: Set): Promise<void> {
  const { stage, reviewer, leader } = set;
  const { activity_id } = await publish(set, -6, '始丰溪救生巡护', {
    capacity: 12,
    risks: ['water'],
    text: {
      description: '沿溪分两组巡护，劝离危险水域，检查救生圈和警示牌',
      place: '始丰溪赤城桥东侧步道口',
      risk_statement: '水边作业，步道湿滑。须穿救生衣，两人以上同行，不下水施救，听队长指挥。',
    },
  });
  await stage.act(reviewer, new Date(stage.today.getTime() - 100 * minuteMs), (writer) =>
    decideApproval(writer, { activity_id, decision: 'approved', reason: '' }),
  );
  const [helper] = await new Reader(stage.services.pool).all<{ number: string }>(
    sql`select number from volunteers where id = ${set.others[21] ?? set.hero}`,
  );
  await stage.act(leader, new Date(stage.today.getTime() - 90 * minuteMs), (writer) =>
    delegateToPerson(writer, {
      activity_id,
      volunteer_number: helper?.number ?? '',
      valid_until: addDays(businessDate(stage.today), 7),
    }),
  );
}

/** A published shift that moved by two hours: whoever signed up was told and may leave freely. */
async function movedShift(set: Set): Promise<void> {
  const shift = await publish(set, -8, '社区量血压');
  for (const volunteer of set.others.slice(6, 9))
    await takeSeat(set.stage, shift, volunteer, new Date(set.stage.today.getTime() - 300 * minuteMs));
  const later = (at: Date): string => new Date(at.getTime() + 120 * minuteMs).toISOString();
  await set.stage.act(set.leader, new Date(set.stage.today.getTime() - 45 * minuteMs), (writer) =>
    moveShift(writer, {
      activity_id: shift.activity_id,
      shift_id: shift.id,
      starts_at: later(shift.starts_at),
      ends_at: later(shift.ends_at),
      reach: 'this',
      reason: '卫生院上午有义诊，改到中午',
    }),
  );
}

/** Two registrations that may be one person; both sides and a colleague still have to say so. */
async function twiceRegistered(set: Set): Promise<void> {
  const kept = set.others[22];
  if (kept === undefined) return;
  const known = await set.stage.reader.one<{ name: string; birth_date: string }>(
    sql`select name, birth_date::text from persons where id = ${kept}`,
  );
  await set.stage.act(set.officer, new Date(set.stage.today.getTime() - 26 * 60 * minuteMs), async (writer) => {
    const { volunteer_id } = await registerAtStation(writer, {
      ...known,
      document_type: 'passport',
      document_number: 'E00000023',
      phone: inventedPhone(95_000),
      organization_id: set.team.id,
      is_pupil: false,
      is_self_supporting: false,
      is_league_member: false,
    });
    await requestMerge(writer, {
      kept_id: kept,
      duplicate_id: volunteer_id,
      reason: '同名同生日，一份用身份证、一份用护照',
    });
  });
}

async function now(set: Set): Promise<void> {
  const { stage, team, leader, project } = set;
  const half = 30 * minuteMs;
  const from = new Date(Math.floor((stage.today.getTime() - 60 * minuteMs) / half) * half);
  const text = { ...(activityTexts[5] ?? never()), title: '社区便民服务，今天就在' };
  const shift = await publishActivity(stage, {
    team,
    leader,
    project,
    text,
    pin: { longitude: 121.01, latitude: 29.14 },
    days_ago: 0,
    from,
    to: new Date(from.getTime() + 8 * half),
  });
  for (const [place, volunteer] of [...set.others.slice(20, 30), set.hero].entries()) {
    await takeSeat(stage, shift, volunteer, dayBefore(stage, 1, '10:30'));
    if (place < 7) await scanCode(stage, shift, volunteer, 'in', new Date(from.getTime() + (place - 5) * minuteMs));
  }
}

function never(): never {
  throw new Error('the set is not complete');
}
