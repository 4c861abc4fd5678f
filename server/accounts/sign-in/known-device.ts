/** Which browsers a person is known on: a random value in a cookie, kept here as its keyed hash beside the person. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownDeviceDays } from '../../../domain/accounts/owner-proof.ts';
import type { Id } from '../../../domain/id.ts';
import { dayMs } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { ownCookie } from '../../http/load-actor.ts';

export const deviceCookie = 'qingzhi_device';

/** The value that this browser holds, or a new one; several people may be known on one device, each by their own row. */
export function deviceValueOf(request: FastifyRequest): string {
  const held = request.cookies[ownCookie(deviceCookie, request.protocol)];
  return held !== undefined && /^[\w-]{43}$/.test(held) ? held : randomBytes(32).toString('base64url');
}

export function setDeviceCookie(request: FastifyRequest, reply: FastifyReply, value: string): void {
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
  void reply.setCookie(ownCookie(deviceCookie, request.protocol), value, {
    ...flags,
    maxAge: (knownDeviceDays * dayMs) / 1000,
  });
}

export function deviceHash(writer: Writer, value: string): Buffer {
  return writer.secrets.tokenHash(`known device\n${value}`);
}

/** A browser that still holds a session of this person which only ran out of time: it was known while that lasted. */
export async function heldSessionOf(writer: Writer, person: Id, token: string | null): Promise<boolean> {
  if (token === null) return false;
  return (
    (await writer.maybe(sql`
    select id from sessions where token_hash = ${writer.secrets.tokenHash(token)} and person_id = ${person} and is_owner_shown and ended_at is null`)) !==
    undefined
  );
}

/** Using it keeps it known. */
export async function isKnownDevice(writer: Writer, person: Id, device: Buffer): Promise<boolean> {
  const row = await writer.maybe(sql`
    update known_devices set last_used_at = ${writer.now} where person_id = ${person} and device_hash = ${device}
      and last_used_at > ${new Date(writer.now.getTime() - knownDeviceDays * dayMs)} returning person_id`);
  return row !== undefined;
}

export async function knowDevice(writer: Writer, person: Id, device: Buffer): Promise<void> {
  await writer.run(sql`
    insert into known_devices (person_id, device_hash, known_at, last_used_at) values (${person}, ${device}, ${writer.now}, ${writer.now})
    on conflict (person_id, device_hash) do update set last_used_at = excluded.last_used_at`);
}

/** All of them, but for the one in use: after a change of how one signs in, and when another phone was bound at the desk. */
export async function purgeDevices(writer: Writer, person: Id, but: Id | null = null): Promise<void> {
  await writer.run(sql`
    delete from known_devices where person_id = ${person}
      and not exists (select from sessions s where s.person_id = known_devices.person_id and s.id = ${but} and s.device_hash = known_devices.device_hash)`);
}
