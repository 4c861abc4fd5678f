/** Carries due text messages to the operator's gateway, minute by minute. What fails waits and is tried again; nothing of a person is logged. */
import {
  isQuiet,
  nextTry,
  textMessageLeaseMs,
  textMessageLifeMs,
  textMessageOf,
  textMessagesPerDay,
} from '../../../domain/accounts/text-message.ts';
import { accountsDesk } from '../../../domain/accounts/paths.ts';
import type { Id } from '../../../domain/id.ts';
import { channelsOf, noticeKinds, noticeTable, type NoticeKind } from '../../../domain/notices.ts';
import { ownPhone } from '../../../domain/paths.ts';
import { dayMs } from '../../../domain/time.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { smsQuietHours } from '../../env.ts';
import type { Services } from '../../services.ts';
import { senderFromEnvironment, type PhoneSender } from '../sign-in/phone-sender.ts';

/** Taken at once, and sent so many side by side. */
const batch = { rows: 200, together: 10 } as const;
const alarms = noticeKinds.filter((kind) => channelsOf(kind).sms === 'always');

type Due = {
  readonly person_id: Id;
  readonly id: Id;
  readonly kind: NoticeKind;
  readonly params: Record<string, unknown>;
};
type Ended = 'sent' | 'failed' | 'no_phone' | 'too_many';

export async function sendTextMessages(services: Services): Promise<void> {
  const now = services.clock();
  const reader = new Reader(services.pool);
  await reader.all(sql`
    update notices set sms_due_at = null, sms_outcome = 'late' where sms_due_at is not null and at < ${new Date(now.getTime() - textMessageLifeMs)}`);
  const send = senderFromEnvironment();
  if (send === null) return;
  for (;;) {
    const due = await dueNow(reader, now);
    const phones = await phonesOf(reader, services, { people: [...new Set(due.map((one) => one.person_id))], now });
    let sent = 0;
    for (let from = 0; from < due.length; from += batch.together) {
      const carried = due
        .slice(from, from + batch.together)
        .map((one) => carry(reader, services, { one, phones, send, now }));
      sent += (await Promise.all(carried)).filter((ended) => ended === 'sent').length;
    }
    // a gateway that takes nothing is not asked two hundred times more
    if (due.length < batch.rows || sent === 0) return;
  }
}

function dueNow(reader: Reader, now: Date): Promise<Due[]> {
  const which = isQuiet(now, smsQuietHours()) ? sql`and kind = any(${alarms}::text[])` : sql.empty;
  return reader.all<Due>(sql`
    select person_id, id, kind, params from notices where sms_due_at <= ${now} ${which} order by sms_due_at limit ${batch.rows}`);
}

/** How often it was tried with this time; null where another server that runs at the same moment has it. One that dies meanwhile leaves it due again. */
async function take(reader: Reader, one: Due, now: Date): Promise<number | null> {
  const lease = new Date(now.getTime() + textMessageLeaseMs);
  const taken = await reader.maybe<{ sms_tries: number }>(sql`
    update notices set sms_due_at = ${lease}, sms_tries = sms_tries + 1 where person_id = ${one.person_id} and id = ${one.id} and sms_due_at <= ${now} returning sms_tries`);
  return taken?.sms_tries ?? null;
}

async function note(reader: Reader, one: Due, ended: Ended | null, again: Date | null = null): Promise<Ended | null> {
  await reader.all(
    sql`update notices set sms_outcome = ${ended}, sms_due_at = ${again} where person_id = ${one.person_id} and id = ${one.id}`,
  );
  return ended;
}

/** A number and how many messages it may still get today. */
type Phone = { readonly number: string; left: number };

/** Only a number by which the person signs in: one that was typed for somebody, or given up, may be a stranger's. */
async function phonesOf(
  reader: Reader,
  { secrets }: Services,
  { people, now }: { people: readonly Id[]; now: Date },
): Promise<Map<Id, Phone>> {
  const since = new Date(now.getTime() - dayMs);
  const rows = await reader.all<{ id: Id; phone_encrypted: Buffer; phone_index: Buffer; sent: number }>(sql`
    select p.id, p.phone_encrypted, p.phone_index, (select count(*)::int from notices s where s.person_id = p.id and s.sms_outcome = 'sent' and s.at > ${since}) as sent
    from persons p join accounts a on a.person_id = p.id
    where p.id = any(${people}::uuid[]) and p.erased_at is null and p.phone_encrypted is not null and p.phone_index is not null and a.phone_freed_at is null`);
  const indexes = rows.map((row) => row.phone_index);
  const signing = await reader.all<{ person_id: Id }>(
    sql`select person_id from identity_keys where kind = 'sign_in_phone' and index = any(${indexes}::bytea[])`,
  );
  const holds = new Set(signing.map((row) => row.person_id));
  return new Map(
    rows
      .filter((row) => holds.has(row.id))
      .map((row) => [row.id, { number: secrets.decrypt(row.phone_encrypted), left: textMessagesPerDay - row.sent }]),
  );
}

type Carrying = {
  readonly one: Due;
  readonly phones: ReadonlyMap<Id, Phone>;
  readonly send: PhoneSender;
  readonly now: Date;
};

async function carry(
  reader: Reader,
  { public_url }: Services,
  { one, phones, send, now }: Carrying,
): Promise<Ended | null> {
  const phone = phones.get(one.person_id);
  if (phone === undefined) return note(reader, one, 'no_phone');
  if (phone.left <= 0) return note(reader, one, 'too_many');
  phone.left -= 1;
  const tries = await take(reader, one, now);
  if (tries === null) return null;
  const link = public_url + (noticeTable[one.kind].to === 'staff' ? accountsDesk.messages() : ownPhone.messages());
  try {
    await send({
      phone: phone.number,
      purpose: 'notice',
      kind: one.kind,
      text: textMessageOf(one.kind, one.params, link),
      link,
    });
    return await note(reader, one, 'sent');
  } catch {
    phone.left += 1;
    const again = nextTry(tries, now);
    return note(reader, one, again === null ? 'failed' : null, again);
  }
}
