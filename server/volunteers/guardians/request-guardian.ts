import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { dayMs } from '../../../domain/time.ts';
import {
  guardianMessage,
  guardianRequestLifeMs,
  guardianRequestsPerPhoneAndDay,
} from '../../../domain/volunteers/guardian.ts';
import { readPhone } from '../../../domain/volunteers/phone.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { sendAfterCommit, senderFromEnvironment, type PhoneSender } from '../../accounts/sign-in/phone-sender.ts';
import type { Services } from '../../services.ts';
import { phoneColumns } from '../personal-fields.ts';

export type GuardianRole = 'parent' | 'teacher';
export type GuardianAsked = {
  readonly request_id: Id;
  readonly expires_at: Date;
  readonly shown_message: string | null;
};

/** How the request reaches the phone it names. Without a gateway it waits there for the next sign-in; in development the page shows what would be sent. */
export type Messenger = { readonly send: PhoneSender | null; readonly public_url: string; readonly shows: boolean };
const silent: Messenger = { send: null, public_url: '', shows: false };

export function messengerOf(services: Pick<Services, 'public_url' | 'development'>): Messenger {
  return { send: senderFromEnvironment(), public_url: services.public_url, shows: services.development };
}

/** The phone that is asked as the one, or belongs to whoever agreed as the one, is not asked as the other. */
async function refuseOtherRole(writer: Writer, childId: Id, role: GuardianRole, phoneIndex: Buffer): Promise<void> {
  const other = await writer.maybe(sql`
    select 1 from guardian_requests where child_id = ${childId} and role <> ${role} and phone_index = ${phoneIndex} and answered_at is null and expires_at > ${writer.now}
    union all
    select 1 from persons p where p.phone_index = ${phoneIndex} and p.id in (
      select given_by from consents where volunteer_id = ${childId} and kind in ('parent', 'teacher') and kind <> ${role} and withdrawn_at is null
      union select guardian_id from guardianships where child_id = ${childId} and ended_at is null and (relation = 'teacher') <> (${role}::text = 'teacher'))`);
  if (other !== undefined)
    throw problem('volunteers.guardian_same_phone', {}, role === 'teacher' ? 'teacher_phone' : 'guardian_phone');
}

/**
 * Asks a guardian or teacher by phone. Without a child id it is for a child under 14: the row holds the
 * guardian's phone and nothing of the child, and even that is destroyed when it is answered or has expired.
 */
export async function requestGuardian(
  writer: Writer,
  input: { role: GuardianRole; phone: string; child_id: Id | null; organization_id: Id | null },
  messenger: Messenger = silent,
): Promise<GuardianAsked> {
  const phone = readPhone(input.phone);
  const columns = phoneColumns(writer.secrets, phone);
  const { asked, first } = await writer.one<{ asked: number; first: Date | null }>(sql`
    select count(*)::int as asked, min(created_at) as first from guardian_requests where phone_index = ${columns.index} and created_at > ${new Date(writer.now.getTime() - dayMs)}`);
  if (asked >= guardianRequestsPerPhoneAndDay) {
    const seconds = Math.ceil(((first ?? writer.now).getTime() + dayMs - writer.now.getTime()) / 1000);
    throw problem('volunteers.guardian_asked_often', { limit: guardianRequestsPerPhoneAndDay, seconds });
  }
  if (input.child_id !== null) {
    const own = await writer.maybe(
      sql`select 1 from persons where id = ${input.child_id} and phone_index = ${columns.index}`,
    );
    if (own) throw problem('volunteers.guardian_own_phone', {}, 'guardian_phone');
    await refuseOtherRole(writer, input.child_id, input.role, columns.index);
  }
  const id = writer.newId();
  const expiresAt = new Date(writer.now.getTime() + guardianRequestLifeMs);
  await writer.run(sql`
    insert into guardian_requests (id, role, phone_encrypted, phone_index, phone_hint, child_id, organization_id, created_at, expires_at)
    values (${id}, ${input.role}, ${columns.encrypted}, ${columns.index}, ${columns.hint}, ${input.child_id}, ${input.organization_id}, ${writer.now}, ${expiresAt})`);
  const known = await writer.all<{ id: Id }>(
    sql`select id from persons where phone_index = ${columns.index} and erased_at is null limit 3`,
  );
  await writer.notify(
    known.map((person) => person.id),
    'volunteers.guardian_asked',
    {},
  );
  await writer.audit({
    action: 'volunteers.ask_guardian',
    subject_type: 'guardian_request',
    subject_id: id,
    after: { role: input.role, phone: columns.hint },
  });
  const link = messenger.public_url + volunteersPhone.guardian();
  sendAfterCommit(writer, messenger.send, { phone, purpose: 'guardian_asked', role: input.role, link });
  return {
    request_id: id,
    expires_at: expiresAt,
    shown_message: messenger.shows ? guardianMessage(input.role, columns.hint, link) : null,
  };
}
