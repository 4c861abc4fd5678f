import { randomInt } from 'node:crypto';
import { normalPhone } from '../../../domain/accounts/phone.ts';
import { codeEveryMs, codeLifeMs, refusalOfCode, refusalToSendCode } from '../../../domain/accounts/sign-in.ts';
import type { Problem } from '../../../domain/problem.ts';
import { minuteMs } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { sameBytes } from '../../security/secret-box.ts';
import { sendAfterCommit, type PhoneSender } from './phone-sender.ts';
import { noteAttempt } from './limit-attempts.ts';

export type CodePurpose = 'sign_in' | 'change_phone' | 'leave_phone';

/** Two requests for one phone wait for each other, so that neither slips past "one a minute". */
async function lockPhone(writer: Writer, index: Buffer): Promise<void> {
  await writer.run(sql`select pg_advisory_xact_lock(${index.readInt32BE(0)}, ${index.readInt32BE(4)})`);
}

export async function sendCode(
  writer: Writer,
  input: { phone: string; purpose: CodePurpose; network: Buffer; browser: string },
  send: PhoneSender,
): Promise<{ code: string; again_in_seconds: number }> {
  const phone = normalPhone(input.phone);
  const index = writer.secrets.index('phone', phone);
  await lockPhone(writer, index);
  const sent = await writer.all<{ created_at: Date }>(sql`
    select created_at from sign_in_codes where phone_index = ${index} and created_at > ${new Date(writer.now.getTime() - 60 * minuteMs)}`);
  const refused = refusalToSendCode(
    sent.map((row) => row.created_at),
    writer.now,
  );
  if (refused) throw refused;
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  await writer.run(sql`
    insert into sign_in_codes (id, phone_index, purpose, code_hash, browser_hash, created_at, expires_at)
    values (${writer.newId()}, ${index}, ${input.purpose}, ${hashOf(writer, index, code)}, ${browserHash(writer, input.browser)}, ${writer.now}, ${new Date(writer.now.getTime() + codeLifeMs)})`);
  await noteAttempt(writer, [input.network], 'sent');
  await writer.audit({
    action: 'accounts.send_code',
    subject_type: 'phone',
    subject_id: index.toString('hex').slice(0, 12),
    after: { purpose: input.purpose },
  });
  sendAfterCommit(writer, send, { phone, code, purpose: input.purpose });
  return { code, again_in_seconds: codeEveryMs / 1000 };
}

export type GivenCode = {
  readonly purpose: CodePurpose;
  readonly code: string;
  /** What the browser holds that gives it. */ readonly browser: string | null;
};

/**
 * Spends the newest code of this phone and purpose that this browser asked for. A wrong try is kept, so the caller commits
 * and then refuses; a try from elsewhere costs the owner none of the five.
 */
export async function useCode(
  writer: Writer,
  index: Buffer,
  { purpose, code: given, browser }: GivenCode,
): Promise<Problem | null> {
  await lockPhone(writer, index);
  const code =
    browser === null
      ? undefined
      : await writer.maybe<{
          id: string;
          code_hash: Buffer;
          created_at: Date;
          attempts: number;
          used_at: Date | null;
        }>(sql`
    select id, code_hash, created_at, attempts, used_at from sign_in_codes
    where phone_index = ${index} and purpose = ${purpose} and browser_hash = ${browserHash(writer, browser)} order by created_at desc limit 1 for update`);
  const matches = code !== undefined && sameBytes(code.code_hash, hashOf(writer, index, given));
  const refused = refusalOfCode(
    code ? { sent_at: code.created_at, tries: code.attempts, used_at: code.used_at } : null,
    matches,
    writer.now,
  );
  if (code && refused?.code === 'accounts.wrong_code')
    await writer.run(sql`update sign_in_codes set attempts = attempts + 1 where id = ${code.id}`);
  if (code && !refused) await writer.run(sql`update sign_in_codes set used_at = ${writer.now} where id = ${code.id}`);
  return refused;
}

function browserHash(writer: Writer, browser: string): Buffer {
  return writer.secrets.tokenHash(`asking browser\n${browser}`);
}

function hashOf(writer: Writer, index: Buffer, code: string): Buffer {
  return writer.secrets.codeMac(`sign-in\n${index.toString('hex')}\n${code}`);
}
