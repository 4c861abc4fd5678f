import { next, type Rows, type Subject } from '../row.ts';
import type { World } from '../world.ts';

function ofCounty(world: World): Subject {
  return { params: { organization_id: world.county.id } };
}

async function fresh(world: World, kind: 'county' | 'town', body: object): Promise<Subject> {
  const at = await world.t.organization(`新设 ${next()}`, world.city, { kind, level: kind });
  return { at, params: { organization_id: at.id }, body };
}

export const organizationsRows: Rows = {
  // Organisations are public; their inner record is not.
  'GET /api/organizations': { access: 'signed_in' },
  'GET /api/organizations/search': { access: 'open', make: () => ({ query: { words: '临溪' } }) },
  'GET /api/organizations/{organization_id}': { access: 'signed_in', make: ofCounty },
  'POST /api/organizations': {
    access: 'placed',
    make: (world) => ({
      body: { kind: 'team', name_zh: `服务队 ${next()}`, parent_id: world.county.id, founded_on: '2026-11-01' },
    }),
  },
  'PUT /api/organizations/{organization_id}/name': {
    access: 'placed',
    is_known: true,
    covers: { own: false },
    make: (world) => ({
      ...ofCounty(world),
      body: { name_zh: `临溪县 ${next()}`, valid_from: '2026-11-20', reason: '更名' },
    }),
  },
  'PUT /api/organizations/{organization_id}/contact-phone': {
    access: 'placed',
    is_known: true,
    needs: ['organizations.edit'],
    or: ['records.certify'],
    covers: { 'above and below': false },
    make: (world) => ({ ...ofCounty(world), body: { contact_phone: '0763-3388120' } }),
  },
  'PUT /api/organizations/{organization_id}/parent': {
    // Both where it stands and where it goes: the county alone may not move itself elsewhere
    access: 'placed',
    covers: { own: false },
    make: (world) => fresh(world, 'town', { parent_id: world.beside.id, valid_from: '2026-11-20', reason: '调整' }),
  },
  'PUT /api/organizations/{organization_id}/guidance': {
    access: 'placed',
    make: (world) => ({
      ...ofCounty(world),
      body: { guiding_id: null, is_league_led: false, valid_from: '2026-11-20' },
    }),
  },
  // a county is ended by whoever is not measured by it
  'GET /api/organizations/{organization_id}/dissolution': {
    access: 'placed',
    is_known: true,
    covers: { own: false },
    make: ofCounty,
  },
  'POST /api/organizations/{organization_id}/dissolution': {
    access: 'placed',
    is_known: true,
    covers: { own: false },
    make: (world) => fresh(world, 'county', { successor_id: null, dissolved_on: '2026-11-20', reason: '撤销' }),
  },
  'POST /api/organizations/{organization_id}/planned-ends': {
    access: 'placed',
    is_known: true,
    covers: { own: false },
    make: (world) => fresh(world, 'county', { successor_id: null, dissolved_on: '2027-01-01', reason: '撤销' }),
  },
  'POST /api/planned-ends/{plan_id}/revocation': {
    access: 'placed',
    is_known: true,
    covers: { own: false },
    make: async (world) => {
      const ending = { successor_id: null, dissolved_on: '2027-01-01', reason: '撤销' };
      const { at, params } = await fresh(world, 'county', ending);
      const path = `/api/organizations/${params?.['organization_id'] ?? ''}/planned-ends`;
      const planned = await world.t.post(world.chief, path, ending);
      if (planned.status !== 200) throw new Error(`the end was not planned: ${JSON.stringify(planned.body)}`);
      const plan_id = String(planned.body.id);
      return { ...(at === undefined ? {} : { at }), params: { plan_id }, body: { reason: '不撤了' } };
    },
  },
};
