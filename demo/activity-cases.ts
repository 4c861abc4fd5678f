/** Activities that need somebody's decision: full, risky, lent to another leader, moved. */
import { addDays, businessDate, minuteMs } from '../domain/time.ts';
import { delegateToPerson } from '../server/projects/activities/delegate-activity.ts';
import { moveShift } from '../server/projects/changes/move-shift.ts';
import { cancelActivity } from '../server/projects/activities/cancel-activity.ts';
import { decideApproval } from '../server/projects/activities/decide-approval.ts';
import { Reader } from '../server/db/reader.ts';
import { sql } from '../server/db/sql.ts';
import { takeSeat } from './activities.ts';
import { type Set, publish } from './case-set.ts';

/** Three seats and six who want one: the order of the waitlist is the order of asking. */
export async function comingWithWaitlist(set: Set): Promise<void> {
  const full = await publish(set, -3, '陪老人去医院复查', { capacity: 3 });
  const wanting = [...set.others.slice(10, 13), set.hero, ...set.others.slice(13, 15)];
  for (const [place, volunteer] of wanting.entries())
    await takeSeat(set.stage, full, volunteer, new Date(set.stage.today.getTime() - (120 - place * 10) * minuteMs));
  const open = await publish(set, -5, '给独居老人送午饭');
  await takeSeat(set.stage, open, set.hero, new Date(set.stage.today.getTime() - 40 * minuteMs));
}

/** Above 40 people the county decides first: one waits, one went back with a reason, one was called off. */
export async function approvals(set: Set): Promise<void> {
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
    cancelActivity(writer, set.stage.services.later, { activity_id: cancelled.activity_id, reason: '当天有大雨预警' }),
  );
}

/** Running while the demonstration is built: the live board has people on it. */
/** Work at the water, insured, approved above, and handed to one volunteer until the day after. */
export async function insuredAndDelegated(set: Set): Promise<void> {
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
export async function movedShift(set: Set): Promise<void> {
  const shift = await publish(set, -8, '社区量血压');
  for (const volunteer of set.others.slice(6, 9))
    await takeSeat(set.stage, shift, volunteer, new Date(set.stage.today.getTime() - 300 * minuteMs));
  const later = (at: Date): string => new Date(at.getTime() + 120 * minuteMs).toISOString();
  await set.stage.act(set.leader, new Date(set.stage.today.getTime() - 45 * minuteMs), (writer) =>
    moveShift(writer, set.stage.services.later, {
      activity_id: shift.activity_id,
      shift_id: shift.id,
      starts_at: later(shift.starts_at),
      ends_at: later(shift.ends_at),
      reach: 'this',
      reason: '卫生院上午有义诊，改到中午',
    }),
  );
}
