import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';

export type NewTerms = {
  readonly organization_id: Id;
  readonly rights_zh: string;
  readonly rights_en: string;
  readonly duties_zh: string;
  readonly duties_en: string;
};

/** S17: a new version is asked of everyone below when they next open the phone and before they sign up; earlier acceptances stay in the consent ledger. */
export async function issueTerms(writer: Writer, input: NewTerms): Promise<{ version: number }> {
  const organization = await standingOrganization(writer, input.organization_id);
  writer.caller.require('organizations.rules', { path: organization.path }, 'organizations.read');
  const { version } = await writer.one<{ version: number }>(sql`
    insert into volunteer_terms (id, organization_id, version, rights_zh, rights_en, duties_zh, duties_en, issued_by, issued_at)
    select ${writer.newId()}::uuid, ${organization.id}::uuid, coalesce(max(version), 0) + 1, ${input.rights_zh}::text, ${input.rights_en}::text, ${input.duties_zh}::text, ${input.duties_en}::text,
      ${writer.caller.person_id}::uuid, ${writer.now}::timestamptz
    from volunteer_terms where organization_id = ${organization.id} returning version`);
  await writer.audit({
    action: 'volunteers.issue_terms',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: 'organizations.rules',
    after: { version },
  });
  return { version };
}
