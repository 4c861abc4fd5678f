/** Signs the badge as a VC-JWT with Ed25519. The key follows from the installation's secrets, so it survives restarts. */
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { Id } from '../../domain/id.ts';
import { openBadge } from '../../domain/records/open-badge.ts';
import type { SecretBox } from '../secret-box.ts';
import type { StoredCertificate } from './certificate-queries.ts';

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex'); // RFC 8410: an Ed25519 seed follows

function privateKey(secrets: SecretBox): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, secrets.codeMac('open badges signing key 1')]), format: 'der', type: 'pkcs8' });
}

export function badgeKeys(secrets: SecretBox): { kty: string; crv: string; x: string; kid: string; alg: string; use: string }[] {
  const { x } = createPublicKey(privateKey(secrets)).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key has x');
  return [{ kty: 'OKP', crv: 'Ed25519', x, kid: createHash('sha256').update(x).digest('base64url').slice(0, 16), alg: 'EdDSA', use: 'sig' }];
}

/** 128 bits under the installation's key, shown to the holder alone. Whoever has the badge and all volunteer numbers still cannot make it. */
export const holderKey = (secrets: SecretBox, certificateId: Id): string => secrets.codeMac(`badge holder ${certificateId}`).toString('hex').slice(0, 32);

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function signedBadge(secrets: SecretBox, publicUrl: string, certificate: StoredCertificate): { jwt: string; credential: Record<string, unknown> } {
  const salt = secrets.codeMac(`badge salt ${certificate.certificate_id}`).toString('hex').slice(0, 32);
  const url = `${publicUrl}/verify/${certificate.code}`;
  const { body } = certificate.sheet;
  const credential = openBadge({
    certificate_url: url, issuer: { url: `${publicUrl}/organizations/${certificate.organization_id}`, name: certificate.sheet.issuer_name }, number: certificate.number, purpose: certificate.purpose,
    issued_at: certificate.issued_at.toISOString(), first_day: body.first_day ?? certificate.sheet.issued_on, last_day: body.last_day ?? certificate.sheet.issued_on,
    services: certificate.services, total_minutes: certificate.total_minutes,
    subject: { salt, identity_hash: createHash('sha256').update(`${holderKey(secrets, certificate.certificate_id)}${salt}`).digest('hex') },
  });
  const key = badgeKeys(secrets)[0];
  const issuedAt = Math.floor(certificate.issued_at.getTime() / 1000);
  const signed = `${part({ alg: 'EdDSA', typ: 'vc+jwt', kid: key?.kid, iss: credential.issuer.id })}.${part({ ...credential, iss: credential.issuer.id, jti: credential.id, nbf: issuedAt, iat: issuedAt })}`;
  return { jwt: `${signed}.${sign(null, Buffer.from(signed), privateKey(secrets)).toString('base64url')}`, credential: { ...credential } };
}
