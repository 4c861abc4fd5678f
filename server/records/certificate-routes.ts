import * as badges from '../../contract/records/badges.ts';
import * as certificates from '../../contract/records/certificates.ts';
import { readKept } from '../attachments/file-store.ts';
import { consumeAttempt, type RateLimit } from '../db/consume-attempts.ts';
import type { Routes } from '../http/mount.ts';
import { badgeKeys, signedBadge } from './certificates/badge.ts';
import { issuerDocument, keyDocument, statusDocument } from './certificates/badge-answers.ts';
import { listCertificates } from './certificates/certificate-list.ts';
import { findByNumber, verifyByCode } from './certificates/certificate-queries.ts';
import { handOut, handOutOwn, listOwn } from './certificates/hand-out-certificate.ts';
import { openCertificate } from './certificates/open-certificate.ts';
import { revokeCertificate } from './certificates/revoke-certificate.ts';

const certificateCodes: RateLimit = { kind: 'certificate', attempts: 30, window_ms: 10 * 60_000 };

export const certificateRoutes: Routes = (mount) => {
  mount(certificates.issueMyCertificate, handOutOwn);
  mount(certificates.issueCertificate, handOut);
  mount(certificates.listMyCertificates, listOwn);
  mount(certificates.listCertificates, (call) => listCertificates(call.reader, call.actor, call.query));
  mount(certificates.readCertificatePdf, async (call) => {
    const { pdf_sha256, number } = await openCertificate(call);
    return { content: await readKept(call.services.store, pdf_sha256), name: `志愿服务证明 ${number}.pdf` };
  });
  mount(badges.readCertificateBadge, async (call) =>
    signedBadge(call.services.secrets, call.services.public_url, await openCertificate(call)),
  );
  mount(badges.readBadgeKeys, async (call) => ({ keys: badgeKeys(call.services.secrets) }));
  mount(badges.readBadgeIssuer, issuerDocument);
  mount(badges.readBadgeKey, keyDocument);
  mount(badges.readBadgeStatus, statusDocument);
  mount(certificates.revokeCertificate, (call) =>
    call.write((writer) => revokeCertificate(writer, { ...call.params, ...call.body })),
  );
  mount(certificates.verifyCertificate, async (call) => {
    await consumeAttempt(call.services, certificateCodes, call.request.ip, call.now);
    return verifyByCode(call.reader, call.params.code, call.now);
  });
  mount(certificates.findCertificateNumber, async (call) => {
    await consumeAttempt(call.services, certificateCodes, call.request.ip, call.now); // one count for both ways in
    return findByNumber(call.reader, call.params.number, call.now);
  });
};
