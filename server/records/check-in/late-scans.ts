/** What a scan that was kept without a signal needs beyond the stamp: few guesses at typed digits, and word to the person when it is refused. */
import type { Id } from '../../../domain/id.ts';
import { Problem, problem, problemSentence } from '../../../domain/problem.ts';
import { parseCode } from '../../../domain/rotating-code.ts';
import { dayMs, fullMoment } from '../../../domain/time.ts';
import { consumeAttempt, forgiveAttempt, type RateLimit } from '../../db/consume-attempts.ts';
import { filled, noticesTo } from '../../db/notices.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Services } from '../../services.ts';
import type { CardInput, StampAnswer, StampInput } from './check-in.ts';
import { loadShift } from './shift-inputs.ts';

/** Digits typed without a signal are looked for over twenty minutes of codes, so they may be wrong five times only, at each shift. */
const lateDigits: RateLimit = { kind: 'late short code', attempts: 5, window_ms: dayMs };

type Kept = { readonly services: Services; readonly person_id: Id; readonly now: Date };

export async function lateCheckIn(
  kept: Kept,
  input: StampInput,
  stamp: () => Promise<StampAnswer>,
): Promise<StampAnswer> {
  if (!input.offline) return stamp();
  const shiftId = input.kind === 'rotating_code' ? parseCode(input.code)?.subject.id : input.shift_id;
  return toldWhenRefused(
    kept,
    { ...input, shift_id: shiftId },
    input.kind === 'short_code' ? () => guessed(kept, input.shift_id, stamp) : stamp,
  );
}

/** The volunteer whose card it was is told; the staff see the sentence on the device that kept it. */
export function lateCardScan(
  kept: Omit<Kept, 'person_id'>,
  input: CardInput,
  stamp: () => Promise<StampAnswer>,
): Promise<StampAnswer> {
  const card = parseCode(input.card)?.subject;
  return input.offline && card?.kind === 'card'
    ? toldWhenRefused({ ...kept, person_id: card.id }, input, stamp)
    : stamp();
}

async function guessed(kept: Kept, shiftId: Id, stamp: () => Promise<StampAnswer>): Promise<StampAnswer> {
  const who = `${kept.person_id} ${shiftId}`;
  await consumeAttempt(kept.services, lateDigits, who, kept.now).catch((error: unknown) => {
    throw error instanceof Problem && error.code === 'core.too_many_requests'
      ? problem('records.typed_tries_over')
      : error;
  });
  try {
    const answer = await stamp();
    await forgiveAttempt(kept.services, lateDigits, who);
    return answer;
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'records.typed_code_wrong'))
      await forgiveAttempt(kept.services, lateDigits, who);
    throw error;
  }
}

type Told = { readonly shift_id: Id | undefined; readonly direction: 'in' | 'out'; readonly scanned_at: string };

async function toldWhenRefused(kept: Kept, scan: Told, stamp: () => Promise<StampAnswer>): Promise<StampAnswer> {
  try {
    return await stamp();
  } catch (error) {
    if (error instanceof Problem && error.code.startsWith('records.')) await tell(kept, scan, error);
    throw error;
  }
}

/** Once for each scan, and only to somebody who had signed up there. */
async function tell({ services, person_id, now }: Kept, scan: Told, refusal: Problem): Promise<void> {
  const said = {
    when: fullMoment(new Date(scan.scanned_at)),
    act_zh: scan.direction === 'in' ? '签到' : '签退',
    act_en: scan.direction === 'in' ? 'check-in' : 'check-out',
    reason_zh: problemSentence(refusal.code, refusal.params, 'zh'),
    reason_en: problemSentence(refusal.code, refusal.params, 'en'),
  };
  if (scan.shift_id === undefined) return;
  const shift = await loadShift(services.reader, scan.shift_id);
  if (shift === undefined) return;
  const params = { ...said, activity: shift.activity_title };
  await new Reader(services.pool).all(
    noticesTo({
      now,
      to: {
        person: sql`${person_id}::uuid`,
        from: sql`(select) once
          where exists (select 1 from sign_ups u where u.volunteer_id = ${person_id} and u.shift_id = ${shift.id})
            and not exists (select 1 from notices n where n.person_id = ${person_id} and n.kind = 'records.scan_refused' and n.params = ${filled(params)} and n.link = ${shift.id})`,
      },
      kind: 'records.scan_refused',
      params,
      subject: shift.id,
    }),
  );
}
