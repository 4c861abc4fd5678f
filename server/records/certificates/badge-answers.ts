import type * as contract from '../../../contract/records/badges.ts';
import type { Call } from '../../http/mount.ts';
import { badgeIssuer, badgeKeyOf, badgeStatusList } from './badge.ts';

const linked = (document: object) => ({ content: JSON.stringify(document), media_type: 'application/ld+json' });

export async function issuerDocument({ reader, services, params }: Call<typeof contract.readBadgeIssuer>) {
  return linked(await badgeIssuer(reader, services.secrets, services.public_url, params.organization_id));
}

export async function keyDocument({ reader, services, params }: Call<typeof contract.readBadgeKey>) {
  return linked(await badgeKeyOf(reader, services.secrets, services.public_url, params.organization_id, params.key_id));
}

/** Asked for as JSON it is the document that was signed, else the signed one. */
export async function statusDocument(call: Call<typeof contract.readBadgeStatus>) {
  const { credential, jwt } = await badgeStatusList(call.reader, call.services.secrets, call.services.public_url, {
    ...call.params,
    now: call.now,
  });
  call.reply.header('Vary', 'Accept').header('Cache-Control', 'public, max-age=300');
  return /json/i.test(call.request.headers.accept ?? '') ? linked(credential) : { content: jwt };
}
