/** One history on the real server, step by step beside what is expected of it: each answer is foretold, and after each step both must stand alike. */
import { expect } from 'vitest';
import { at, dayMs } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { publish, shift as draft, signUpUrl, type Fixtures } from '../../projects/fixtures.ts';
import { codeAt } from '../../records/fixtures.ts';
import type { TestAnswer, TestApp, TestPerson } from '../../testing/test-app.ts';
import { carryOutMerges } from '../../volunteers/jobs.ts';
import { ExpectedWeek, shifts, type Foretold, type KeptRecord, type Proposal } from './expected-week.ts';
import type { Balance } from './reference.ts';
import { people, plans, type Step } from './steps.ts';

const day = '2026-11-28';
const midnight = at(day, '00:00').getTime();
const moment = (minute: number): Date => new Date(midnight + minute * 60_000);
const balances = ['credit_minutes', 'honorary_minutes'] as const;

export type Desk = {
  readonly fixtures: Fixtures;
  readonly leader: TestPerson;
  readonly staff: readonly [TestPerson, TestPerson, TestPerson];
  readonly boss: TestPerson;
};
type Place = { readonly activity: { id: string; shift_ids: string[] }; readonly index: number };

export class Week {
  private readonly t: TestApp;
  private readonly desk: Desk;
  private readonly expected = new ExpectedWeek();
  private readonly persons: TestPerson[] = [];
  private readonly places: Place[] = [];
  private step = 0;

  constructor(t: TestApp, desk: Desk) {
    this.t = t;
    this.desk = desk;
  }

  get ids(): string[] {
    return this.persons.map((person) => person.id);
  }

  async begin(): Promise<void> {
    this.t.now = new Date('2026-11-22T02:00:00Z');
    for (let index = 0; index < people; index += 1)
      this.persons.push(await this.t.volunteer(`志愿者${index}`, this.desk.fixtures.county));
    for (const pair of [
      [0, 1],
      [2, 3],
    ] as const) {
      const activity = await publish(this.t, this.desk.fixtures, {
        shifts: pair.map((which) => draft(day, plans[which][0], plans[which][1], plans[which][2])),
      });
      pair.forEach((which, index) => {
        this.places[which] = { activity, index };
      });
    }
  }

  async take(step: Step): Promise<void> {
    this.step += 1;
    const early = ['sign_up', 'withdraw', 'capacity', 'cancel'].includes(step.do);
    this.t.now = new Date(
      (early ? Date.parse('2026-11-22T03:00:00Z') : at('2026-11-29', '08:00').getTime()) + this.step * 60_000,
    );
    switch (step.do) {
      case 'sign_up':
        return this.signUp(step.who, step.shift);
      case 'withdraw':
        return this.withdraw(step.who, step.shift);
      case 'capacity':
        return this.capacity(step.shift, step.places);
      case 'cancel':
        return this.cancel();
      case 'stamp':
        return this.stamp(step);
      case 'confirm':
        return this.confirm(...this.expected.choose(step.pick, ['checked_out']), step.pause);
      case 'back_fill':
        return this.backFill(step);
      case 'ask': {
        const [who, shift] = this.expected.choose(step.pick, ['confirmed', 'returned', 'checked_out']);
        const from = (shifts[shift]?.from ?? 0) + step.from;
        return this.settle(await this.ask(who, shift, from, from + step.length), step.by);
      }
      case 'handle':
        return this.handle(this.expected.proposal(step.pick, 'requested'), step.by);
      case 'approve':
        return this.approve(this.expected.proposal(step.pick, 'handled'), step.by);
      case 'strike':
        return this.strike(this.expected.record(step.pick, ['confirmed']), step.by);
      case 'restore':
        return this.restore(this.expected.record(step.pick, ['reversed']), step.by);
      case 'ladder':
        return this.ladder(this.expected.record(step.pick, ['awaiting_parent', 'awaiting_province']), step.approve);
      case 'merge':
        return this.merge(step.who, step.other);
      case 'fold':
        return undefined; // the test folds
    }
  }

  /** Minutes in force by the reference. */
  total(balance: Balance): number {
    return this.expected.total(balance);
  }

  /** Balances, attendances and queues, as the tables have them. */
  async compare(): Promise<void> {
    const heads = await this.t.rows<{ volunteer_id: string; unit: string; balance: number; listed: number }>(sql`
      select h.owner_id as volunteer_id, h.unit, h.balance, (select coalesce(sum(l.amount), 0)::int
        from ledger_legs l where l.owner_id = h.owner_id and l.account = h.account and l.unit = h.unit) as listed
      from ledger_accounts h where h.owner_id = any(${this.ids}::uuid[])`);
    const states = await this.t.rows<{ volunteer_id: string; shift_id: string; state: string }>(
      sql`select volunteer_id, shift_id, state from attendances where volunteer_id = any(${this.ids}::uuid[])`,
    );
    for (const [who, person] of this.persons.entries()) {
      for (const balance of balances) {
        const head = heads.find((row) => row.volunteer_id === person.id && row.unit === balance);
        const expected = this.expected.held(who, balance);
        expect([head?.balance ?? 0, head?.listed ?? 0], `${balance} of ${who} after step ${this.step}`).toEqual([
          expected,
          expected,
        ]);
      }
      for (const which of plans.keys()) {
        const found =
          states.find((row) => row.volunteer_id === person.id && row.shift_id === this.shiftId(which))?.state ?? 'none';
        expect(found === 'signed_up' ? 'none' : found, `attendance of ${who} at ${which} after step ${this.step}`).toBe(
          this.expected.stateOf(who, which),
        );
      }
    }
    const rows = await this.t.rows<{ volunteer_id: string; shift_id: string; place: string }>(sql`
      select volunteer_id, shift_id, place from sign_ups where volunteer_id = any(${this.ids}::uuid[]) and ended_at is null order by queue_number`);
    for (const [which, line] of this.expected.lines.entries()) {
      const found = rows
        .filter((row) => row.shift_id === this.shiftId(which))
        .map((row) => `${row.volunteer_id} ${row.place}`);
      expect(found, `the queue after step ${this.step}`).toEqual(
        line.waiting.map((one, place) => `${this.person(one.who).id} ${place < line.places ? 'seat' : 'waitlist'}`),
      );
    }
  }

  /** What each person reads: the sums above the list, and the list itself. */
  async compareLists(): Promise<void> {
    for (const [who, person] of this.persons.entries()) {
      if (this.expected.isGone(who)) continue;
      const mine = (
        await this.t.get<{
          credit_minutes: number;
          honorary_minutes: number;
          rows: { state: string; minutes: number | null; balance: string | null }[];
        }>(person, '/api/my/hours?limit=200')
      ).body;
      for (const balance of balances) {
        const listed = mine.rows
          .filter((row) => row.state === 'confirmed' && row.balance === balance)
          .reduce((sum, row) => sum + (row.minutes ?? 0), 0);
        const expected = this.expected.heldByPerson(who, balance);
        expect([mine[balance], listed], `${balance} read by ${who}`).toEqual([expected, expected]);
      }
    }
  }

  private person(who: number): TestPerson {
    return this.persons[who] ?? this.desk.leader;
  }
  private staff(by: number): TestPerson {
    return this.desk.staff[by % 3] ?? this.desk.staff[0];
  }
  private place(shift: number): Place {
    const place = this.places[shift];
    if (place === undefined) throw new Error('the week has not begun');
    return place;
  }
  private shiftId(shift: number): string {
    const place = this.place(shift);
    return place.activity.shift_ids[place.index] ?? '';
  }
  private async attendance(who: number, shift: number): Promise<string> {
    const [row] = await this.t.rows<{ id: string }>(
      sql`select id from attendances where volunteer_id = ${this.person(who).id} and shift_id = ${this.shiftId(shift)}`,
    );
    return row?.id ?? this.person(who).id;
  }
  /** The answer is as foretold; says whether it was given. */
  private told(answer: TestAnswer, foretold: Foretold, what: string): boolean {
    const was = answer.status === 200 ? 'accepted' : 'refused';
    expect(was, `step ${this.step}, ${what}: ${answer.status} ${JSON.stringify(answer.body)}`).toBe(
      foretold === 'either' ? was : foretold,
    );
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
    return was === 'accepted';
  }

  private async signUp(who: number, shift: number): Promise<void> {
    const { activity, index } = this.place(shift);
    const answer = await this.t.post<{ sign_up_id: string; place: string; waitlist_place: number | null }>(
      this.person(who),
      signUpUrl(activity, index),
      { risk_acknowledged: true },
    );
    if (!this.told(answer, this.expected.signingUp(who, shift), 'sign-up')) return;
    expect([answer.body.place, answer.body.waitlist_place]).toEqual(
      this.expected.signedUp(who, shift, answer.body.sign_up_id),
    );
  }

  private async withdraw(who: number, shift: number): Promise<void> {
    const signUpId = this.expected.signUpOf(who, shift);
    if (signUpId === undefined) return;
    const answer = await this.t.put<{ promoted: number }>(
      this.person(who),
      `/api/me/sign-ups/${signUpId}/withdrawal`,
      {},
    );
    expect(answer).toMatchObject({ status: 200, body: { promoted: this.expected.withdrawn(who, shift) } });
  }

  private async capacity(shift: number, places: number): Promise<void> {
    const answer = await this.t.put(
      this.desk.fixtures.leader,
      `/api/activities/${this.place(shift).activity.id}/shifts/${this.shiftId(shift)}/capacity`,
      { capacity: places },
    );
    if (this.told(answer, this.expected.changingPlaces(shift, places), 'capacity'))
      this.expected.changedPlaces(shift, places);
  }

  private async cancel(): Promise<void> {
    for (const activity of new Set(this.places.map((place) => place.activity.id))) {
      this.told(
        await this.t.put(this.desk.fixtures.leader, `/api/activities/${activity}/cancellation`, { reason: '下雨' }),
        'accepted',
        'cancel',
      );
    }
    this.expected.cancel();
  }

  private async stamp(step: Extract<Step, { do: 'stamp' }>): Promise<void> {
    const { who, shift, direction, minute, late } = step;
    if (this.expected.isGone(who)) return;
    if (!late) this.t.now = moment(minute);
    const code = codeAt(this.t, { kind: 'shift', id: this.shiftId(shift) }, moment(minute));
    const answer = await this.t.post<{ outcome: string }>(this.person(who), '/api/check-ins', {
      kind: 'rotating_code',
      code,
      direction,
      scanned_at: moment(minute).toISOString(),
      offline: late,
    });
    if (this.told(answer, this.expected.stamping(step), `${late ? 'late ' : ''}${direction} at ${minute}`))
      expect(answer.body.outcome).toBe(this.expected.stamped(step));
  }

  private async confirm(who: number, shift: number, pause: boolean): Promise<void> {
    const pauses = pause
      ? [{ kind: 'break', from: moment(12 * 60).toISOString(), to: moment(12 * 60 + 30).toISOString() }]
      : [];
    const answer = await this.t.post<{
      results: { record: { record_id: string; minutes: number; state: string } | null }[];
    }>(this.desk.leader, '/api/confirmations', {
      lines: [
        {
          volunteer_id: this.person(who).id,
          attendance_id: await this.attendance(who, shift),
          quality: 'good',
          pauses,
        },
      ],
    });
    const given = answer.body.results?.[0]?.record;
    if (!this.told(answer, this.expected.confirming(who, shift), 'confirm') || !given) return;
    const record = this.expected.confirmed(who, shift, pause);
    expect([given.minutes, given.state], `confirmed at step ${this.step}`).toEqual([record.minutes, record.state]);
    this.expected.keep(who, record, given.record_id, this.desk.leader.id);
  }

  private async backFill(step: Extract<Step, { do: 'back_fill' }>): Promise<void> {
    const to = step.from + step.length;
    const answer = await this.t.post<{ proposal_id: string }>(this.staff(step.by), '/api/back-fills', {
      shift_id: this.shiftId(step.shift),
      reason: '现场没有信号',
      evidence: '签名单一张',
      lines: [
        {
          volunteer_id: this.person(step.who).id,
          started_at: moment(step.from).toISOString(),
          ended_at: moment(to).toISOString(),
          ...(step.claimed === null ? {} : { claimed_minutes: step.claimed }),
        },
      ],
    });
    const foretold = this.expected.backFilling({ ...step, to });
    if (!this.told(answer, foretold, 'back-fill')) return;
    this.expected.proposed({
      id: answer.body.proposal_id,
      kind: 'back_fill',
      who: step.who,
      shift: step.shift,
      from: step.from,
      to,
      claimed: step.claimed,
      handled_by: step.by,
      state: 'handled',
    });
  }

  private async ask(who: number, shift: number, from: number, to: number): Promise<Proposal | undefined> {
    if (this.expected.isGone(who)) return undefined;
    const answer = await this.t.post<{ proposal_id: string }>(this.person(who), '/api/corrections', {
      attendance_id: await this.attendance(who, shift),
      started_at: moment(from).toISOString(),
      ended_at: moment(to).toISOString(),
      reason: '时间不对',
    });
    if (!this.told(answer, this.expected.asking({ who, shift, from, to }), 'ask')) return undefined;
    return this.expected.proposed({
      id: answer.body.proposal_id,
      kind: 'correction',
      who,
      shift,
      from,
      to,
      claimed: null,
      handled_by: null,
      state: 'requested',
    });
  }

  private decide(proposal: Proposal, action: 'handle' | 'approve', by: TestPerson): Promise<TestAnswer> {
    return this.t.post(by, `/api/record-proposals/${proposal.id}/decision`, { action, note: '核对过了' });
  }

  private async handle(proposal: Proposal | undefined, by: number): Promise<void> {
    if (proposal === undefined) return;
    const answer = await this.decide(proposal, 'handle', this.staff(by));
    if (!this.told(answer, this.expected.handling(proposal, by), 'handle')) return;
    Object.assign(proposal, { state: 'handled', handled_by: by });
  }

  private async approve(proposal: Proposal | undefined, by: number): Promise<void> {
    if (proposal === undefined) return;
    const { struck } = proposal;
    const answer = await this.decide(proposal, 'approve', struck === undefined ? this.staff(by) : this.desk.boss);
    if (!this.told(answer, this.expected.approving(proposal, by), 'approve')) return;
    if (struck !== undefined) {
      proposal.state = 'approved';
      return this.expected.ended(struck, 'confirmed');
    }
    const record = this.expected.approved(proposal);
    const [made] = await this.t.rows<{ id: string; minutes: number; balance: string; state: string }>(sql`
      select r.id, r.minutes, r.balance, r.state from record_proposal_lines l join service_records r on r.volunteer_id = l.volunteer_id and r.id = l.result_record_id where l.proposal_id = ${proposal.id}`);
    expect([made?.minutes, made?.balance, made?.state], `${proposal.kind} approved at step ${this.step}`).toEqual([
      record.minutes,
      record.balance,
      record.state,
    ]);
    this.expected.keep(proposal.who, record, made?.id ?? '', this.staff(by).id);
  }

  private async strike(record: KeptRecord | undefined, by: number): Promise<void> {
    if (record === undefined) return;
    const answer = await this.t.post(
      this.staff(by),
      `/api/service-records/${this.person(record.who).id}/${record.id}/reversal`,
      { reason: '查无此事' },
    );
    if (this.told(answer, record.by === this.staff(by).id ? 'refused' : 'accepted', 'strike'))
      this.expected.ended(record, 'reversed', by);
  }

  /** What was struck is appealed: one of the staff handles it, and the level above decides. */
  private async restore(record: KeptRecord | undefined, by: number): Promise<void> {
    if (record === undefined || this.expected.isGone(record.who)) return;
    const answer = await this.t.post<{ proposal_id: string }>(this.person(record.who), '/api/appeals', {
      record_id: record.id,
      reason: '冲错了',
    });
    if (!this.told(answer, this.expected.appealing(record), 'appeal')) return;
    const { who, shift, from, to } = record;
    const asked = this.expected.proposed({
      id: answer.body.proposal_id,
      kind: 'appeal',
      who,
      shift,
      from,
      to,
      claimed: null,
      struck: record,
      handled_by: null,
      state: 'requested',
    });
    await this.settle(asked, by);
  }

  private async settle(asked: Proposal | undefined, by: number | null): Promise<void> {
    if (by === null) return;
    await this.handle(asked, by);
    await this.approve(asked, (by + 1) % 3);
  }

  private async ladder(record: KeptRecord | undefined, approve: boolean): Promise<void> {
    if (record === undefined) return;
    this.told(
      await this.t.post(this.desk.boss, `/api/service-records/${this.person(record.who).id}/${record.id}/decision`, {
        approve,
        note: '核过',
      }),
      'accepted',
      'ladder',
    );
    this.expected.ended(record, approve ? 'confirmed' : 'returned');
  }

  /** Two registrations of one person: minutes stay where they were recorded, and the person reads them all. */
  private async merge(who: number, other: number): Promise<void> {
    if (who === other || this.expected.isGone(who) || this.expected.isGone(other)) return;
    const asked = await this.t.post<{ id: string }>(this.staff(0), '/api/merge-requests', {
      kept_id: this.person(who).id,
      duplicate_id: this.person(other).id,
      reason: '同一个人',
    });
    this.told(asked, 'accepted', 'merge');
    for (const side of [who, other])
      this.told(
        await this.t.post(this.person(side), `/api/me/merge-requests/${asked.body.id}/answer`, { agrees: true }),
        'accepted',
        'agree',
      );
    const answer = await this.t.post(this.staff(1), `/api/merge-requests/${asked.body.id}/decision`, {
      merges: true,
      reason: '核过证件',
    });
    if (!this.told(answer, this.expected.merging(who, other), 'merge')) return;
    await carryOutMerges({ ...this.t.services, clock: () => new Date(this.t.now.getTime() + 16 * dayMs) }); // the days in which it may be stopped pass
    this.expected.merged(who, other);
  }
}
