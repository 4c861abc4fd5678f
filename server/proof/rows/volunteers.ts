import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { next, type Rows, type Subject } from '../row.ts';
import { newPhone, signedUp } from '../sign-in.ts';
import type { World } from '../world.ts';

export const newDocument = (birth = '1990-05-04'): string => exampleNumber('330702', birth, next() % 900);

async function termsOf(world: World): Promise<string> {
  const page = await world.t.get<{ terms: { version: string } }>(null, `/api/registration?organization_id=${world.county.id}`);
  return page.body.terms.version;
}

async function registration(world: World, facts: object = {}): Promise<object> {
  return { name: '李娜', document_number: newDocument(), organization_id: world.county.id, acknowledges_spirit: true, terms_version: await termsOf(world), ...facts };
}

/** A request that waits on the guardian's phone, and the guardian who signed in there. */
async function guardianRequest(world: World): Promise<Subject> {
  const phone = newPhone();
  const asked = await world.t.post<{ request_id: string }>(null, '/api/guardian-requests', { guardian_phone: phone, organization_id: world.county.id });
  return { owner: await signedUp(world, phone), params: { request_id: asked.body.request_id } };
}

export const volunteersRows: Rows = {
  'GET /api/registration': { door: 'open', make: (world) => ({ query: { organization_id: world.county.id } }) },
  'POST /api/registration': { door: 'signed_in', make: async (world) => ({ owner: await signedUp(world), body: await registration(world) }) },
  'POST /api/guardian-requests': { door: 'open', make: () => ({ body: { guardian_phone: newPhone() } }) },
  'GET /api/guardian-requests': { door: 'signed_in' },
  'POST /api/guardian-requests/{request_id}/confirmation': {
    door: 'owned',
    make: async (world) => ({
      ...await guardianRequest(world),
      body: { guardian_name: '王母', child: { ...await registration(world, { name: '王小明', document_number: newDocument('2011-06-01') }), is_pupil: false } },
    }),
  },
  'POST /api/guardian-requests/{request_id}/refusal': { door: 'owned', make: guardianRequest },
};
