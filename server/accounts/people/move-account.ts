import type { Id } from '../../../domain/id.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { moveGrants } from '../roles/grant-holder.ts';
import { moveSessions } from '../sign-in/session-token.ts';

/** The way to sign in, its sessions, devices, keys and roles, and the phone, go to another person who is the same human. */
export async function moveAccount(writer: Writer, { from, to }: { from: Id; to: Id }): Promise<void> {
  await writer.run(sql`
    insert into accounts (person_id, password_hash, password_changed_at, totp_encrypted, totp_confirmed_at, totp_last_step, is_staff, language, created_at, phone_freed_at)
    select ${to}, password_hash, password_changed_at, totp_encrypted, totp_confirmed_at, totp_last_step, is_staff, language, created_at, phone_freed_at
    from accounts where person_id = ${from}`);
  await noteRemoved(
    writer,
    'accounts',
    await writer.all<RemovedRow>(
      sql`delete from accounts r where r.person_id = ${from} returning ${removedKey.accounts}`,
    ),
  );
  await moveSessions(writer, from, to);
  await writer.run(sql`
    insert into known_devices (person_id, device_hash, known_at, last_used_at) select ${to}, device_hash, known_at, last_used_at from known_devices where person_id = ${from} on conflict do nothing`);
  await writer.run(sql`delete from known_devices where person_id = ${from}`);
  await writer.run(sql`
    insert into saved_views (person_id, id, list, name, query, saved_at) select ${to}, id, list, name, query, saved_at from saved_views where person_id = ${from} on conflict do nothing`);
  await writer.run(sql`delete from saved_views where person_id = ${from}`);
  await writer.run(sql`update identity_keys set person_id = ${to} where person_id = ${from}`);
  await moveGrants(writer, from, to);
  // whom one brought in stays brought in by one, whichever registration remains
  await writer.run(sql`update role_grants set granted_by = ${to} where granted_by = ${from}`);
  await movePhone(writer, { from, to });
}

/** Each lies by itself: read there, written here. */
async function movePhone(writer: Writer, { from, to }: { from: Id; to: Id }): Promise<void> {
  const phone = await writer.maybe<{
    phone_encrypted: Buffer | null;
    phone_index: Buffer | null;
    phone_hint: string | null;
  }>(sql`select phone_encrypted, phone_index, phone_hint from persons where id = ${from}`);
  await writer.run(sql`
    update persons set phone_encrypted = coalesce(${phone?.phone_encrypted ?? null}, phone_encrypted), phone_index = coalesce(${phone?.phone_index ?? null}, phone_index),
      phone_hint = coalesce(${phone?.phone_hint ?? null}, phone_hint) where id = ${to}`);
}
