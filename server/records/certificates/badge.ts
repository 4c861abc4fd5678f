/** Signs the badge as a VC-JWT with Ed25519. The key follows from the installation's secrets, so it survives restarts. */
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { recordsPhone } from '../../../domain/records/paths.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import {
  controllerDocument,
  openBadge,
  statusBits,
  statusListCredential,
  statusPlace,
  verificationMethod,
  type BadgeKey,
} from '../../../domain/records/open-badge.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import type { StoredCertificate } from './stored-certificate.ts';

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex'); // RFC 8410: an Ed25519 seed follows

function privateKey(secrets: SecretBox): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, secrets.codeMac('open badges signing key 1')]),
    format: 'der',
    type: 'pkcs8',
  });
}

export function badgeKeys(secrets: SecretBox): BadgeKey[] {
  const { x } = createPublicKey(privateKey(secrets)).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key has x');
  return [
    {
      kty: 'OKP',
      crv: 'Ed25519',
      x,
      kid: createHash('sha256').update(x).digest('base64url').slice(0, 16),
      alg: 'EdDSA',
      use: 'sig',
    },
  ];
}

/** 128 bits under the installation's key, shown to the holder alone. Whoever has the badge and all volunteer numbers still cannot make it. */
export const holderKey = (secrets: SecretBox, certificateId: Id): string =>
  secrets.codeMac(`badge holder ${certificateId}`).toString('hex').slice(0, 32);

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const issuerUrl = (publicUrl: string, organizationId: Id): string => `${publicUrl}/api/badge-issuers/${organizationId}`;

function signed(secrets: SecretBox, issuer: string, payload: object): string {
  const text = `${part({ alg: 'EdDSA', typ: 'vc+jwt', cty: 'vc', kid: verificationMethod(issuer, ownKey(secrets)).id, iss: issuer })}.${part(payload)}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey(secrets)).toString('base64url')}`;
}
function ownKey(secrets: SecretBox): BadgeKey {
  const [key] = badgeKeys(secrets);
  if (key === undefined) throw new Error('an installation has a key for badges');
  return key;
}

export function signedBadge(
  secrets: SecretBox,
  publicUrl: string,
  certificate: StoredCertificate,
): { jwt: string; credential: Record<string, unknown> } {
  const salt = secrets.codeMac(`badge salt ${certificate.certificate_id}`).toString('hex').slice(0, 32);
  const url = publicUrl + recordsPhone.verified({ code: certificate.code });
  const issuer = issuerUrl(publicUrl, certificate.organization_id);
  const place = statusPlace(certificate.number);
  const { body } = certificate.sheet;
  const credential = openBadge({
    certificate_url: url,
    issuer: { url: issuer, name: certificate.sheet.issuer_name },
    status: { list: `${issuer}/status/${place.year}`, index: place.index },
    number: certificate.number,
    purpose: certificate.purpose,
    issued_at: certificate.issued_at.toISOString(),
    first_day: body.first_day ?? certificate.sheet.issued_on,
    last_day: body.last_day ?? certificate.sheet.issued_on,
    services: certificate.services,
    total_minutes: certificate.total_minutes,
    subject: {
      salt,
      identity_hash: createHash('sha256')
        .update(`${holderKey(secrets, certificate.certificate_id)}${salt}`)
        .digest('hex'),
    },
  });
  const issuedAt = Math.floor(certificate.issued_at.getTime() / 1000);
  return {
    jwt: signed(secrets, issuer, { ...credential, iss: issuer, jti: credential.id, nbf: issuedAt, iat: issuedAt }),
    credential: { ...credential },
  };
}

/** The issuer of badges, as whoever verifies one finds it: the document of its address, its key, its list of what counts no more. */
export async function badgeIssuer(
  reader: Reader,
  secrets: SecretBox,
  publicUrl: string,
  organizationId: Id,
): Promise<object> {
  return controllerDocument(
    { url: issuerUrl(publicUrl, organizationId), name: (await issuerNamed(reader, organizationId)).name_zh },
    ownKey(secrets),
  );
}

export async function badgeKeyOf(
  reader: Reader,
  secrets: SecretBox,
  publicUrl: string,
  organizationId: Id,
  keyId: string,
): Promise<object> {
  await issuerNamed(reader, organizationId);
  const key = ownKey(secrets);
  if (key.kid !== keyId) throw problem('core.not_found');
  return verificationMethod(issuerUrl(publicUrl, organizationId), key);
}

/** Revoked or superseded, both for good. Signed like the badges; the document alone for whoever asks for JSON. */
export async function badgeStatusList(
  reader: Reader,
  secrets: SecretBox,
  publicUrl: string,
  asked: { organization_id: Id; year: number; now: Date },
): Promise<{ credential: object; jwt: string }> {
  await issuerNamed(reader, asked.organization_id);
  const ended = await reader.all<{ number: string }>(sql`
    select number from certificates where organization_id = ${asked.organization_id} and (revoked_at is not null or superseded_at is not null) and split_part(number, ' ', -2) = ${String(asked.year)}`);
  const issuer = issuerUrl(publicUrl, asked.organization_id);
  const bits = statusBits(ended.map((row) => statusPlace(row.number).index));
  const credential = statusListCredential(
    `${issuer}/status/${asked.year}`,
    issuer,
    asked.now.toISOString(),
    `u${gzipSync(bits).toString('base64url')}`,
  );
  return {
    credential,
    jwt: signed(secrets, issuer, { ...credential, iss: issuer, iat: Math.floor(asked.now.getTime() / 1000) }),
  };
}

async function issuerNamed(reader: Reader, organizationId: Id): Promise<{ name_zh: string }> {
  const found = await reader.maybe<{ name_zh: string }>(
    sql`select name_zh from organizations where id = ${organizationId}`,
  );
  if (found === undefined) throw problem('core.not_found');
  return found;
}
