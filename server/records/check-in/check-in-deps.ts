import type * as contract from '../../../contract/records/check-in.ts';
import { consumeAttempt, type RateLimit } from '../../db/consume-attempts.ts';
import { Reader } from '../../db/reader.ts';
import type { Call } from '../../http/mount.ts';
import { checkIn, scanCard, type CheckInDeps } from './check-in.ts';
import { checkInAtDesk } from './desk-check-in.ts';
import { lateCardScan, lateCheckIn } from './late-scans.ts';
import { tellBoards } from './live-board.ts';
import { arrivingFrom } from './shift-inputs.ts';
import { deskTry, notingRefusal, ownTry } from './stamp-sender.ts';
import { writeStamps } from './write-stamps.ts';

const shortCodes: RateLimit = { kind: 'short code', attempts: 10, window_ms: 5 * 60_000 };

/** A check-in is one statement of its own: it keeps its request key and its audit event itself. */
export const checkInDepsOf = ({
  context,
  reader,
  services,
  preloaded,
}: Pick<Call<typeof contract.checkIn>, 'context' | 'reader' | 'services' | 'preloaded'>): CheckInDeps => ({
  now: context.now,
  actor: context.actor,
  request_id: context.request_id,
  secrets: context.secrets,
  request_key: context.request_key,
  reads: reader,
  writes: new Reader(services.pool),
  stamp: writeStamps(services.pool),
  tell: (arrival) => tellBoards(services.pool, arrival),
  arriving: arrivingFrom(preloaded),
});

export async function checkInOneself(call: Call<typeof contract.checkIn>) {
  if (call.body.kind === 'short_code' && !call.body.offline)
    await consumeAttempt(call.services, shortCodes, call.actor.person_id, call.now);
  const person_id = call.actor.person_id;
  return notingRefusal(call, ownTry(person_id, call.body), () =>
    lateCheckIn({ ...call, person_id }, call.body, () => checkIn(checkInDepsOf(call), call.body)),
  );
}

export async function scanCardOf(call: Call<typeof contract.scanCard>) {
  const scan = { ...call.body, ...call.params };
  return notingRefusal(call, deskTry(call.actor.person_id, scan, { way: 'card', card: scan.card }), () =>
    lateCardScan(call, scan, () => scanCard(checkInDepsOf(call), scan)),
  );
}

export async function checkInAtDeskOf(call: Call<typeof contract.checkInAtDesk>) {
  const input = { ...call.body, ...call.params };
  return notingRefusal(call, deskTry(call.actor.person_id, input, { way: input.kind }), () =>
    checkInAtDesk(call.services, checkInDepsOf(call), input),
  );
}
