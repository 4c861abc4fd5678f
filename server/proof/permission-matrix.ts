/**
 * One row per endpoint: what kind of door it is and how a subject for it is made. The test opens every door as every
 * kind of person; an endpoint without a row fails by its name.
 */
import type { Permission } from '../../domain/access.ts';
import type { TestOrganization, TestPerson } from '../test-app.ts';
import type { Given } from './call.ts';
import type { Standing, World } from './world.ts';

export type Subject = Given & {
  /** Whose data it is, where one's own data open the door. */
  readonly owner?: TestPerson;
  /** The organisation it belongs to, where that is not the county of the world. */
  readonly at?: TestOrganization;
  /** A text that stands in the answer only when this subject is listed. */
  readonly marker?: string;
};

type Made = (world: World) => Promise<Subject> | Subject;

export type Row = {
  readonly door:
    /** Anyone. */
    | 'open'
    /** Anyone signed in, about themselves or about what everybody may know. */
    | 'signed_in'
    /** Anyone signed in, about a thing that belongs to one person (`owner`). */
    | 'owned'
    /** Holders of the permission at the subject's place. */
    | 'placed'
    /** A list cut to where the permission is held; the marker is seen only from there. */
    | 'list'
    /** Holders of the permission anywhere: the answer holds nothing of a place. */
    | 'anywhere';
  readonly make?: Made;
  /** Where the door asks for another permission than the declaration says, or for more than one. */
  readonly needs?: readonly Permission[];
  /** Standings from which the door opens or stays shut against the rule of own, and above and below. */
  readonly covers?: Partial<Readonly<Record<Standing, boolean>>>;
  /** Status of a good call, where it is not 2xx. */
  readonly answers?: number;
};

let made = 0;
function next(): number {
  made += 1;
  return made;
}

function ofCounty(world: World): Subject {
  return { params: { organization_id: world.county.id } };
}

async function fresh(world: World, kind: 'county' | 'town', body: object): Promise<Subject> {
  const at = await world.t.organization(`新设 ${next()}`, world.city, { kind, level: kind });
  return { at, params: { organization_id: at.id }, body };
}

export const matrix: Readonly<Record<string, Row>> = {
  'GET /api/me': { door: 'open' },

  // Organisations are public; their inner record is not.
  'GET /api/organizations': { door: 'signed_in' },
  'GET /api/organizations/search': { door: 'open', make: () => ({ query: { words: '临溪' } }) },
  'GET /api/organizations/{organization_id}': { door: 'signed_in', make: ofCounty },
  'POST /api/organizations': {
    door: 'placed', make: (world) => ({ body: { kind: 'team', name_zh: `服务队 ${next()}`, parent_id: world.county.id, founded_on: '2026-11-01' } }),
  },
  'PUT /api/organizations/{organization_id}/name': { door: 'placed', make: (world) => ({ ...ofCounty(world), body: { name_zh: `临溪县 ${next()}`, valid_from: '2026-11-20', reason: '更名' } }) },
  'PUT /api/organizations/{organization_id}/parent': {
    // Both where it stands and where it goes: the county alone may not move itself elsewhere
    door: 'placed', covers: { own: false },
    make: (world) => fresh(world, 'town', { parent_id: world.beside.id, valid_from: '2026-11-20', reason: '调整' }),
  },
  'PUT /api/organizations/{organization_id}/guidance': {
    door: 'placed', make: (world) => ({ ...ofCounty(world), body: { guiding_id: null, is_league_led: false, valid_from: '2026-11-20' } }),
  },
  'POST /api/organizations/{organization_id}/dissolution': {
    door: 'placed', make: (world) => fresh(world, 'county', { successor_id: null, dissolved_on: '2026-11-20', reason: '撤销' }),
  },
};
