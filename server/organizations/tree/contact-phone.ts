import type { Id } from '../../../domain/id.ts';
import { maskPhone } from '../../../domain/masking.ts';
import { readContactPhone } from '../../../domain/organizations/contact-phone.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Reader } from '../../db/reader.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';
import { mayEditOwn, requireEditOwn } from './level-of.ts';
import { standingOrganization } from './load-organization.ts';

/** Whoever issues certificates there, or keeps its record. */
export async function mayChangePhone(reader: Reader, actor: Actor, path: string): Promise<boolean> {
  return actor.may('records.certify', { path }) || (await mayEditOwn(reader, actor, path));
}

export async function changeContactPhone(
  writer: Writer,
  input: { organization_id: Id; contact_phone: string | null },
): Promise<{ contact_phone: string | null }> {
  const { path } = await standingOrganization(writer, input.organization_id);
  const certifies = writer.caller.may('records.certify', { path });
  if (certifies) writer.caller.require('records.certify', { path });
  else await requireEditOwn(writer, writer.caller, path);
  const contact_phone =
    input.contact_phone === null || input.contact_phone === '' ? null : readContactPhone(input.contact_phone);
  await keepPhone(
    writer,
    { id: input.organization_id, path },
    contact_phone,
    certifies ? 'records.certify' : 'organizations.edit',
  );
  return { contact_phone };
}

/** An office may be reached by somebody's mobile, so the event holds it masked. */
export async function keepPhone(
  writer: Writer,
  organization: { id: Id; path: string },
  phone: string | null,
  permission: 'records.certify' | 'organizations.edit',
): Promise<void> {
  const before = await writer.one<{ contact_phone: string | null }>(
    sql`select contact_phone from organizations where id = ${organization.id} for no key update`,
  );
  await writer.run(sql`update organizations set contact_phone = ${phone} where id = ${organization.id}`);
  await writer.audit({
    action: 'organizations.change_phone',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission,
    before: { contact_phone: maskPhone(before.contact_phone ?? '') },
    after: { contact_phone: maskPhone(phone ?? '') },
  });
}

/** Of an organisation `o`, or of its nearest superior that has one. */
export const reachedBy: Sql = sql`(
  select a.contact_phone from organizations a
  where a.ordinal = any(case when o.path ~ '^(/[0-9]{1,9})+/$' then string_to_array(btrim(o.path, '/'), '/')::int[] else array[o.ordinal] end) and a.contact_phone is not null
  order by length(a.path) desc limit 1)`;
