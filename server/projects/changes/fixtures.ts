/** A published series of three Saturdays, and what the tests of its changes ask of it. */
import { sql } from '../../db/sql.ts';
import { testApp, type TestAnswer, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { makeFixtures, publish, shift, signUpUrl, type Fixtures } from '../fixtures.ts';

export const start = new Date('2026-11-22T02:00:00Z');
export const saturdays = ['2026-11-28', '2026-12-05', '2026-12-12'];
export type Published = { id: string; shift_ids: string[] };
export type Shown = {
  sequence: number;
  state: string;
  starts_at: string;
  shifts: {
    id: string;
    starts_at: string;
    ends_at: string;
    is_cancelled: boolean;
    following: number;
    capacity: number;
    waiting: number;
    can: { move: boolean; cancel: boolean };
  }[];
  activity_changes: { id: string; kind: string; decision: string | null; can: { decide: boolean } }[];
};
export type SignedUp = { sign_up_id: string; place: string; code?: string };
export type Moved = { code?: string; state: string; shifts: number; told: number; clashing: number };

export const at = (activity: Published, index: number, what: string): string =>
  `/api/activities/${activity.id}/shifts/${activity.shift_ids[index]}/${what}`;

export type Changes = {
  readonly t: TestApp & { close(): Promise<void> };
  readonly fixtures: Fixtures;
  series(change?: object): Promise<Published>;
  volunteer(name: string): Promise<TestPerson>;
  signUp(who: TestPerson, activity: Published, index?: number): Promise<SignedUp>;
  shown(activity: Published, who?: TestPerson): Promise<Shown>;
  move(
    activity: Published,
    index: number,
    day: string,
    from: string,
    to: string,
    more?: object,
  ): Promise<TestAnswer<Moved>>;
  /** What a person was told, by kind, in order. */
  kinds(who: TestPerson): Promise<string[]>;
};

export async function makeChanges(): Promise<Changes> {
  const t = await testApp({ now: start });
  const fixtures = await makeFixtures(t);
  return {
    t,
    fixtures,
    series: (change = {}) =>
      publish(t, fixtures, { shifts: saturdays.map((day) => shift(day, '09:00', '12:00', 2)), ...change }),
    volunteer: (name) => t.volunteer(name, fixtures.county),
    signUp: async (who, activity, index = 0) =>
      (await t.post<SignedUp>(who, signUpUrl(activity, index), { risk_acknowledged: true })).body,
    shown: async (activity, who = fixtures.leader) => (await t.get<Shown>(who, `/api/activities/${activity.id}`)).body,
    move: (activity, index, day, from, to, more = {}) =>
      t.put<Moved>(fixtures.leader, at(activity, index, 'time'), {
        starts_at: `${day}T${from}:00+08:00`,
        ends_at: `${day}T${to}:00+08:00`,
        reason: '下雨',
        ...more,
      }),
    kinds: async (who) =>
      (await t.rows<{ kind: string }>(sql`select kind from notices where person_id = ${who.id} order by at, id`)).map(
        (row) => row.kind,
      ),
  };
}
