import type * as contract from '../../../contract/records/certificates.ts';
import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import type { Call } from '../../http/mount.ts';
import { pdfRenderer } from '../../pdf/pdf-renderer.ts';
import { loadOwnOrWard } from '../../volunteers/load-volunteer.ts';
import { refuseOwn } from '../service/refuse-own.ts';
import { myCertificates } from './certificate-list.ts';
import { issueCertificate } from './issue-certificate.ts';
import { reporting } from './report-disagreement.ts';

/** One's own, or a child's whom one guards: an id of anybody else is refused, never taken for one's own. */
async function certifiedOf(reader: Reader, caller: Id, child: Id | undefined): Promise<Id> {
  return child === undefined ? caller : (await loadOwnOrWard(reader, caller, child)).id;
}

export function handOutOwn(call: Call<typeof contract.issueMyCertificate>) {
  const { actor, body, services, write } = call;
  return reporting(call, () =>
    pdfRenderer.turn((print) =>
      write(async (writer) =>
        issueCertificate(writer, {
          volunteer_id: await certifiedOf(writer, actor.person_id, body.child_id),
          for_child: body.child_id !== undefined,
          purpose: body.purpose,
          period: body,
          organization_id: body.organization_id ?? null,
          public_url: services.public_url,
          files: services,
          print,
        }),
      ),
    ),
  );
}

export async function handOut(call: Call<typeof contract.issueCertificate>) {
  const { body, services, write } = call;
  await refuseOwn(call.reader, call.actor.person_id, [body.volunteer_id]);
  return reporting(call, () =>
    pdfRenderer.turn((print) =>
      write((writer) =>
        issueCertificate(writer, { ...body, period: body, public_url: services.public_url, files: services, print }),
      ),
    ),
  );
}

export async function listOwn({ reader, actor, query, services }: Call<typeof contract.listMyCertificates>) {
  const whose = await certifiedOf(reader, actor.person_id, query.child_id);
  return myCertificates(reader, services.secrets, whose);
}
