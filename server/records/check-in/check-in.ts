/** Check-in and check-out. The rules are decided here by domain/records; one SQL function guards and writes. */
import type { z } from 'zod';
import type { checkIn as checkInEndpoint, scanCard as scanCardEndpoint } from '../../../contract/records/check-in.ts';
import type { Permission } from '../../../domain/access.ts';
import { newId, type Id } from '../../../domain/id.ts';
import type { RuleBodies } from '../../../domain/organizations/rule-book-kinds.ts';
import { problem, type ProblemCode, type ProblemParams } from '../../../domain/problem.ts';
import {
  checkInOpensMinutes,
  checkInRefusal,
  checkOutClosesMinutes,
  type AttendanceState,
  type CheckInInput,
} from '../../../domain/records/attendance.ts';
import { needsAdult } from '../../../domain/projects/requirements.ts';
import {
  distanceMeters,
  readFence,
  selfLocatedAllowed,
  sourceOfCode,
  type FenceReading,
  type PresenceSource,
} from '../../../domain/records/presence.ts';
import {
  checkCode,
  checkShortCode,
  momentOf,
  parseCode,
  type Arrival,
  type CodeVerdict,
  type Hmac,
} from '../../../domain/rotating-code.ts';
import { ageOn, minuteMs } from '../../../domain/time.ts';
import { consentsAt, consentsMissing, giverNames, type ConsentGiver } from '../../../domain/volunteers/consent.ts';
import { eventId } from '../../db/event-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { WriteContext } from '../../db/writer.ts';
import type { SessionPreload } from '../../http/load-actor.ts';
import { ruleInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { asBytea, senderOf } from './stamp-sender.ts';
import { shownName } from '../service/shown-name.ts';
import type { Outcome, Stamp } from './write-stamps.ts';
import {
  askedStanding,
  isAnyHere,
  loadArriving,
  placeOf,
  serviceDay,
  shiftsWithBooks,
  type Arriving,
  type ShiftInputs,
  type Standing,
} from './shift-inputs.ts';

/** Where a stamp is read from and written to, and who is told of it afterwards. */
export type CheckInDeps = WriteContext & {
  readonly reads: Reader;
  readonly writes: Reader;
  readonly stamp: (stamp: Stamp) => Promise<Outcome>;
  readonly tell: (arrival: { readonly shift_id: Id; readonly attendance_id: Id }) => void;
  readonly arriving?: Arriving | undefined;
};
export type StampInput = z.output<typeof checkInEndpoint.body>;
export type CardInput = z.output<typeof scanCardEndpoint.body> & { readonly shift_id: Id };
export type StampAnswer = {
  readonly outcome: 'stamped' | 'repeated';
  readonly volunteer_id: Id;
  readonly volunteer_name: string;
  readonly attendance_id: Id;
  readonly shift_id: Id;
  readonly activity_id: Id;
  readonly activity_title: string;
  readonly direction: 'in' | 'out';
  readonly state: AttendanceState;
  readonly stamped_at: Date;
  readonly is_late: boolean;
};

export const hmacOf =
  (secrets: SecretBox): Hmac =>
  (message) =>
    secrets.codeMac(new TextDecoder().decode(message));

/** The volunteer's own act. */
export async function checkIn(deps: CheckInDeps, input: StampInput): Promise<StampAnswer> {
  const volunteerId = callerOf(deps);
  const scanned = input.kind === 'rotating_code' ? parseCode(input.code) : null;
  if (input.kind === 'rotating_code' && scanned?.subject.kind !== 'shift') throw problem('records.code_unknown');
  const arriving = await arrivingOr404(
    deps,
    volunteerId,
    input.kind === 'rotating_code' ? (scanned?.subject.id ?? '') : input.shift_id,
  );
  const { shift } = arriving;
  if (!shift.check_in_kinds.includes(input.kind))
    throw problem(input.kind === 'self_located' ? 'records.self_located_not_allowed' : 'records.kind_not_offered');
  const rules = rulesOf(arriving);
  const arrival = arrivalOf(deps, input, shift, rules.late_scan_hours);
  if (input.kind === 'self_located') {
    if (!selfLocatedAllowed(shift.capacity, rules)) throw problem('records.self_located_not_allowed');
    return stamp(deps, arriving, {
      volunteer_id: volunteerId,
      source: 'self_located',
      direction: input.direction,
      arrival,
      step: null,
      pairs_allowed: rules.pairs_per_activity_and_day,
      fence: insideOr409(input, shift),
      permission: null,
    });
  }
  const subject = { kind: 'shift', id: shift.id } as const;
  const verdict =
    scanned === null
      ? checkShortCode(input.code, subject, arrival, hmacOf(deps.secrets))
      : checkCode(scanned, arrival, hmacOf(deps.secrets));
  const { step, moment } = proven(verdict, arrival);
  const source = sourceOfCode(input.kind, moment.is_late);
  return stamp(deps, arriving, {
    volunteer_id: volunteerId,
    source,
    direction: input.direction,
    arrival: { ...arrival, scanned_at: moment.at },
    step,
    pairs_allowed: rules.pairs_per_activity_and_day,
    fence: null,
    permission: null,
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The shift that an unchecked body names, to load what is known of it with the session. */
export const preloadCheckIn: SessionPreload = {
  own: askedStanding,
  subject: (reader) => {
    const read = shiftsWithBooks(reader);
    return ({ shift_id = '' }) => read(shift_id);
  },
  about: ({ body }) => {
    if (typeof body !== 'object' || body === null) return undefined;
    const code = 'code' in body && typeof body.code === 'string' ? parseCode(body.code)?.subject : undefined;
    const named = code?.kind === 'shift' ? code.id : 'shift_id' in body ? body.shift_id : undefined;
    return typeof named === 'string' && uuid.test(named) ? { shift_id: named } : undefined;
  },
};

/** Staff scan the card: the code is the volunteer's, the place is the staff's. */
export function scanCard(deps: CheckInDeps, input: CardInput): Promise<StampAnswer> {
  const card = parseCode(input.card);
  return stampAtDesk(deps, input, card?.subject.id ?? null, (arrival) => {
    if (card?.subject.kind !== 'card') throw problem('records.code_unknown');
    return { source: 'staff_scan', ...proven(checkCode(card, arrival, hmacOf(deps.secrets)), arrival) };
  });
}

export type AtDesk = {
  readonly shift_id: Id;
  readonly direction: 'in' | 'out';
  readonly scanned_at: string;
  readonly offline: boolean;
};
export type Proof = {
  readonly source: PresenceSource;
  readonly step: number | null;
  readonly moment: { readonly at: Date };
};

/** The rules are the same whatever the person shows at the desk. */
export async function stampAtDesk(
  deps: CheckInDeps,
  input: AtDesk,
  volunteerId: Id | null,
  prove: (arrival: Arrival) => Proof,
): Promise<StampAnswer> {
  const staffId = callerOf(deps);
  const arriving = await arrivingOr404(deps, volunteerId, input.shift_id);
  const { shift } = arriving;
  deps.actor?.require('records.check_in', placeOf(shift), 'projects.read');
  if (volunteerId === staffId) throw problem('records.own_hours');
  if (!shift.check_in_kinds.includes('staff_scan')) throw problem('records.kind_not_offered');
  const rules = rulesOf(arriving);
  const arrival = arrivalOf(deps, input, shift, rules.late_scan_hours);
  const { source, step, moment } = prove(arrival);
  const answer = await stamp(deps, arriving, {
    volunteer_id: volunteerId ?? '',
    source,
    direction: input.direction,
    arrival: { ...arrival, scanned_at: moment.at },
    step,
    pairs_allowed: rules.pairs_per_activity_and_day,
    fence: null,
    permission: 'records.check_in',
  });
  return {
    ...answer,
    volunteer_name: deps.actor === null ? '' : shownName(deps.actor, placeOf(shift), answer.volunteer_name),
  };
}

export function callerOf(deps: CheckInDeps): Id {
  if (deps.actor === null) throw problem('core.signed_out');
  return deps.actor.person_id;
}

async function arrivingOr404(deps: CheckInDeps, volunteerId: Id | null, shiftId: Id): Promise<Arriving> {
  const arriving = deps.arriving ?? (await loadArriving(deps.reads, volunteerId, shiftId));
  if (arriving === undefined || !arriving.shift.is_published) throw problem('core.not_found');
  return arriving;
}

const rulesOf = ({ books, shift }: Arriving): RuleBodies['time_counting'] =>
  ruleInForce(books, 'time_counting', shift.organization_path, serviceDay(shift)).body;

const opensAt = (shift: ShiftInputs): Date => new Date(shift.starts_at.getTime() - checkInOpensMinutes * minuteMs);
const closesAt = (shift: ShiftInputs): Date => new Date(shift.ends_at.getTime() + checkOutClosesMinutes * minuteMs);

function arrivalOf(
  deps: CheckInDeps,
  input: { readonly scanned_at: string; readonly offline: boolean },
  shift: ShiftInputs,
  lateScanHours: number,
): Arrival {
  return {
    scanned_at: input.offline ? new Date(input.scanned_at) : deps.now,
    arrived_at: deps.now,
    online: !input.offline,
    late_scan_hours: lateScanHours,
    valid_from: opensAt(shift),
    valid_until: closesAt(shift),
  };
}

/** The step of a good code and its moment: what the code proves, not what the device's clock says. */
export function proven(
  verdict: CodeVerdict,
  arrival: Arrival,
): { readonly step: number; readonly moment: ReturnType<typeof momentOf> } {
  if (!verdict.ok) throw problem(verdict.refusal);
  return { step: verdict.step, moment: momentOf(verdict.step, arrival) };
}

function insideOr409(
  at: {
    readonly latitude: number;
    readonly longitude: number;
    readonly accuracy_metres: number;
    readonly offline: boolean;
  },
  shift: ShiftInputs,
): FenceReading {
  // A place cannot be proven afterwards, so it is not taken from an offline phone.
  if (at.offline || shift.latitude === null || shift.longitude === null)
    throw problem('records.self_located_not_allowed');
  const center = { latitude: shift.latitude, longitude: shift.longitude };
  const radius = shift.fence_metres ?? 200;
  const reading = readFence(
    { latitude: at.latitude, longitude: at.longitude, accuracy_meters: at.accuracy_metres },
    center,
    radius,
  );
  if (!reading.inside)
    throw problem('records.outside_fence', { distance: Math.ceil((distanceMeters(at, center) - radius) / 10) * 10 });
  return reading;
}

type Decided = {
  readonly volunteer_id: Id;
  readonly source: PresenceSource;
  readonly direction: 'in' | 'out';
  readonly arrival: Arrival;
  readonly step: number | null;
  readonly pairs_allowed: number;
  readonly fence: FenceReading | null;
  readonly permission: Permission | null;
};

async function stamp(deps: CheckInDeps, { shift, standing, books }: Arriving, decided: Decided): Promise<StampAnswer> {
  if (standing === undefined) throw problem('records.not_signed_up');
  const { arrival } = decided;
  const late = !arrival.online;
  // A scan made before the shift was cancelled, and sent later, is of a person who was there.
  const hasSeat =
    standing.has_seat ||
    (late && standing.seat_cancelled_at !== null && arrival.scanned_at < standing.seat_cancelled_at);
  const lostSeat = standing.state === null && !hasSeat && standing.seat_cancelled_at !== null;
  if (decided.direction === 'in' && (lostSeat || (shift.is_cancelled && !late)))
    throw problem('records.shift_cancelled');
  const state: AttendanceState =
    standing.state ?? (hasSeat ? 'signed_up' : standing.is_no_show ? 'no_show' : 'withdrawn');
  const times = {
    now: arrival.scanned_at,
    opens_at: opensAt(shift),
    closes_at: decided.direction === 'in' ? shift.ends_at : closesAt(shift),
  };
  const young = await protection(deps.reads, shift, standing, books, arrival);
  const refusal =
    decided.direction === 'in'
      ? checkInRefusal({
          state,
          pairs_today: standing.pairs,
          pairs_allowed: decided.pairs_allowed,
          dangerous: shift.needs_insurance,
          insured: standing.is_insured,
          ...young,
          ...times,
        })
      : checkOutRefusal(state, times);
  // A late scan may arrive out of order or after the confirmation: the SQL function keeps it, as a stamp or as evidence.
  const known = standing.state !== null || hasSeat;
  if (refusal === null || (late && known && orderOnly.includes(refusal)))
    return answerOf(await write(deps, shift, decided), shift, decided, standing.volunteer_name);
  // A retry of what was done is refused by its own effect: it gets the first answer instead.
  const first = await firstAnswer(deps);
  if (first === undefined) throw refused(refusal, shift, decided.pairs_allowed, young.consents_missing);
  return answerOf(first, shift, decided, standing.volunteer_name);
}

/**
 * P56, S40: what a child or pupil needs besides the seat. A scan kept offline is judged by the consents of its moment; the
 * parent's own may still be on its way then, so that is left to who confirms.
 */
async function protection(
  reads: Reader,
  shift: ShiftInputs,
  person: Standing,
  books: Arriving['books'],
  arrival: Arrival,
): Promise<Pick<CheckInInput, 'consents_missing' | 'adult_missing'>> {
  if (person.birth_date === null) return { consents_missing: [], adult_missing: false };
  const day = serviceDay(shift);
  const ages = ruleInForce(books, 'age_matrix', shift.organization_path, day).body;
  const needsOne = needsAdult(ageOn(person.birth_date, day), shift.is_parent_child, ages);
  return {
    consents_missing: consentsMissing(
      { ...person, birth_date: person.birth_date },
      ages,
      day,
      consentsAt(person.consents, arrival.scanned_at),
    ),
    adult_missing: needsOne && arrival.online && !(await isAnyHere(reads, person.parent_ids, shift.id)),
  };
}

const orderOnly: readonly ProblemCode[] = [
  'records.already_checked_in',
  'records.not_signed_up',
  'records.not_checked_in',
  'records.state_forbids',
];

function checkOutRefusal(
  state: AttendanceState,
  times: { readonly now: Date; readonly closes_at: Date },
): ProblemCode | null {
  if (state === 'withdrawn') return 'records.not_signed_up';
  if (state !== 'checked_in') return 'records.not_checked_in';
  return times.now > times.closes_at ? 'records.shift_over' : null;
}

const clock = (at: Date): string => new Date(at.getTime() + 8 * 60 * minuteMs).toISOString().slice(11, 16);

function refused(code: ProblemCode, shift: ShiftInputs, pairs: number, consents: readonly ConsentGiver[]): Error {
  const missing = {
    missing: consents.map((giver) => giverNames[giver].zh).join('、'),
    missing_en: consents.map((giver) => giverNames[giver].en).join(' and '),
  };
  const params: ProblemParams = { opens_at: clock(opensAt(shift)), pairs, ...missing };
  return problem(code, params);
}

async function write(deps: CheckInDeps, shift: ShiftInputs, decided: Decided): Promise<Outcome> {
  const { arrival } = decided;
  const caller = deps.actor?.person_id ?? null;
  const outcome = await deps.stamp({
    volunteer_id: decided.volunteer_id,
    actor_key: deps.request_key?.actor_key ?? null,
    request_key: deps.request_key?.key ?? null,
    body_hash: deps.request_key?.body_hash ?? null,
    request_id: deps.request_id,
    actor_id: caller,
    permission: decided.permission,
    now: deps.now,
    stamp_id: newId(deps.now),
    attendance_id: newId(deps.now),
    audit_id: eventId(deps.secrets, deps.now, {
      action: decided.direction === 'in' ? 'records.check_in' : 'records.check_out',
      actor_person_id: caller,
      request_id: deps.request_id,
    }),
    shift_id: shift.id,
    activity_id: shift.activity_id,
    organization_path: shift.organization_path,
    service_day: serviceDay(shift),
    direction: decided.direction,
    stamped_at: arrival.scanned_at,
    source: decided.source,
    code_step: decided.step,
    is_late: !arrival.online,
    is_inside: decided.fence?.inside ?? null,
    accuracy_metres: decided.fence?.accuracy_meters ?? null,
    recorded_by: caller === decided.volunteer_id ? null : caller,
    pairs_allowed: decided.pairs_allowed,
    sender_index: asBytea(senderOf(deps)),
  });
  if (outcome.outcome === 'stamped') deps.tell({ shift_id: shift.id, attendance_id: outcome.attendance_id });
  return outcome;
}

async function firstAnswer(deps: CheckInDeps): Promise<Outcome | undefined> {
  const key = deps.request_key;
  if (key === undefined) return undefined;
  const row = await deps.writes.maybe<{ body: Outcome | null }>(sql`
    select answer -> 'body' as body from request_keys where actor_key = ${key.actor_key} and request_key = ${key.key} and body_hash = ${key.body_hash}`);
  return row?.body ?? undefined;
}

function answerOf(row: Outcome, shift: ShiftInputs, decided: Decided, name: string): StampAnswer {
  const { outcome, state } = row;
  if (outcome !== 'stamped' && outcome !== 'repeated')
    throw problem(outcome, { pairs: decided.pairs_allowed, state: state ?? '', state_en: state ?? '' });
  return {
    outcome,
    volunteer_id: decided.volunteer_id,
    volunteer_name: name,
    attendance_id: row.attendance_id,
    shift_id: shift.id,
    activity_id: shift.activity_id,
    activity_title: shift.activity_title,
    direction: row.direction,
    state,
    stamped_at: new Date(row.stamped_at),
    is_late: !decided.arrival.online,
  };
}
