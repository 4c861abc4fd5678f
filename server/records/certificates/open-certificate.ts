import type { readCertificateBadge } from '../../../contract/records/badges.ts';
import type { readCertificatePdf } from '../../../contract/records/certificates.ts';
import type { AttachmentRule } from '../../attachments/rules.ts';
import type { Call } from '../../http/mount.ts';
import { mayReadRecorded } from '../../organizations/tree/recorded-paths.ts';
import { loadCertificate } from './certificate-queries.ts';
import type { StoredCertificate } from './stored-certificate.ts';

type Opening = Call<typeof readCertificatePdf> | Call<typeof readCertificateBadge>;

/** A sheet holds a full name and the hours; who takes somebody else's leaves an event. */
export async function openCertificate({ reader, actor, params, write }: Opening): Promise<StoredCertificate> {
  const certificate = await loadCertificate(reader, actor, params.volunteer_id, params.certificate_id);
  if (certificate.is_own) return certificate;
  await write((writer) =>
    writer.audit({
      action: 'records.open_certificate',
      subject_type: 'certificate',
      subject_id: certificate.certificate_id,
      organization_path: certificate.organization_path,
      permission: mayReadRecorded(actor, 'records.certify', certificate) ? 'records.certify' : 'records.read',
      after: { number: certificate.number },
    }),
  );
  return certificate;
}

/** Opened at their own address alone, which leaves an event. */
export const printedCertificates: AttachmentRule = {
  mayAdd: () => false,
  mayRead: () => Promise.resolve(false),
};
