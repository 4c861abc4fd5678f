import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { nameKey } from '../../../domain/volunteers/name.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { moveGrants } from '../../accounts/roles/grant-holder.ts';
import { moveSessions } from '../../accounts/sign-in/session-token.ts';
import type { Registered } from './registered.ts';
import { giveBackSeats } from '../guardians/give-back-seats.ts';

type Holder = { name: string | null; path: string; has_account: boolean; phone_index: Buffer | null };

/**
 * Somebody registers with a document that is registered already. It is neither refused nor doubled: with the same
 * document, name and proven phone as on the roster, the account takes over that registration; otherwise it becomes
 * a request that both sides and the organisation see.
 */
export async function claimOrAskToMerge(
  writer: Writer,
  input: { holder: Id; newcomer: Id | null; name: string },
): Promise<Registered> {
  const { holder, newcomer } = input;
  const kept = await writer.maybe<Holder>(sql`
    select p.name, v.organization_path as path, p.phone_index, exists (select 1 from accounts a where a.person_id = p.id) as has_account
    from volunteers v join persons p on p.id = v.id where v.id = ${holder} and v.withdrawn_at is null`);
  if (!kept || newcomer === null) throw problem('volunteers.already_registered');
  if (nameKey(kept.name ?? '') !== nameKey(input.name))
    throw problem('volunteers.document_of_another', {}, 'document_number');
  const own = await writer.one<{ phone_index: Buffer | null }>(
    sql`select phone_index from persons where id = ${newcomer}`,
  );
  const samePhone = own.phone_index !== null && kept.phone_index !== null && own.phone_index.equals(kept.phone_index);
  if (samePhone && !kept.has_account) return claim(writer, { holder, newcomer, path: kept.path });
  return askToMerge(writer, { holder, newcomer, path: kept.path });
}

async function claim(writer: Writer, input: { holder: Id; newcomer: Id; path: string }): Promise<Registered> {
  await moveAccount(writer, input.newcomer, input.holder);
  await writer.audit({
    action: 'volunteers.claim',
    subject_type: 'volunteer',
    subject_id: input.holder,
    organization_path: input.path,
  });
  return { outcome: 'claimed', volunteer_id: input.holder };
}

/** The way to sign in, its sessions and messages go to the registration that stays. */
export async function moveAccount(writer: Writer, from: Id, to: Id): Promise<void> {
  await writer.run(sql`
    insert into accounts (person_id, password_hash, password_changed_at, totp_encrypted, totp_confirmed_at, totp_last_step, is_staff, language, created_at, phone_freed_at)
    select ${to}, password_hash, password_changed_at, totp_encrypted, totp_confirmed_at, totp_last_step, is_staff, language, created_at, phone_freed_at
    from accounts where person_id = ${from}`);
  await writer.run(sql`delete from accounts where person_id = ${from}`);
  await moveSessions(writer, from, to);
  await writer.run(sql`
    insert into known_devices (person_id, device_hash, known_at, last_used_at) select ${to}, device_hash, known_at, last_used_at from known_devices where person_id = ${from} on conflict do nothing`);
  await writer.run(sql`delete from known_devices where person_id = ${from}`);
  await writer.run(sql`update identity_keys set person_id = ${to} where person_id = ${from}`);
  await moveGrants(writer, from, to);
  // whom one brought in stays brought in by one, whichever registration remains
  await writer.run(sql`update role_grants set granted_by = ${to} where granted_by = ${from}`);
  await writer.run(sql`update guardianships set guardian_id = ${to} where guardian_id = ${from}`);
  await writer.run(sql`update consents set given_by = ${to} where given_by = ${from}`);
  // one person may turn out to be parent and teacher of a child: the parent's yes stays alone, and places go back
  const children = await writer.all<{ child_id: Id }>(
    sql`select distinct child_id from guardianships where guardian_id = ${to} and ended_at is null order by child_id`,
  );
  for (const { child_id } of children) await giveBackSeats(writer, child_id, 'merged');
  await writer.run(sql`
    update persons k set phone_encrypted = coalesce(d.phone_encrypted, k.phone_encrypted), phone_index = coalesce(d.phone_index, k.phone_index),
      phone_hint = coalesce(d.phone_hint, k.phone_hint)
    from persons d where k.id = ${to} and d.id = ${from}`);
}

async function askToMerge(writer: Writer, input: { holder: Id; newcomer: Id; path: string }): Promise<Registered> {
  const open = await writer.maybe<{ id: Id }>(sql`
    select id from merge_requests where kept_id = ${input.holder} and duplicate_id = ${input.newcomer} and decided_at is null`);
  const id = open?.id ?? writer.newId();
  if (!open) {
    await writer.run(sql`
      insert into merge_requests (id, kept_id, duplicate_id, organization_path, reason, opened_by, opened_at, duplicate_agreed_at)
      values (${id}, ${input.holder}, ${input.newcomer}, ${input.path}, '注册时发现证件号已登记', ${input.newcomer}, ${writer.now}, ${writer.now})`);
    await writer.notify(input.holder, 'volunteers.merge_requested', {});
  }
  await writer.audit({
    action: 'volunteers.request_merge',
    subject_type: 'merge_request',
    subject_id: id,
    organization_path: input.path,
  });
  return { outcome: 'merge_requested', merge_request_id: id };
}
