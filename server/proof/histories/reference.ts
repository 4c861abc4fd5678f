/**
 * What one history must come to, told as plainly as possible: sets of whole minutes instead of intervals, lists instead
 * of tables. It shares no code with the product, so that both are wrong only if both were thought wrongly.
 */
export type Balance = 'credit_minutes' | 'honorary_minutes';
export type Stamp = { readonly minute: number; readonly direction: 'in' | 'out' };
export type Shift = { readonly from: number; readonly to: number; readonly day: number };
export type RecordState =
  | 'confirmed'
  | 'awaiting_parent'
  | 'awaiting_province'
  | 'returned'
  | 'reversed'
  | 'superseded';
export type ServiceRecord = {
  readonly shift: number;
  readonly balance: Balance;
  readonly minutes: number;
  readonly counted: ReadonlySet<number>;
  readonly from: number;
  readonly to: number;
  state: RecordState;
  id: string;
};
/** `same` are all registrations of this person, itself among them. */
export type Person = {
  readonly stamps: Stamp[][];
  readonly states: string[];
  readonly records: ServiceRecord[];
  same: Person[];
};

export function newPerson(shifts: number): Person {
  const person: Person = {
    stamps: Array.from({ length: shifts }, () => []),
    states: Array.from({ length: shifts }, () => 'none'),
    records: [],
    same: [],
  };
  person.same = [person];
  return person;
}

export const standingOf = (person: Person): ServiceRecord[] =>
  person.same.flatMap((one) => one.records).filter((record) => standing.includes(record.state));

/** Two registrations that served at one time are not one person. */
export function mayMerge(one: Person, other: Person): boolean {
  return !standingOf(one).some((left) =>
    standingOf(other).some(
      (right) => left.minutes > 0 && right.minutes > 0 && left.from < right.to && right.from < left.to,
    ),
  );
}

export function merge(one: Person, other: Person): void {
  const all = [...one.same, ...other.same];
  for (const person of all) person.same = all;
}

export function minutesBetween(from: number, to: number): Set<number> {
  const found = new Set<number>();
  for (let minute = from; minute < to; minute += 1) found.add(minute);
  return found;
}

/** Minute by minute between an "in" and the next "out"; a second "in" and an "out" alone say nothing. */
export function present(stamps: readonly Stamp[]): Set<number> {
  const found = new Set<number>();
  let since: number | null = null;
  for (const stamp of [...stamps].sort((one, other) => one.minute - other.minute)) {
    if (stamp.direction === 'in') since = since ?? stamp.minute;
    else if (since !== null) {
      for (const minute of minutesBetween(since, stamp.minute)) found.add(minute);
      since = null;
    }
  }
  return found;
}

export const latest = (stamps: readonly Stamp[]): Stamp | undefined =>
  [...stamps].sort((one, other) => one.minute - other.minute).at(-1);
export const pairs = (stamps: readonly Stamp[]): number => stamps.filter((stamp) => stamp.direction === 'out').length;

const standing: readonly RecordState[] = ['confirmed', 'awaiting_parent', 'awaiting_province'];
const tolerance = 15;

export type Service = {
  readonly minutes: ReadonlySet<number>;
  readonly pause?: ReadonlySet<number>;
  readonly balance: Balance;
  readonly claimed?: number;
  readonly from: number;
  readonly to: number;
};

/** A record of this service, given what already counts: no minute twice, within the plan, honorary never longer than the plan. */
export function recordOf(person: Person, shifts: readonly Shift[], shift: number, service: Service): ServiceRecord {
  const plan = shifts[shift];
  if (plan === undefined) throw new Error('no such shift');
  const others = standingOf(person);
  const taken = new Set(others.flatMap((record) => [...record.counted]));
  const counted = new Set(
    [...service.minutes].filter(
      (minute) =>
        !(service.pause?.has(minute) ?? false) &&
        minute >= plan.from - tolerance &&
        minute < plan.to + tolerance &&
        !taken.has(minute),
    ),
  );
  const minutes =
    service.balance === 'credit_minutes'
      ? counted.size
      : Math.min(counted.size, service.claimed ?? counted.size, plan.to - plan.from);
  const day =
    minutes +
    others.filter((record) => shifts[record.shift]?.day === plan.day).reduce((sum, record) => sum + record.minutes, 0);
  const state = minutes === 0 || day <= 480 ? 'confirmed' : day <= 720 ? 'awaiting_parent' : 'awaiting_province';
  return { shift, balance: service.balance, minutes, counted, from: service.from, to: service.to, state, id: '' };
}

/**
 * An approved correction. Where stamps prove some of the asked time: all that stands for this attendance gives way to the
 * stamped minutes of that time. Longer than signed time: the signed record stays and what is beyond it is honorary.
 * Anything else: all gives way to honorary time.
 */
export function correct(
  person: Person,
  shifts: readonly Shift[],
  shift: number,
  from: number,
  to: number,
): ServiceRecord {
  const stamped = present(person.stamps[shift] ?? []);
  const own = person.records.filter((record) => record.shift === shift && record.state === 'confirmed');
  const signed = own.find((record) => record.balance === 'credit_minutes');
  const asked = minutesBetween(from, to);
  const proven = new Set([...asked].filter((minute) => stamped.has(minute)));
  const inside = stamped.size > 0 && from >= Math.min(...stamped) - 1 && to <= Math.max(...stamped) + 2;
  const give = (records: readonly ServiceRecord[]): void => {
    for (const record of records) record.state = 'superseded';
  };
  if (inside && proven.size > 0) {
    give(own);
    return recordOf(person, shifts, shift, {
      minutes: proven,
      balance: 'credit_minutes',
      from: Math.min(...proven),
      to: Math.max(...proven) + 1,
    });
  }
  if (signed !== undefined && signed.from >= from - 1 && signed.to <= to + 1)
    give(own.filter((record) => record !== signed));
  else give(own);
  return recordOf(person, shifts, shift, { minutes: asked, balance: 'honorary_minutes', from, to });
}

/** Minutes that were struck, in whichever registration, and stand nowhere: an appeal alone brings them back. */
export function isStruck(person: Person, shift: number, from: number, to: number): boolean {
  const own = person.same
    .flatMap((one) => one.records)
    .filter((record) => record.shift === shift && record.minutes > 0);
  const struck = own.filter((record) => record.state === 'reversed');
  const stands = own.filter((record) => standing.includes(record.state));
  if (struck.length === 0 || stands.length === 0) return struck.length > 0;
  return [...minutesBetween(from, to)].some(
    (minute) =>
      struck.some((record) => record.counted.has(minute)) && !stands.some((record) => record.counted.has(minute)),
  );
}

/** Whether another record, in whichever registration, counts a minute of this one. */
export const isCountedAgain = (person: Person, record: ServiceRecord): boolean =>
  standingOf(person).some(
    (other) => other !== record && other.minutes > 0 && [...other.counted].some((minute) => record.counted.has(minute)),
  );

export function held(person: Person, balance: Balance): number {
  return person.records
    .filter((record) => record.state === 'confirmed' && record.balance === balance)
    .reduce((sum, record) => sum + record.minutes, 0);
}
