/** A desk without a camera: the digits of the card, typed; or, where nothing is shown at all, number and name of somebody signed up. */
import type { z } from 'zod';
import type { checkInAtDesk as endpoint } from '../../../contract/records/check-in.ts';
import type { Id } from '../../../domain/id.ts';
import { Problem, problem } from '../../../domain/problem.ts';
import { checkShortCode, type Arrival, type CodeVerdict } from '../../../domain/rotating-code.ts';
import { dayMs } from '../../../domain/time.ts';
import { nameKey, normalizeName } from '../../../domain/volunteers/name.ts';
import { normalizeVolunteerNumber } from '../../../domain/volunteers/volunteer-number.ts';
import { consumeAttempt, forgiveAttempt, type RateLimit } from '../../db/consume-attempts.ts';
import { sql } from '../../db/sql.ts';
import type { Services } from '../../services.ts';
import { boardShift } from './board.ts';
import { callerOf, hmacOf, proven, stampAtDesk, type StampAnswer, type CheckInDeps } from './check-in.ts';
import { ownAmong } from '../service/refuse-own.ts';

type DeskInput = z.output<typeof endpoint.body> & { readonly shift_id: Id };
type Digits = Extract<DeskInput, { kind: 'card_digits' }>;
type Named = Extract<DeskInput, { kind: 'number_and_name' }>;
type Candidate = { readonly id: Id; readonly number: string; readonly name: string };

/** Wrong ones only, for each person at the desk: a queue of volunteers is no guessing. */
const onTheSpot: RateLimit = { kind: 'desk', attempts: 10, window_ms: 5 * 60_000 };
/** Digits kept without a signal are looked for over twenty minutes of codes. */
const keptDigits: RateLimit = { kind: 'late desk', attempts: 5, window_ms: dayMs };
const wrong: readonly string[] = ['records.card_digits_wrong', 'records.number_and_name_wrong'];

export async function checkInAtDesk(services: Services, deps: CheckInDeps, input: DeskInput): Promise<StampAnswer> {
  if (deps.actor === null) throw problem('core.signed_out');
  await boardShift(deps.reads, deps.actor, input.shift_id);
  if (input.kind === 'number_and_name')
    return guessed(services, deps, onTheSpot, '', () => byNumberAndName(deps, input));
  if (!input.offline) return guessed(services, deps, onTheSpot, '', () => byDigits(deps, input));
  if (input.number === undefined) throw problem('records.card_number_needed', {}, 'number');
  return guessed(services, deps, keptDigits, `${input.shift_id} ${normalizeVolunteerNumber(input.number)}`, () =>
    byDigits(deps, input),
  );
}

/** A try that was not wrong is given back, whatever else refused it. */
async function guessed(
  services: Services,
  deps: CheckInDeps,
  guess: RateLimit,
  about: string,
  act: () => Promise<StampAnswer>,
): Promise<StampAnswer> {
  const who = `${callerOf(deps)} ${about}`;
  await consumeAttempt(services, guess, who, deps.now).catch((error: unknown) => {
    throw guess === keptDigits && error instanceof Problem && error.code === 'core.too_many_requests'
      ? problem('records.typed_tries_over')
      : error;
  });
  let isWrong = false;
  try {
    return await act();
  } catch (error) {
    isWrong = error instanceof Problem && wrong.includes(error.code);
    throw error;
  } finally {
    if (!isWrong) await forgiveAttempt(services, guess, who);
  }
}

/** Who may stand at this desk: signed up, or here already. */
async function candidates(deps: CheckInDeps, shiftId: Id, number?: string): Promise<Candidate[]> {
  const wanted = number === undefined ? null : normalizeVolunteerNumber(number);
  return deps.reads.all<Candidate>(sql`
    with people as (
      select volunteer_id from sign_ups where shift_id = ${shiftId} and place = 'seat' and (ended_at is null or ended_as in ('no_show', 'cancelled'))
      union select volunteer_id from attendances where shift_id = ${shiftId})
    select v.id, v.number, coalesce(p.name, '') as name from people join volunteers v on v.id = people.volunteer_id join persons p on p.id = v.id
    where ${wanted}::text is null or v.number = ${wanted}`);
}

async function byDigits(deps: CheckInDeps, input: Digits): Promise<StampAnswer> {
  const people = await candidates(deps, input.shift_id, input.number);
  const verdictOf = (person: Candidate, arrival: Arrival): CodeVerdict =>
    checkShortCode(input.code, { kind: 'card', id: person.id }, arrival, hmacOf(deps.secrets));
  // Whose digits they are comes first; whether this person may arrive now is decided with everything else that is known of them.
  const now: Arrival = {
    scanned_at: input.offline ? new Date(input.scanned_at) : deps.now,
    arrived_at: deps.now,
    online: !input.offline,
    late_scan_hours: 10_000,
    valid_from: new Date(0),
    valid_until: new Date(deps.now.getTime() + dayMs),
  };
  const [found, ...others] = people.filter((person) => verdictOf(person, now).ok);
  if (found === undefined) throw problem('records.card_digits_wrong', {}, 'code');
  if (others.length > 0) throw problem('records.card_digits_shared', {}, 'number');
  return stampAtDesk(deps, input, found.id, (arrival) => ({
    source: 'staff_typed',
    ...proven(verdictOf(found, arrival), arrival),
  }));
}

/** Both must hold; which of the two was wrong is not said. It rests on the word of one person, so another one confirms it. */
async function byNumberAndName(deps: CheckInDeps, input: Named): Promise<StampAnswer> {
  const [found] = await candidates(deps, input.shift_id, input.number);
  if (found === undefined || nameKey(normalizeName(found.name)) !== nameKey(normalizeName(input.name)))
    throw problem('records.number_and_name_wrong', {}, 'number');
  if ((await ownAmong(deps.reads, callerOf(deps), [found.id])).length > 0) throw problem('records.own_hours');
  return stampAtDesk(deps, { ...input, scanned_at: deps.now.toISOString(), offline: false }, found.id, () => ({
    source: 'staff_named',
    step: null,
    moment: { at: deps.now },
  }));
}
