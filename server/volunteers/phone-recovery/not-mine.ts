import { maskPhone } from '../../../domain/masking.ts';
import { problem } from '../../../domain/problem.ts';
import { freePhone } from '../../accounts/people/free-phone.ts';
import { ownAccount } from '../../accounts/sign-in/authenticator.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersNear } from '../../holders.ts';
import { findVolunteer } from '../load-volunteer.ts';

/**
 * Whoever holds the number now says that the account is somebody else's. The number is released and may register afresh; the
 * account keeps its hours, has no way to sign in until staff bind another phone, and whoever is still signed in reads of it.
 */
export async function sayNotMine(writer: Writer): Promise<void> {
  if (writer.caller.is_owner_shown) throw problem('accounts.owner_shown');
  const account = await ownAccount(writer);
  const one = await findVolunteer(writer, account.person_id);
  const old = await writer.one<{ phone: Buffer | null }>(
    sql`select phone_encrypted as phone from persons where id = ${account.person_id}`,
  );
  await freePhone(writer, account.person_id);
  await writer.notify(account.person_id, 'accounts.phone_freed', {});
  if (one) {
    const near = await holdersNear(writer, 'volunteers.merge', one.organization_path, 'at', account.person_id);
    await writer.notify(near, 'volunteers.phone_freed', { number: one.number }, one.id);
  }
  await writer.audit({
    action: 'accounts.free_phone',
    subject_type: 'volunteer',
    subject_id: account.person_id,
    organization_path: one?.organization_path ?? null,
    before: { phone: old.phone === null ? null : maskPhone(writer.secrets.decrypt(old.phone)) },
  });
}
