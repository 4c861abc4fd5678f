import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { personBehind } from '../../volunteers/registrations.ts';

export async function revokeCertificate(
  writer: Writer,
  input: { readonly volunteer_id: Id; readonly certificate_id: Id; readonly reason: string },
): Promise<{ state: 'revoked' }> {
  const certificate = await writer.maybe<{
    organization_path: string;
    number: string;
    revoked_at: Date | null;
    person_id: Id;
  }>(sql`
    select o.path as organization_path, c.number, c.revoked_at, ${personBehind(sql`c.volunteer_id`)} as person_id
    from certificates c join organizations o on o.id = c.organization_id where c.volunteer_id = ${input.volunteer_id} and c.id = ${input.certificate_id} for update of c`);
  if (certificate === undefined) throw problem('core.not_found');
  writer.caller.require('records.certify', { path: certificate.organization_path }, 'organizations.read');
  if (certificate.revoked_at !== null) throw problem('core.conflict');
  await writer.run(sql`
    update certificates set revoked_at = ${writer.now}, revoked_by = ${writer.caller.person_id}, revoke_reason = ${input.reason} where volunteer_id = ${input.volunteer_id} and id = ${input.certificate_id}`);
  await writer.notify(certificate.person_id, 'records.certificate_revoked', {
    number: certificate.number,
    reason: input.reason,
  });
  await writer.audit({
    action: 'records.revoke_certificate',
    subject_type: 'certificate',
    subject_id: input.certificate_id,
    organization_path: certificate.organization_path,
    permission: 'records.certify',
    after: { number: certificate.number },
    reason: input.reason,
  });
  return { state: 'revoked' };
}
