/** One history on the real server, step by step beside its reference: each answer is foretold, and after each step both must stand alike. */
import { expect } from 'vitest';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { publish, shift as draft, signUpUrl, type Ground } from '../../projects/test-ground.ts';
import { codeAt } from '../../records/test-ground.ts';
import type { TestAnswer, TestApp, TestPerson } from '../../test-app.ts';
import { correct, held, latest, mayMerge, merge, minutesBetween, newPerson, pairs, present, recordOf, type Balance, type Person, type ServiceRecord, type Shift } from './reference.ts';
import { people, plans, type Step } from './steps.ts';

const day = '2026-11-28';
const midnight = at(day, '00:00').getTime();
const moment = (minute: number): Date => new Date(midnight + minute * 60_000);
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const shifts: readonly Shift[] = plans.map(([from, to]) => ({ from: minuteOf(from), to: minuteOf(to), day: 0 }));
const lunch = minutesBetween(12 * 60, 12 * 60 + 30);

export type Desk = { readonly ground: Ground; readonly leader: TestPerson; readonly staff: readonly [TestPerson, TestPerson, TestPerson]; readonly boss: TestPerson };
type Proposal = { readonly id: string; readonly kind: 'correction' | 'back_fill'; readonly who: number; readonly shift: number; readonly from: number; readonly to: number; readonly claimed: number | null; handled_by: number | null; state: 'requested' | 'handled' | 'approved' };
type Queue = { readonly activity: { id: string; shift_ids: string[] }; readonly index: number; places: number; readonly line: { readonly who: number; readonly sign_up_id: string }[] };
type Record = ServiceRecord & { readonly by: string; readonly who: number };

export class Week {
  private readonly t: TestApp;
  private readonly desk: Desk;
  private readonly persons: TestPerson[] = [];
  private readonly model: Person[] = Array.from({ length: people }, () => newPerson(plans.length));
  private readonly queues: Queue[] = [];
  private readonly proposals: Proposal[] = [];
  private readonly records: Record[] = [];
  private readonly gone = new Set<number>();
  private cancelled = false;
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
    for (let index = 0; index < people; index += 1) this.persons.push(await this.t.volunteer(`志愿者${index}`, this.desk.ground.county));
    for (const pair of [[0, 1], [2, 3]] as const) {
      const activity = await publish(this.t, this.desk.ground, { shifts: pair.map((which) => draft(day, plans[which][0], plans[which][1], plans[which][2])) });
      pair.forEach((which, index) => { this.queues[which] = { activity, index, places: plans[which][2], line: [] }; });
    }
  }

  async take(step: Step): Promise<void> {
    this.step += 1;
    const early = ['sign_up', 'withdraw', 'capacity', 'cancel'].includes(step.do);
    this.t.now = new Date((early ? Date.parse('2026-11-22T03:00:00Z') : at('2026-11-29', '08:00').getTime()) + this.step * 60_000);
    switch (step.do) {
      case 'sign_up': return this.signUp(step.who, step.shift);
      case 'withdraw': return this.withdraw(step.who, step.shift);
      case 'capacity': return this.capacity(step.shift, step.places);
      case 'cancel': return this.cancel();
      case 'stamp': return this.stamp(step);
      case 'confirm': return this.confirm(...this.choose(step.pick, ['checked_out']), step.pause);
      case 'back_fill': return this.backFill(step);
      case 'ask': {
        const [who, shift] = this.choose(step.pick, ['confirmed', 'returned', 'checked_out']);
        const from = (shifts[shift]?.from ?? 0) + step.from;
        return this.settle(await this.ask(who, shift, from, from + step.length), step.by);
      }
      case 'handle': return this.handle(step.pick, step.by);
      case 'approve': return this.approve(step.pick, step.by);
      case 'strike': return this.strike(step.pick, step.by);
      case 'restore': return this.restore(step.pick, step.by);
      case 'ladder': return this.ladder(step.pick, step.approve);
      case 'merge': return this.merge(step.who, step.other);
      case 'fold': return undefined; // the test folds
    }
  }

  /** Minutes in force by the reference. */
  total(balance: Balance): number {
    return this.model.reduce((sum, person) => sum + held(person, balance), 0);
  }

  /** Balances, attendances and queues, as the tables have them. */
  async compare(): Promise<void> {
    const heads = await this.t.rows<{ volunteer_id: string; unit: string; balance: number; listed: number }>(sql`
      select h.volunteer_id, h.unit, h.balance, (select coalesce(sum(case when t.credit_account = 'volunteer:' || t.volunteer_id then t.amount else -t.amount end), 0)::int
        from ledger_transfers t where t.volunteer_id = h.volunteer_id and t.unit = h.unit) as listed
      from ledger_heads h where h.volunteer_id = any(${this.ids}::uuid[])`);
    const states = await this.t.rows<{ volunteer_id: string; shift_id: string; state: string }>(sql`select volunteer_id, shift_id, state from attendances where volunteer_id = any(${this.ids}::uuid[])`);
    for (const [who, person] of this.persons.entries()) {
      for (const balance of ['credit_minutes', 'honorary_minutes'] as const) {
        const head = heads.find((row) => row.volunteer_id === person.id && row.unit === balance);
        expect([head?.balance ?? 0, head?.listed ?? 0], `${balance} of ${who} after step ${this.step}`).toEqual([held(this.of(who), balance), held(this.of(who), balance)]);
      }
      for (const [which, queue] of this.queues.entries()) {
        const found = states.find((row) => row.volunteer_id === person.id && row.shift_id === queue.activity.shift_ids[queue.index])?.state ?? 'none';
        expect(found === 'signed_up' ? 'none' : found, `attendance of ${who} at ${which} after step ${this.step}`).toBe(this.of(who).states[which]);
      }
    }
    const lines = await this.t.rows<{ volunteer_id: string; shift_id: string; place: string }>(sql`
      select volunteer_id, shift_id, place from sign_ups where volunteer_id = any(${this.ids}::uuid[]) and ended_at is null order by queue_number`);
    for (const queue of this.queues) {
      const found = lines.filter((row) => row.shift_id === queue.activity.shift_ids[queue.index]).map((row) => `${row.volunteer_id} ${row.place}`);
      expect(found, `the queue after step ${this.step}`).toEqual(queue.line.map((one, place) => `${this.person(one.who).id} ${place < queue.places ? 'seat' : 'waitlist'}`));
    }
  }

  /** What each person reads: the sums above the list, and the list itself. */
  async compareLists(): Promise<void> {
    for (const [who, person] of this.persons.entries()) {
      if (this.gone.has(who)) continue;
      const sum = (balance: Balance): number => this.of(who).same.reduce((total, one) => total + held(one, balance), 0);
      const mine = (await this.t.get<{ credit_minutes: number; honorary_minutes: number; rows: { state: string; minutes: number | null; balance: string | null }[] }>(person, '/api/my/hours?limit=200')).body;
      for (const balance of ['credit_minutes', 'honorary_minutes'] as const) {
        const listed = mine.rows.filter((row) => row.state === 'confirmed' && row.balance === balance).reduce((sum, row) => sum + (row.minutes ?? 0), 0);
        expect([mine[balance], listed], `${balance} read by ${who}`).toEqual([sum(balance), sum(balance)]);
      }
    }
  }

  /** One of those who stand so; where nobody does, anyone, to be refused. */
  private choose(pick: number, states: readonly string[]): readonly [number, number] {
    const found = this.model.flatMap((person, who) => person.states.flatMap((state, shift) => (states.includes(state) ? [[who, shift] as const] : [])));
    return found[pick % Math.max(1, found.length)] ?? [pick % people, pick % plans.length];
  }

  private person(who: number): TestPerson {
    return this.persons[who] ?? this.desk.leader;
  }
  private of(who: number): Person {
    return this.model[who] ?? newPerson(plans.length);
  }
  private queue(shift: number): Queue {
    const queue = this.queues[shift];
    if (queue === undefined) throw new Error('the week has not begun');
    return queue;
  }
  private shiftId(shift: number): string {
    const queue = this.queue(shift);
    return queue.activity.shift_ids[queue.index] ?? '';
  }
  private told(answer: TestAnswer, status: boolean, what: string): void {
    expect(answer.status === 200, `step ${this.step}, ${what}: ${answer.status} ${JSON.stringify(answer.body)}`).toBe(status);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
  }

  private async signUp(who: number, shift: number): Promise<void> {
    const queue = this.queue(shift);
    const overlaps = this.queues.some((other, which) => other.line.some((one) => one.who === who)
      && (which === shift || (plans[which] !== undefined && minuteOf(plans[which][0]) < minuteOf(plans[shift]?.[1] ?? '') && minuteOf(plans[shift]?.[0] ?? '') < minuteOf(plans[which][1]))));
    const answer = await this.t.post<{ sign_up_id: string; place: string; waitlist_place: number | null }>(this.person(who), signUpUrl(queue.activity, queue.index), { risk_acknowledged: true });
    this.told(answer, !overlaps, 'sign-up');
    if (answer.status !== 200) return;
    queue.line.push({ who, sign_up_id: answer.body.sign_up_id });
    expect([answer.body.place, answer.body.waitlist_place]).toEqual(queue.line.length <= queue.places ? ['seat', null] : ['waitlist', queue.line.length - queue.places]);
  }

  private async withdraw(who: number, shift: number): Promise<void> {
    const queue = this.queue(shift);
    const place = queue.line.findIndex((one) => one.who === who);
    const found = queue.line[place];
    if (found === undefined) return;
    const promoted = place < queue.places && queue.line.length > queue.places ? 1 : 0;
    const answer = await this.t.put<{ promoted: number }>(this.person(who), `/api/me/sign-ups/${found.sign_up_id}/withdrawal`, {});
    expect(answer).toMatchObject({ status: 200, body: { promoted } });
    queue.line.splice(place, 1);
  }

  private async capacity(shift: number, places: number): Promise<void> {
    const queue = this.queue(shift);
    const answer = await this.t.put(this.desk.ground.leader, `/api/activities/${queue.activity.id}/shifts/${this.shiftId(shift)}/capacity`, { capacity: places });
    const seated = Math.min(queue.line.length, queue.places);
    this.told(answer, places >= seated, 'capacity');
    if (answer.status === 200) queue.places = places;
  }

  private async cancel(): Promise<void> {
    for (const activity of new Set(this.queues.map((queue) => queue.activity.id))) {
      this.told(await this.t.put(this.desk.ground.leader, `/api/activities/${activity}/cancellation`, { reason: '下雨' }), true, 'cancel');
    }
    for (const queue of this.queues) queue.line.splice(0);
    this.cancelled = true;
  }

  private async stamp({ who, shift, direction, minute, late }: Extract<Step, { do: 'stamp' }>): Promise<void> {
    if (this.gone.has(who)) return;
    const person = this.of(who);
    const [stamps, state, plan] = [person.stamps[shift] ?? [], person.states[shift] ?? 'none', shifts[shift]];
    const queue = this.queue(shift);
    const seated = queue.line.findIndex((one) => one.who === who);
    const known = state !== 'none' || (seated >= 0 && seated < queue.places);
    const open = !this.cancelled && plan !== undefined && minute >= plan.from - 30 && (direction === 'out' || minute <= plan.to);
    const inOrder = direction === 'in' ? ['none', 'checked_out', 'no_show'].includes(state) && pairs(stamps) < 3 : state === 'checked_in';
    const repeated = stamps.some((one) => one.minute === minute);
    if (!late) this.t.now = moment(minute);
    const code = codeAt(this.t, { kind: 'shift', id: this.shiftId(shift) }, moment(minute));
    const answer = await this.t.post<{ outcome: string }>(this.person(who), '/api/check-ins', { kind: 'rotating_code', code, direction, scanned_at: moment(minute).toISOString(), offline: late });
    if (!late) this.told(answer, known && open && inOrder, `${direction} at ${minute}`);
    else if (!known || this.cancelled) this.told(answer, false, `late ${direction} at ${minute}`);
    else if (open && (direction === 'out' || pairs(stamps) < 3)) this.told(answer, true, `late ${direction} at ${minute}`);
    if (answer.status !== 200) return;
    expect(answer.body.outcome).toBe(repeated ? 'repeated' : 'stamped');
    if (repeated) return;
    stamps.push({ minute, direction });
    if (['none', 'checked_in', 'checked_out', 'awaiting_confirmation'].includes(state)) person.states[shift] = latest(stamps)?.direction === 'in' ? 'checked_in' : 'checked_out';
  }

  private async attendance(who: number, shift: number): Promise<string> {
    const [row] = await this.t.rows<{ id: string }>(sql`select id from attendances where volunteer_id = ${this.person(who).id} and shift_id = ${this.shiftId(shift)}`);
    return row?.id ?? this.person(who).id;
  }

  private keep(who: number, record: ServiceRecord, id: string, by: TestPerson): void {
    const kept: Record = Object.assign(record, { id, by: by.id, who });
    this.records.push(kept);
    this.of(who).records.push(kept);
    this.of(who).states[record.shift] = record.state;
  }

  private async confirm(who: number, shift: number, pause: boolean): Promise<void> {
    const person = this.of(who);
    const stayed = present(person.stamps[shift] ?? []);
    const pauses = pause ? [{ kind: 'break', from: moment(12 * 60).toISOString(), to: moment(12 * 60 + 30).toISOString() }] : [];
    const answer = await this.t.post<{ results: { record: { record_id: string; minutes: number; state: string } | null }[] }>(this.desk.leader, '/api/confirmations', {
      lines: [{ volunteer_id: this.person(who).id, attendance_id: await this.attendance(who, shift), quality: 'good', pauses }],
    });
    this.told(answer, person.states[shift] === 'checked_out' && stayed.size > 0, 'confirm');
    const given = answer.body.results?.[0]?.record;
    if (answer.status !== 200 || !given) return;
    const record = recordOf(person, shifts, shift, { minutes: stayed, balance: 'credit_minutes', from: Math.min(...stayed), to: Math.max(...stayed) + 1, ...(pause ? { pause: lunch } : {}) });
    expect([given.minutes, given.state], `confirmed at step ${this.step}`).toEqual([record.minutes, record.state]);
    this.keep(who, record, given.record_id, this.desk.leader);
  }

  private async backFill(step: Extract<Step, { do: 'back_fill' }>): Promise<void> {
    const to = step.from + step.length;
    const answer = await this.t.post<{ proposal_id: string }>(this.staff(step.by), '/api/back-fills', {
      shift_id: this.shiftId(step.shift), reason: '现场没有信号', evidence: '签名单一张',
      lines: [{ volunteer_id: this.person(step.who).id, started_at: moment(step.from).toISOString(), ended_at: moment(to).toISOString(), ...(step.claimed === null ? {} : { claimed_minutes: step.claimed }) }],
    });
    this.told(answer, !this.gone.has(step.who), 'back-fill');
    if (answer.status !== 200) return;
    this.proposals.push({ id: answer.body.proposal_id, kind: 'back_fill', who: step.who, shift: step.shift, from: step.from, to, claimed: step.claimed, handled_by: step.by, state: 'handled' });
  }

  private async ask(who: number, shift: number, from: number, to: number): Promise<Proposal | null> {
    if (this.gone.has(who)) return null;
    const open = this.proposals.some((one) => one.who === who && one.shift === shift && one.state !== 'approved');
    const answer = await this.t.post<{ proposal_id: string }>(this.person(who), '/api/corrections', { attendance_id: await this.attendance(who, shift), started_at: moment(from).toISOString(), ended_at: moment(to).toISOString(), reason: '时间不对' });
    const may = ['confirmed', 'returned', 'checked_out'].includes(this.of(who).states[shift] ?? '');
    if (may && !open) this.told(answer, true, 'ask');
    else if (!may) this.told(answer, false, 'ask');
    if (answer.status !== 200) return null;
    const asked: Proposal = { id: answer.body.proposal_id, kind: 'correction', who, shift, from, to, claimed: null, handled_by: null, state: 'requested' };
    this.proposals.push(asked);
    return asked;
  }

  private staff(by: number): TestPerson {
    return this.desk.staff[by % 3] ?? this.desk.staff[0];
  }
  private decide(proposal: Proposal, action: 'handle' | 'approve', by: number): Promise<TestAnswer> {
    return this.t.post(this.staff(by), `/api/record-proposals/${proposal.id}/decision`, { action, note: '核对过了' });
  }

  private async handle(pick: number, by: number, chosen?: Proposal): Promise<void> {
    const waiting = this.proposals.filter((one) => one.state === 'requested');
    const proposal = chosen ?? waiting[pick % Math.max(1, waiting.length)];
    if (proposal === undefined) return;
    this.told(await this.decide(proposal, 'handle', by), true, 'handle');
    Object.assign(proposal, { state: 'handled', handled_by: by });
  }

  private async approve(pick: number, by: number, chosen?: Proposal): Promise<void> {
    const waiting = this.proposals.filter((one) => one.state === 'handled');
    const proposal = chosen ?? waiting[pick % Math.max(1, waiting.length)];
    if (proposal === undefined) return;
    const alone = proposal.handled_by === by;
    this.told(await this.decide(proposal, 'approve', by), !alone, 'approve');
    if (alone) return;
    proposal.state = 'approved';
    const { who, shift, from, to } = proposal;
    const record = proposal.kind === 'correction' ? correct(this.of(who), shifts, shift, from, to)
      : recordOf(this.of(who), shifts, shift, { minutes: minutesBetween(from, to), balance: 'honorary_minutes', from, to, ...(proposal.claimed === null ? {} : { claimed: proposal.claimed }) });
    const [made] = await this.t.rows<{ id: string; minutes: number; balance: string; state: string }>(sql`
      select r.id, r.minutes, r.balance, r.state from record_proposal_lines l join service_records r on r.volunteer_id = l.volunteer_id and r.id = l.result_record_id where l.proposal_id = ${proposal.id}`);
    expect([made?.minutes, made?.balance, made?.state], `${proposal.kind} approved at step ${this.step}`).toEqual([record.minutes, record.balance, record.state]);
    this.keep(who, record, made?.id ?? '', this.staff(by));
  }

  private async strike(pick: number, by: number): Promise<void> {
    const standing = this.records.filter((record) => record.state === 'confirmed');
    const record = standing[pick % Math.max(1, standing.length)];
    if (record === undefined) return;
    const answer = await this.t.post(this.staff(by), `/api/service-records/${this.person(record.who).id}/${record.id}/elimination`, { reason: '查无此事' });
    this.told(answer, record.by !== this.staff(by).id, 'strike');
    if (answer.status !== 200) return;
    record.state = 'reversed';
    this.of(record.who).states[record.shift] = 'returned';
  }

  /** What was struck is asked back with its own times, and two people agree. */
  private async restore(pick: number, by: number): Promise<void> {
    const struck = this.records.filter((record) => record.state === 'reversed');
    const record = struck[pick % Math.max(1, struck.length)];
    if (record === undefined) return;
    await this.settle(await this.ask(record.who, record.shift, record.from, record.to), by);
  }

  private async settle(asked: Proposal | null, by: number | null): Promise<void> {
    if (asked === null || by === null) return;
    await this.handle(0, by, asked);
    await this.approve(0, (by + 1) % 3, asked);
  }

  private async ladder(pick: number, approve: boolean): Promise<void> {
    const waiting = this.records.filter((record) => record.state === 'awaiting_parent' || record.state === 'awaiting_province');
    const record = waiting[pick % Math.max(1, waiting.length)];
    if (record === undefined) return;
    this.told(await this.t.post(this.desk.boss, `/api/service-records/${this.person(record.who).id}/${record.id}/decision`, { approve, note: '核过' }), true, 'ladder');
    record.state = approve ? 'confirmed' : 'returned';
    this.of(record.who).states[record.shift] = record.state;
  }

  /** Two registrations of one person: minutes stay where they were recorded, and the person reads them all. */
  private async merge(who: number, other: number): Promise<void> {
    if (who === other || this.gone.has(who) || this.gone.has(other)) return;
    const asked = await this.t.post<{ id: string }>(this.staff(0), '/api/merge-requests', { kept_id: this.person(who).id, duplicate_id: this.person(other).id, reason: '同一个人' });
    this.told(asked, true, 'merge');
    for (const side of [who, other]) this.told(await this.t.post(this.person(side), `/api/me/merge-requests/${asked.body.id}/answer`, { agrees: true }), true, 'agree');
    const may = mayMerge(this.of(who), this.of(other));
    this.told(await this.t.post(this.staff(1), `/api/merge-requests/${asked.body.id}/decision`, { merges: true, reason: '核过证件' }), may, 'merge');
    if (!may) return;
    merge(this.of(who), this.of(other));
    this.gone.add(other);
  }
}
