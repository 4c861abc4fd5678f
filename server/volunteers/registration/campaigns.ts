/** L83: recruiting campaigns. Only a made one is counted: what somebody writes into an address is nothing. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';

export type Campaign = {
  readonly id: Id;
  readonly name: string;
  readonly organization: { readonly id: Id; readonly name: string };
};

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** By the key in the link; null for anything else. */
export async function campaignOf(reader: Reader, key: string | null | undefined): Promise<Campaign | null> {
  if (key === null || key === undefined || !uuidForm.test(key)) return null;
  return (
    (await reader.maybe<Campaign>(sql`
    select c.id, c.name, json_build_object('id', o.id, 'name', o.name_zh) as organization
    from campaigns c join organizations o on o.id = c.organization_id where c.id = ${key}`)) ?? null
  );
}

export async function makeCampaign(writer: Writer, input: { organization_id: Id; name: string }): Promise<{ id: Id }> {
  const organization = await standingOrganization(writer, input.organization_id);
  writer.caller.require('volunteers.register', { path: organization.path }, 'volunteers.read');
  const id = writer.newId();
  const made = await writer.maybe<{ id: Id }>(sql`
    insert into campaigns (id, organization_id, name, made_by, made_at)
    values (${id}, ${organization.id}, ${input.name}, ${writer.caller.person_id}, ${writer.now}) on conflict (organization_id, name) do nothing returning id`);
  if (!made) throw problem('volunteers.campaign_exists', { name: input.name });
  await writer.audit({
    action: 'volunteers.make_campaign',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: 'volunteers.register',
    after: { campaign_id: id, name: input.name },
  });
  return { id };
}
