import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { codeAt, scan, shiftOf, signUp, type Shift } from '../../records/fixtures.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { next, type Rows, type Subject } from '../row.ts';
import type { World } from '../world.ts';

/** The clock of the world stands at noon of 21 November; this shift runs now, the other was the day before. */
const today = (world: World): Promise<Shift> =>
  shiftOf(world.t, world.county, { day: '2026-11-21', from: '11:00', to: '14:00' });
const yesterday = (world: World, to = '12:00'): Promise<Shift> =>
  shiftOf(world.t, world.county, { day: '2026-11-20', from: '08:00', to });

async function newcomer(world: World, shift: Shift): Promise<TestPerson> {
  const person = await world.t.volunteer(`志愿者${next()}`, world.county);
  await signUp(world.t, shift, [person], world.county);
  return person;
}

async function cardOf(world: World): Promise<Subject> {
  const shift = await today(world);
  const person = await newcomer(world, shift);
  const card = codeAt(world.t, { kind: 'card', id: person.id }, world.t.now);
  return { params: { shift_id: shift.id }, body: { card, direction: 'in', scanned_at: world.t.now.toISOString() } };
}

/** In and out yesterday, not yet confirmed. */
async function attended(
  world: World,
  to = '12:00',
): Promise<{ person: TestPerson; shift: Shift; attendance_id: string }> {
  const shift = await yesterday(world, to);
  const person = await newcomer(world, shift);
  const now = world.t.now;
  await scan(world.t, person, shift, 'in', at('2026-11-20', '08:00'));
  await scan(world.t, person, shift, 'out', at('2026-11-20', to));
  world.t.now = now;
  const [row] = await world.t.rows<{ id: string }>(sql`select id from attendances where volunteer_id = ${person.id}`);
  return { person, shift, attendance_id: row?.id ?? '' };
}

const lineOf = (one: { person: TestPerson; attendance_id: string }) => ({
  volunteer_id: one.person.id,
  attendance_id: one.attendance_id,
  quality: 'good',
});

async function served(
  world: World,
  to = '12:00',
): Promise<Awaited<ReturnType<typeof attended>> & { record_id: string }> {
  const one = await attended(world, to);
  const answer = await world.t.post<{ results: { record: { record_id: string } }[] }>(
    world.deputy,
    '/api/confirmations',
    { lines: [lineOf(one)] },
  );
  const record_id = answer.body.results[0]?.record.record_id;
  if (record_id === undefined) throw new Error(`not confirmed: ${JSON.stringify(answer.body)}`);
  return { ...one, record_id };
}

async function recordOf(world: World, body?: object, to?: string): Promise<Subject> {
  const one = await served(world, to);
  return {
    owner: one.person,
    params: { volunteer_id: one.person.id, record_id: one.record_id },
    marker: one.record_id,
    ...(body === undefined ? {} : { body }),
  };
}

/** Served yesterday, and struck by somebody else than who confirmed it. */
async function struck(world: World): Promise<{ person: TestPerson; record_id: string }> {
  const one = await served(world);
  const answer = await world.t.post(world.chief, `/api/service-records/${one.person.id}/${one.record_id}/reversal`, {
    reason: '查实没有到场',
  });
  if (answer.status !== 200) throw new Error(`not struck: ${JSON.stringify(answer.body)}`);
  return one;
}

async function backFill(world: World): Promise<object> {
  const shift = await yesterday(world);
  const person = await newcomer(world, shift);
  return {
    shift_id: shift.id,
    reason: '签到设备没电',
    evidence: '现场照片与签到表',
    lines: [{ volunteer_id: person.id, started_at: '2026-11-20T00:00:00Z', ended_at: '2026-11-20T02:00:00Z' }],
  };
}

async function hoursSheet(world: World): Promise<Subject> {
  const shift = await yesterday(world);
  const person = await newcomer(world, shift);
  const [row] = await world.t.rows<{ number: string }>(sql`select number from volunteers where id = ${person.id}`);
  const bytes = Buffer.from(`志愿者编号,姓名,服务时长\n${row?.number},${person.name},2小时\n`);
  return {
    params: { shift_id: shift.id },
    upload: { name: '时数.csv', bytes, fields: { reason: '签到设备没电', evidence: '现场签到表' } },
  };
}

async function proposalOf(world: World): Promise<string> {
  return (await world.t.post<{ proposal_id: string }>(world.deputy, '/api/back-fills', await backFill(world))).body
    .proposal_id;
}

const period = { from: '2026-11-01', until: '2026-11-30' };

async function certificateOf(
  world: World,
): Promise<{ owner: TestPerson; volunteer_id: string; certificate_id: string; code: string; number: string }> {
  const { person } = await served(world);
  const issued = await world.t.post<{ certificate_id: string; code: string; number: string }>(
    person,
    '/api/my/certificates',
    { purpose: 'general', ...period },
  );
  if (issued.status !== 200) throw new Error(`no certificate: ${JSON.stringify(issued.body)}`);
  return {
    owner: person,
    volunteer_id: person.id,
    certificate_id: issued.body.certificate_id,
    code: issued.body.code,
    number: issued.body.number,
  };
}

async function sheetOf(world: World): Promise<Subject> {
  const { owner, volunteer_id, certificate_id } = await certificateOf(world);
  return { owner, params: { volunteer_id, certificate_id } };
}

export const recordsRows: Rows = {
  'POST /api/check-ins': {
    access: 'signed_in',
    make: async (world) => {
      const shift = await today(world);
      const code = codeAt(world.t, { kind: 'shift', id: shift.id }, world.t.now);
      return {
        owner: await newcomer(world, shift),
        body: { kind: 'rotating_code', code, direction: 'in', scanned_at: world.t.now.toISOString() },
      };
    },
  },
  'POST /api/shifts/{shift_id}/card-scans': { access: 'placed', make: cardOf },
  'POST /api/shifts/{shift_id}/desk-check-ins': {
    access: 'placed',
    make: async (world) => {
      const shift = await today(world);
      const person = await newcomer(world, shift);
      const [row] = await world.t.rows<{ number: string }>(sql`select number from volunteers where id = ${person.id}`);
      return {
        params: { shift_id: shift.id },
        body: { kind: 'number_and_name', number: row?.number, name: person.name, direction: 'in' },
      };
    },
  },
  'POST /api/declarations': {
    access: 'signed_in',
    make: async (world) => {
      const shift = await yesterday(world);
      return {
        owner: await newcomer(world, shift),
        body: { shift_id: shift.id, started_at: '2026-11-20T00:00:00Z', ended_at: '2026-11-20T02:00:00Z' },
      };
    },
  },
  'GET /api/shifts/{shift_id}/code': {
    access: 'placed',
    make: async (world) => ({ params: { shift_id: (await today(world)).id } }),
  },
  'GET /api/shifts/{shift_id}/board': {
    access: 'placed',
    make: async (world) => ({ params: { shift_id: (await today(world)).id } }),
  },
  'GET /api/shifts/{shift_id}/events': {
    access: 'placed',
    make: async (world) => ({ params: { shift_id: (await today(world)).id } }),
  },
  'GET /api/boards': {
    access: 'list',
    make: async (world) => {
      const at = await world.t.organization(`新县 ${next()}`, world.city, { kind: 'county', level: 'county' });
      return { at, marker: (await shiftOf(world.t, at, { day: '2026-11-21', from: '12:00', to: '14:00' })).id };
    },
  },
  'GET /api/hour-imports/template': { access: 'anywhere' }, // an empty form
  'POST /api/shifts/{shift_id}/hour-imports/preview': { access: 'placed', make: hoursSheet },
  'POST /api/shifts/{shift_id}/hour-imports': { access: 'placed', make: hoursSheet },
  'GET /api/my/check-ins': { access: 'signed_in' },
  'GET /api/my/first-steps': { access: 'signed_in' },
  'GET /api/service-records.xlsx': { access: 'anywhere' },

  'GET /api/confirmations': {
    access: 'list',
    make: async (world) => ({ marker: (await attended(world)).attendance_id, query: { limit: '200' } }),
  },
  'POST /api/confirmations': {
    access: 'placed',
    make: async (world) => ({ body: { lines: [lineOf(await attended(world))] } }),
  },
  'GET /api/service-records': {
    access: 'list',
    make: async (world) => ({ marker: (await served(world)).record_id, query: { limit: '200' } }),
  },
  'POST /api/service-records/{volunteer_id}/{record_id}/decision': {
    // P27: above 8 hours the parent organisation agrees, so the county itself may not and the city alone may
    access: 'placed',
    covers: { own: false, 'above alone': true },
    make: async (world) => ({
      ...(await recordOf(world, { approve: true, note: '情况属实' }, '17:00')),
      owner: undefined,
    }),
  },
  'POST /api/service-records/{volunteer_id}/{record_id}/reversal': {
    access: 'placed',
    make: async (world) => ({ ...(await recordOf(world, { reason: '查实没有到场' })), owner: undefined }),
  },
  'GET /api/service-records/{volunteer_id}/{record_id}': {
    access: 'placed',
    needs: ['records.read'],
    make: (world) => recordOf(world),
  },
  'GET /api/my/hours': { access: 'signed_in' },
  'GET /api/my/stars': { access: 'signed_in' },
  'GET /api/volunteers/{volunteer_id}/stars': {
    access: 'placed',
    make: (world) => ({ params: { volunteer_id: world.volunteer.id } }),
  },
  'GET /api/my/hours-in-period': { access: 'signed_in', make: () => ({ query: period }) },
  'GET /api/volunteers/{volunteer_id}/hours': {
    access: 'placed',
    make: (world) => ({ params: { volunteer_id: world.volunteer.id }, query: period }),
  },
  'GET /api/volunteers/{volunteer_id}/hours-by-month': {
    access: 'placed',
    make: (world) => ({ params: { volunteer_id: world.volunteer.id }, query: { year: '2026' } }),
  },
  'GET /api/organizations/{organization_id}/hours': {
    access: 'placed',
    make: (world) => ({ params: { organization_id: world.county.id }, query: period }),
  },
  'GET /api/organizations/{organization_id}/hours-by-month': {
    access: 'placed',
    make: (world) => ({ params: { organization_id: world.county.id }, query: { year: '2026' } }),
  },
  'GET /api/organizations/{organization_id}/hours-below': {
    access: 'placed',
    make: (world) => ({ params: { organization_id: world.county.id }, query: period }),
  },
  'GET /api/organizations/{organization_id}/hours-below/workbook': {
    access: 'placed',
    make: (world) => ({ params: { organization_id: world.county.id }, query: period }),
  },
  'GET /api/organizations/{organization_id}/hours-by-month/workbook': {
    access: 'placed',
    make: (world) => ({ params: { organization_id: world.county.id }, query: { year: '2026' } }),
  },

  'POST /api/corrections': {
    access: 'signed_in',
    make: async (world) => {
      const one = await served(world);
      return {
        owner: one.person,
        body: {
          attendance_id: one.attendance_id,
          started_at: '2026-11-20T00:00:00Z',
          ended_at: '2026-11-20T03:30:00Z',
          reason: '提前半小时到场',
        },
      };
    },
  },
  'POST /api/service-records/{volunteer_id}/{record_id}/corrections': {
    access: 'placed',
    make: async (world) => {
      const one = await served(world);
      return {
        params: { volunteer_id: one.person.id, record_id: one.record_id },
        body: { started_at: '2026-11-20T00:00:00Z', ended_at: '2026-11-20T03:30:00Z', reason: '签名单上是三点半' },
      };
    },
  },
  'POST /api/appeals': {
    access: 'signed_in',
    make: async (world) => {
      const one = await struck(world);
      return { owner: one.person, body: { record_id: one.record_id, reason: '那天三位队友都在' } };
    },
  },
  'POST /api/service-records/{volunteer_id}/{record_id}/appeals': {
    access: 'placed',
    make: async (world) => {
      const one = await struck(world);
      return {
        params: { volunteer_id: one.person.id, record_id: one.record_id },
        body: { reason: '签到照片找到了' },
      };
    },
  },
  'POST /api/back-fills': { access: 'placed', make: async (world) => ({ body: await backFill(world) }) },
  'GET /api/record-proposals': {
    access: 'list',
    needs: ['records.read'],
    make: async (world) => ({ marker: await proposalOf(world), query: { limit: '200' } }),
  },
  'GET /api/record-proposals/{proposal_id}': {
    access: 'placed',
    make: async (world) => ({ params: { proposal_id: await proposalOf(world) } }),
  },
  'POST /api/record-proposals/{proposal_id}/decision': {
    access: 'placed',
    needs: ['records.approve'],
    make: async (world) => ({
      params: { proposal_id: await proposalOf(world) },
      body: { action: 'approve', note: '与照片相符' },
    }),
  },
  'GET /api/my/corrections': { access: 'signed_in' },

  'POST /api/my/certificates': {
    access: 'signed_in',
    make: async (world) => ({ owner: (await served(world)).person, body: { purpose: 'general', ...period } }),
  },
  'GET /api/my/certificates': { access: 'signed_in' },
  'POST /api/certificates': {
    access: 'placed',
    make: async (world) => ({
      body: {
        volunteer_id: (await served(world)).person.id,
        organization_id: world.county.id,
        contact_phone: '0763-3388120',
        purpose: 'general',
        ...period,
      },
    }),
  },
  'GET /api/certificates': {
    access: 'list',
    make: async (world) => ({ marker: (await certificateOf(world)).certificate_id, query: { limit: '200' } }),
  },
  'GET /api/certificates/{volunteer_id}/{certificate_id}/pdf': {
    access: 'placed',
    needs: ['records.read', 'records.certify'],
    make: sheetOf,
  },
  'GET /api/certificates/{volunteer_id}/{certificate_id}/badge': {
    access: 'placed',
    needs: ['records.read', 'records.certify'],
    make: sheetOf,
  },
  'POST /api/certificates/{volunteer_id}/{certificate_id}/revocation': {
    access: 'placed',
    make: async (world) => ({ ...(await sheetOf(world)), owner: undefined, body: { reason: '开错了人' } }),
  },
  'GET /api/badge-keys': { access: 'open' },
  'GET /api/badge-issuers/{organization_id}': {
    access: 'open',
    make: (world) => ({ params: { organization_id: world.county.id } }),
  },
  'GET /api/badge-issuers/{organization_id}/keys/{key_id}': {
    access: 'open',
    make: async (world) => ({
      params: {
        organization_id: world.county.id,
        key_id: (await world.t.get<{ keys: { kid: string }[] }>(null, '/api/badge-keys')).body.keys[0]?.kid ?? '',
      },
    }),
  },
  'GET /api/badge-issuers/{organization_id}/status/{year}': {
    access: 'open',
    make: (world) => ({ params: { organization_id: world.county.id, year: '2026' } }),
  },
  'GET /api/certificate-numbers/{number}': {
    access: 'open',
    make: async (world) => ({ params: { number: (await certificateOf(world)).number } }),
  },
  'GET /api/verify/{code}': {
    access: 'open',
    make: async (world) => ({ params: { code: (await certificateOf(world)).code } }),
  },
};
