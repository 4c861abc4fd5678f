/** A year of projects and activities of every team, published by its leader before they began, and who signed up. */
import type { Id } from '../domain/id.ts';
import { addDays, at, businessDate } from '../domain/time.ts';
import { Reader } from '../server/db/reader.ts';
import { sql } from '../server/db/sql.ts';
import { createActivity } from '../server/projects/activities/create-activity.ts';
import { createProject } from '../server/projects/create-project.ts';
import { enterStage } from '../server/projects/enter-stage.ts';
import type { RiskKind } from '../domain/organizations/rule-books/risks.ts';
import { enterOne } from '../server/projects/sign-ups/enter-sign-ups.ts';
import { signUp } from '../server/projects/sign-ups/sign-up.ts';
import { submitActivity } from '../server/projects/activities/submit-activity.ts';
import { activityTexts, seats, type ActivityText } from './activity-texts.ts';
import type { Staff } from './staff.ts';
import { dayBefore, each, type Place, type Stage } from './stage.ts';
import type { Tree } from './tree.ts';
import type { Volunteer } from './invented-people.ts';
import type { Volunteers } from './volunteers.ts';

export type Shift = {
  readonly id: Id;
  readonly activity_id: Id;
  readonly team: Place;
  readonly leader: Id;
  readonly starts_at: Date;
  readonly ends_at: Date;
};
export type Seat = { readonly shift: Shift; readonly volunteer: Volunteer };
export type Calendar = {
  readonly past: readonly Shift[];
  readonly coming: readonly Shift[];
  readonly seats: readonly Seat[];
};

const pastPerTeam = 4;
const peoplePerShift = { least: 5, most: 9 };

export async function publishYear(stage: Stage, tree: Tree, staff: Staff, volunteers: Volunteers): Promise<Calendar> {
  const plans = tree.teams.flatMap((team, number) => {
    const text = themed(activityTexts[number % activityTexts.length], team);
    const leader = staff.leaders.get(team.id);
    if (text === undefined || leader === undefined) return [];
    const own = volunteers.adults.filter(
      (one) => one.team.id === team.id && !Object.values(volunteers.cast).includes(one.id),
    ); // the cast has a story of its own
    const past = Array.from({ length: pastPerTeam }, (_, round) => 4 + ((number * 13 + round * 67) % 272));
    const days = [...past.map((days_ago) => ({ days_ago })), { days_ago: -(2 + (number % 20)) }];
    return [
      {
        team,
        text,
        leader,
        pin: pinOf(stage, team),
        days: days.map((day) => ({
          ...day,
          people: stage.random.some(own, stage.random.whole(peoplePerShift.least, peoplePerShift.most)),
        })),
      },
    ];
  });
  const calendar: { past: Shift[]; coming: Shift[]; seats: Seat[] } = { past: [], coming: [], seats: [] };
  await each(plans, async ({ team, text, leader, pin, days }) => {
    const project = await proposeProject(stage, team, leader, text);
    for (const { days_ago, people } of days) {
      const shift = await publishActivity(stage, { team, leader, project, text, pin, days_ago });
      (days_ago > 0 ? calendar.past : calendar.coming).push(shift);
      for (const volunteer of people) {
        await takeSeat(stage, shift, volunteer.id, signUpMoment(stage, shift));
        calendar.seats.push({ shift, volunteer });
      }
    }
  });
  return calendar;
}

/** P35: 攀枝花 ties its service to themes of education, several at once. */
function themed(text: ActivityText | undefined, team: Place): ActivityText | undefined {
  if (text === undefined || team.code?.startsWith('5104') !== true) return text;
  return { ...text, topics: [...text.topics, 'education_theme/three_loves', 'education_theme/city_affairs'] };
}

export async function proposeProject(stage: Stage, team: Place, leader: Id, text: ActivityText): Promise<Id> {
  const proposed = dayBefore(stage, 288, '14:00');
  const { id } = await stage.act(leader, proposed, (writer) =>
    createProject(writer, {
      organization_id: team.id,
      title: `${text.project}（示例）`,
      category: text.category,
      aim: text.description,
      plan: '每月一到两次，按场次招募，队长带队。',
      budget_fen: 200_000,
      principles: {
        party_concern: '列入本地文明实践年度安排',
        social_need: '居民代表会上多次提出',
        within_reach: '半天可完成，队里有经验',
      },
      topics: text.topics,
      beneficiaries: '附近居民',
      brand: '',
      brand_scope: [],
      is_national: false,
    }),
  );
  await stage.act(leader, dayBefore(stage, 287, '14:00'), (writer) =>
    enterStage(writer, { project_id: id, stage: 'recruitment', note: '公告已发' }),
  );
  return id;
}

type Plan = {
  readonly team: Place;
  readonly leader: Id;
  readonly project: Id;
  readonly text: ActivityText;
  readonly pin: { longitude: number; latitude: number } | null;
  readonly days_ago: number;
  readonly capacity?: number;
  readonly from?: Date;
  readonly to?: Date;
  /** Dangerous service, insured by the organisation; a person above approves it. */
  readonly risks?: readonly RiskKind[];
};

export async function publishActivity(stage: Stage, plan: Plan): Promise<Shift> {
  const { text, leader, team } = plan;
  const day = addDays(businessDate(stage.today), -plan.days_ago);
  const starts_at = plan.from ?? at(day, text.from);
  const ends_at = plan.to ?? at(day, text.to);
  const published = new Date(Math.min(at(addDays(day, -7), '10:00').getTime(), dayBefore(stage, 1, '10:00').getTime()));
  const { id } = await stage.act(leader, published, (writer) =>
    createActivity(writer, {
      project_id: plan.project,
      title: text.title,
      description: text.description,
      category: text.category,
      topics: text.topics,
      place: text.place,
      pin: plan.pin,
      gathering_note: '',
      contact_phone: '',
      programme: [],
      risk_statement: text.risk_statement,
      risks: plan.risks ?? [],
      insurance: plan.risks === undefined ? 'none' : 'organisation',
      minimum_age: null,
      maximum_age: null,
      is_parent_child: false,
      required_skills: [],
      required_qualifications: [],
      check_in_kinds: ['rotating_code', 'staff_scan', 'short_code'],
      fence_metres: null,
      waitlist_capacity: 20,
      signs_up_here: true,
      leader_ids: [leader],
      shifts: [{ name: '', starts_at, ends_at, capacity: plan.capacity ?? 24 }],
    }),
  );
  await stage.act(leader, published, (writer) => submitActivity(writer, { activity_id: id }));
  const shift = await new Reader(stage.services.pool).one<{ id: Id }>(
    sql`select id from shifts where activity_id = ${id}`,
  );
  return { id: shift.id, activity_id: id, team, leader, starts_at, ends_at };
}

/** The same statement as on the phone; the caller is the volunteer. */
export async function takeSeat(stage: Stage, shift: Shift, volunteer: Id, now: Date): Promise<'seat' | 'waitlist'> {
  const door = await stage.door(volunteer, now);
  const answer = await signUp({ enter: (entry) => enterOne(door.writes, entry), kept: door.writes }, door.reads, door, {
    volunteer_id: volunteer,
    activity_id: shift.activity_id,
    shift_id: shift.id,
    risk_acknowledged: true,
  });
  return answer.place;
}

/** Between publishing and the evening before. */
function signUpMoment(stage: Stage, shift: Shift): Date {
  const latest = Math.min(shift.starts_at.getTime() - 15 * 3_600_000, stage.today.getTime() - 60_000);
  const earliest = Math.min(shift.starts_at.getTime() - 6 * 86_400_000, dayBefore(stage, 1, '10:01').getTime());
  return new Date(earliest + Math.floor(stage.random.next() * Math.max(0, latest - earliest)));
}

function pinOf(stage: Stage, team: Place): { longitude: number; latitude: number } | null {
  const seat = seats[team.code?.slice(0, 6) ?? ''] ?? seats[team.code?.slice(0, 4) ?? ''];
  if (seat === undefined) return null;
  const near = (value: number): number => Math.round((value + (stage.random.next() - 0.5) * 0.06) * 1e6) / 1e6;
  return { longitude: near(seat.longitude), latitude: near(seat.latitude) };
}
