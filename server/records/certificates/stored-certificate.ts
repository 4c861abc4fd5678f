import type { Id } from '../../../domain/id.ts';
import type { Purpose } from '../../../domain/records/certificate.ts';
import type { CertificateSheet } from './certificate-pdf.ts';

export type StoredCertificate = {
  volunteer_id: Id;
  certificate_id: Id;
  number: string;
  code: string;
  purpose: Purpose;
  organization_id: Id;
  organization_path: string;
  path_of_day: string;
  sheet: CertificateSheet;
  pdf_sha256: string;
  services: number;
  total_minutes: number;
  issued_at: Date;
  is_own: boolean;
};
