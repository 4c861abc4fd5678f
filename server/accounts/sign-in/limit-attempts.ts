import { rateWaitSeconds, type Failures } from '../../../domain/accounts/sign-in.ts';
import { problem } from '../../../domain/problem.ts';
import { minuteMs } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** A school behind one address signs in together; a robot does not stop at sixty in ten minutes. */
const networkLimit = 60;
const networkWindowMs = 10 * minuteMs;

export async function refuseFlood(reader: Reader, network: Buffer, now: Date): Promise<void> {
  const hits = await reader.all<{ at: Date }>(sql`
    select at from sign_in_attempts where subject_index = ${network} and at > ${new Date(now.getTime() - networkWindowMs)} order by at desc limit ${networkLimit}`);
  const seconds = rateWaitSeconds(
    hits.map((hit) => hit.at.getTime()),
    networkLimit,
    networkWindowMs,
    now.getTime(),
  );
  if (seconds > 0) throw problem('core.too_many_requests', { seconds });
}

/** Failures since the last success of this phone or account, within a day. */
export async function failuresOf(reader: Reader, subject: Buffer, now: Date): Promise<Failures> {
  const rows = await reader.all<{ at: Date; outcome: string }>(sql`
    select at, outcome from sign_in_attempts where subject_index = ${subject} and at > ${new Date(now.getTime() - 24 * 60 * minuteMs)} and outcome in ('good', 'wrong')
    order by at desc limit 50`);
  const firstGood = rows.findIndex((row) => row.outcome === 'good');
  const failed = firstGood === -1 ? rows : rows.slice(0, firstGood);
  return { count: failed.length, last_at: failed[0]?.at ?? null };
}

/** The attempt itself is the trace of a refusal: the audit trail holds what was changed. */
export async function noteAttempt(
  writer: Writer,
  subjects: readonly Buffer[],
  outcome: 'good' | 'wrong' | 'sent',
): Promise<void> {
  writer.audited += 1;
  for (const subject of subjects) {
    await writer.run(
      sql`insert into sign_in_attempts (id, subject_index, at, outcome) values (${writer.newId()}, ${subject}, ${writer.now}, ${outcome})`,
    );
  }
}
