/**
 * What must stand after each step of a week, told plainly: who is in which line, who may do what next, and what each record
 * holds. It asks the server nothing; where it says "either", the order of late arrivals decides and nothing is foretold.
 */
import {
  correct,
  held,
  isCountedAgain,
  isStruck,
  latest,
  mayMerge,
  merge,
  minutesBetween,
  newPerson,
  pairs,
  present,
  recordOf,
  type Balance,
  type Person,
  type ServiceRecord,
  type Shift,
} from './reference.ts';
import { people, plans, type Step } from './steps.ts';

export type Foretold = 'accepted' | 'refused' | 'either';
type Hours = { readonly who: number; readonly shift: number; readonly from: number; readonly to: number };
export type Proposal = Hours & {
  readonly id: string;
  readonly kind: 'correction' | 'back_fill' | 'appeal';
  readonly claimed: number | null;
  /** What an appeal asks back. */
  readonly struck?: KeptRecord;
  handled_by: number | null;
  state: 'requested' | 'handled' | 'approved';
};
export type KeptRecord = ServiceRecord & { readonly by: string; readonly who: number; struck_by?: number };
type Line = { places: number; readonly waiting: { readonly who: number; readonly sign_up_id: string }[] };

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
export const shifts: readonly Shift[] = plans.map(([from, to]) => ({ from: minuteOf(from), to: minuteOf(to), day: 0 }));
const lunch = minutesBetween(12 * 60, 12 * 60 + 30);
const onlyIf = (is: boolean): Foretold => (is ? 'accepted' : 'refused');

export class ExpectedWeek {
  readonly lines: readonly Line[] = plans.map(([, , places]) => ({ places, waiting: [] }));
  private readonly model: readonly Person[] = Array.from({ length: people }, () => newPerson(plans.length));
  private readonly proposals: Proposal[] = [];
  private readonly records: KeptRecord[] = [];
  private readonly gone = new Set<number>();
  private cancelled = false;

  // What stands

  stateOf(who: number, shift: number): string {
    return this.of(who).states[shift] ?? 'none';
  }
  /** Minutes in force of one registration. */
  held(who: number, balance: Balance): number {
    return held(this.of(who), balance);
  }
  /** Of all registrations of the person, as the person reads them. */
  heldByPerson(who: number, balance: Balance): number {
    return this.of(who).same.reduce((total, one) => total + held(one, balance), 0);
  }
  total(balance: Balance): number {
    return this.model.reduce((sum, person) => sum + held(person, balance), 0);
  }
  isGone(who: number): boolean {
    return this.gone.has(who);
  }
  /** One of those who stand so; where nobody does, anyone, to be refused. */
  choose(pick: number, states: readonly string[]): readonly [number, number] {
    const found = this.model.flatMap((person, who) =>
      person.states.flatMap((state, shift) => (states.includes(state) ? [[who, shift] as const] : [])),
    );
    return chosen(found, pick) ?? [pick % people, pick % plans.length];
  }
  proposal(pick: number, state: Proposal['state']): Proposal | undefined {
    return chosen(
      this.proposals.filter((one) => one.state === state),
      pick,
    );
  }
  record(pick: number, states: readonly string[]): KeptRecord | undefined {
    return chosen(
      this.records.filter((one) => states.includes(one.state)),
      pick,
    );
  }

  // Lines

  signingUp(who: number, shift: number): Foretold {
    const plan = shifts[shift];
    return onlyIf(
      !this.lines.some((line, which) => {
        const other = shifts[which];
        return (
          line.waiting.some((one) => one.who === who) &&
          plan !== undefined &&
          other !== undefined &&
          other.from < plan.to &&
          plan.from < other.to
        );
      }),
    );
  }
  /** The place that is given, and the number in the waitlist. */
  signedUp(who: number, shift: number, sign_up_id: string): readonly ['seat', null] | readonly ['waitlist', number] {
    const line = this.line(shift);
    line.waiting.push({ who, sign_up_id });
    return line.waiting.length <= line.places ? ['seat', null] : ['waitlist', line.waiting.length - line.places];
  }
  signUpOf(who: number, shift: number): string | undefined {
    return this.line(shift).waiting.find((one) => one.who === who)?.sign_up_id;
  }
  /** How many move up. */
  withdrawn(who: number, shift: number): number {
    const { waiting, places } = this.line(shift);
    const place = waiting.findIndex((one) => one.who === who);
    const moves = place < places && waiting.length > places ? 1 : 0;
    waiting.splice(place, 1);
    return moves;
  }
  changingPlaces(shift: number, places: number): Foretold {
    const line = this.line(shift);
    return onlyIf(places >= Math.min(line.waiting.length, line.places));
  }
  changedPlaces(shift: number, places: number): void {
    this.line(shift).places = places;
  }
  cancel(): void {
    for (const line of this.lines) line.waiting.splice(0);
    this.cancelled = true;
  }

  // The day

  stamping({ who, shift, direction, minute, late }: Extract<Step, { do: 'stamp' }>): Foretold {
    const stamps = this.stampsOf(who, shift);
    const state = this.stateOf(who, shift);
    const plan = shifts[shift];
    const { waiting, places } = this.line(shift);
    const seat = waiting.findIndex((one) => one.who === who);
    const isKnown = state !== 'none' || (seat >= 0 && seat < places);
    const isOpen =
      !this.cancelled && plan !== undefined && minute >= plan.from - 30 && (direction === 'out' || minute <= plan.to);
    const isInOrder =
      direction === 'in'
        ? ['none', 'checked_out', 'no_show'].includes(state) && pairs(stamps) < 3
        : state === 'checked_in';
    if (!late) return onlyIf(isKnown && isOpen && isInOrder);
    if (!isKnown || this.cancelled) return 'refused';
    return isOpen && (direction === 'out' || pairs(stamps) < 3) ? 'accepted' : 'either';
  }
  stamped({ who, shift, direction, minute }: Extract<Step, { do: 'stamp' }>): 'stamped' | 'repeated' {
    const stamps = this.stampsOf(who, shift);
    if (stamps.some((one) => one.minute === minute)) return 'repeated';
    stamps.push({ minute, direction });
    if (['none', 'checked_in', 'checked_out', 'awaiting_confirmation'].includes(this.stateOf(who, shift))) {
      this.of(who).states[shift] = latest(stamps)?.direction === 'in' ? 'checked_in' : 'checked_out';
    }
    return 'stamped';
  }

  // The desk

  confirming(who: number, shift: number): Foretold {
    return onlyIf(this.stateOf(who, shift) === 'checked_out' && present(this.stampsOf(who, shift)).size > 0);
  }
  confirmed(who: number, shift: number, hasLunch: boolean): ServiceRecord {
    const stayed = present(this.stampsOf(who, shift));
    return recordOf(this.of(who), shifts, shift, {
      minutes: stayed,
      balance: 'credit_minutes',
      from: Math.min(...stayed),
      to: Math.max(...stayed) + 1,
      ...(hasLunch ? { pause: lunch } : {}),
    });
  }
  keep(who: number, record: ServiceRecord, id: string, by: string): void {
    const kept: KeptRecord = Object.assign(record, { id, by, who });
    this.records.push(kept);
    this.of(who).records.push(kept);
    this.of(who).states[record.shift] = record.state;
  }
  asking(hours: Hours): Foretold {
    const { who, shift } = hours;
    if (!['confirmed', 'returned', 'checked_out'].includes(this.stateOf(who, shift)) || this.isStruck(hours))
      return 'refused';
    return this.isOpen(who, shift) ? 'either' : 'accepted';
  }
  backFilling(hours: Hours): Foretold {
    return onlyIf(!this.isGone(hours.who) && !this.isStruck(hours));
  }
  appealing({ who, shift, minutes }: KeptRecord): Foretold {
    return minutes === 0 ? 'refused' : this.isOpen(who, shift) ? 'either' : 'accepted';
  }
  handling(proposal: Proposal, by: number): Foretold {
    const { struck } = proposal;
    return onlyIf(struck === undefined ? !this.isStruck(proposal) : struck.struck_by !== by);
  }
  /** Above the strike, for an appeal; by another than who handled it, for the others. */
  approving(proposal: Proposal, by: number): Foretold {
    const { struck } = proposal;
    const isAgreed =
      struck === undefined
        ? proposal.handled_by !== by && !this.isStruck(proposal)
        : !isCountedAgain(this.of(proposal.who), struck);
    return onlyIf(proposal.state === 'handled' && isAgreed);
  }
  proposed(proposal: Proposal): Proposal {
    this.proposals.push(proposal);
    return proposal;
  }
  /** The record that an approval makes. */
  approved(proposal: Proposal): ServiceRecord {
    proposal.state = 'approved';
    const { who, shift, from, to, claimed } = proposal;
    if (proposal.kind === 'correction') return correct(this.of(who), shifts, shift, from, to);
    return recordOf(this.of(who), shifts, shift, {
      minutes: minutesBetween(from, to),
      balance: 'honorary_minutes',
      from,
      to,
      ...(claimed === null ? {} : { claimed }),
    });
  }
  ended(record: KeptRecord, state: 'reversed' | 'confirmed' | 'returned', by?: number): void {
    record.state = state;
    if (by !== undefined) record.struck_by = by;
    this.of(record.who).states[record.shift] = state === 'reversed' ? 'returned' : state;
  }
  merging(who: number, other: number): Foretold {
    return onlyIf(mayMerge(this.of(who), this.of(other)));
  }
  merged(who: number, other: number): void {
    merge(this.of(who), this.of(other));
    this.gone.add(other);
  }

  private of(who: number): Person {
    return this.model[who] ?? newPerson(plans.length);
  }
  private isOpen(who: number, shift: number): boolean {
    return this.proposals.some((one) => one.who === who && one.shift === shift && one.state !== 'approved');
  }
  private isStruck({ who, shift, from, to }: Hours): boolean {
    return isStruck(this.of(who), shift, from, to);
  }
  private stampsOf(who: number, shift: number): Person['stamps'][number] {
    return this.of(who).stamps[shift] ?? [];
  }
  private line(shift: number): Line {
    return this.lines[shift] ?? { places: 0, waiting: [] };
  }
}

const chosen = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
