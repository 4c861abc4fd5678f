/** The team and the people that the cases are played around, and an activity of theirs, published and served. */
import type { Id } from '../domain/id.ts';
import { minuteMs } from '../domain/time.ts';
import type { RiskKind } from '../domain/organizations/rule-books/risks.ts';
import { publishActivity, takeSeat, type Shift } from './activities.ts';
import { activityTexts, type ActivityText } from './activity-texts.ts';
import { scanCode } from './attendances.ts';
import { dayBefore, type Place, type Stage } from './stage.ts';

export type Set = {
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

/** An activity of the team on a past or coming day, between two clock times. */
export function publish(
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

export async function serve(set: Set, shift: Shift, who: Id, days: number): Promise<Id> {
  await takeSeat(set.stage, shift, who, dayBefore(set.stage, days + 2, '20:00'));
  await scanCode(set.stage, shift, who, 'in', new Date(shift.starts_at.getTime() - 5 * minuteMs));
  return scanCode(set.stage, shift, who, 'out', new Date(shift.ends_at.getTime() + 6 * minuteMs));
}

export async function now(set: Set): Promise<void> {
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

export function never(): never {
  throw new Error('the set is not complete');
}
