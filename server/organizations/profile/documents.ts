import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { attachUpload, withFiles } from '../../attachments/attach.ts';
import type { AttachmentRule } from '../../attachments/rules.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { loadOrganization, mayReadProfile, standingOrganization } from '../tree/load-organization.ts';
import { requireProfileEditor } from './require-profile-editor.ts';

export async function addDocument(
  writer: Writer,
  input: { organization_id: Id; kind: string; title: string; upload_id: Id },
): Promise<{ id: Id }> {
  const organization = await standingOrganization(writer, input.organization_id);
  await requireProfileEditor(writer, organization.path, 'own');
  const { kind, title } = input;
  const id = writer.newId();
  await writer.run(sql`
    insert into organization_documents (id, organization_id, kind, title, recorded_by, recorded_at)
    values (${id}, ${organization.id}, ${kind}, ${title}, ${writer.caller.person_id}, ${writer.now})`);
  const { sha256, size_bytes } = await attachUpload(writer, {
    upload_id: input.upload_id,
    subject: 'organization_document',
    subject_id: id,
  });
  await writer.audit({
    action: 'organizations.add_document',
    subject_type: 'organization_document',
    subject_id: id,
    organization_path: organization.path,
    permission: 'organizations.edit',
    after: { kind, title, bytes: size_bytes, sha256 },
  });
  return { id };
}

/** It counts for nothing from now on: a meeting without its minutes is no meeting, a system withdrawn is missing again. The row stays. */
export async function withdrawDocument(
  writer: Writer,
  input: { document_id: Id; reason: string },
): Promise<{ done: true }> {
  const found = await writer.maybe<{ title: string; kind: string; path: string }>(sql`
    select d.title, d.kind, o.path from organization_documents d join organizations o on o.id = d.organization_id where d.id = ${input.document_id} and d.withdrawn_at is null for update of d`);
  if (!found) throw problem('core.not_found');
  await requireProfileEditor(writer, found.path, 'own');
  await writer.run(sql`
    update organization_documents set withdrawn_at = ${writer.now}, withdrawn_by = ${writer.caller.person_id}, withdraw_reason = ${input.reason} where id = ${input.document_id}`);
  await writer.audit({
    action: 'organizations.withdraw_document',
    subject_type: 'organization_document',
    subject_id: input.document_id,
    organization_path: found.path,
    permission: 'organizations.edit',
    before: { kind: found.kind, title: found.title },
    reason: input.reason,
  });
  return { done: true };
}

/** Who keeps the record of an organisation; members read what guides their association. Withdrawn ones are handed out to nobody. */
export const documentFiles: AttachmentRule = {
  mayAdd: (actor) => actor.holdsSomewhere('organizations.edit'),
  mayRead: async (reader, actor, { subject_id, later }) => {
    const found = await reader.maybe<{ kind: string; path: string; guiding_path: string | null }>(sql`
      select d.kind, o.path, g.path as guiding_path
      from organization_documents d join organizations o on o.id = d.organization_id left join organizations g on g.id = o.guiding_id
      where d.id = ${subject_id} and d.withdrawn_at is null`);
    if (found === undefined) return false;
    if (mayReadProfile(actor, found)) return true;
    return found.kind === 'guidance' && later.isMember(reader, actor.person_id, found.path);
  },
};

/** G72: members read what their association and those above it give them; staff read what their own organisation gives. */
export async function guidanceOf(
  reader: Reader,
  actor: Actor,
  { organization_id, later }: { organization_id: Id; later: Pick<LaterNouns, 'isMember'> },
) {
  const organization = await loadOrganization(reader, organization_id);
  const member = await later.isMember(reader, actor.person_id, organization.path);
  if (!member && !mayReadProfile(actor, organization)) throw problem('core.not_found');
  const rows = await reader.all<{
    id: Id;
    title: string;
    recorded_at: Date;
    organization_name: string;
  }>(sql`
    select d.id, d.title, d.recorded_at, o.name_zh as organization_name from organization_documents d join organizations o on o.id = d.organization_id
    where d.kind = 'guidance' and d.withdrawn_at is null and (o.id = ${organization_id} or (${member} and ${organization.path}::text like o.path || '%')) order by d.recorded_at desc, d.id`);
  return { rows: await withFiles(reader, rows) };
}
