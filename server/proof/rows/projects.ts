import { guard, proposal, river, shift } from '../../projects/fixtures.ts';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { next, type Rows, type Subject } from '../row.ts';
import type { World } from '../world.ts';

type Activity = { readonly activity_id: string; readonly shift_id: string };

async function projectOf(world: World): Promise<string> {
  return ok<{ id: string }>(
    await world.t.post(world.chief, '/api/projects', {
      organization_id: world.county.id,
      ...proposal,
      title: `清水 ${next()}`,
    }),
  ).id;
}

function ok<T>(answer: { status: number; body: unknown }): T {
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as T;
}

const draftBody = (change: object = {}): object => ({
  ...river,
  title: `江边清洁 ${next()}`,
  shifts: [shift('2026-11-28', '09:00', '12:00')],
  ...change,
});

async function draft(world: World, change: object = {}): Promise<string> {
  return ok<{ id: string }>(
    await world.t.post(world.chief, '/api/activities', { project_id: await projectOf(world), ...draftBody(change) }),
  ).id;
}

async function published(world: World, change: object = {}): Promise<Activity> {
  const activity_id = await draft(world, change);
  const { state } = ok<{ state: string }>(
    await world.t.put(world.chief, `/api/activities/${activity_id}/submission`, {}),
  );
  if (state === 'submitted')
    ok(await world.t.put(world.deputy, `/api/activities/${activity_id}/approval`, { decision: 'approved' }));
  const shown = ok<{ shifts: { id: string }[] }>(await world.t.get(world.chief, `/api/activities/${activity_id}`));
  return { activity_id, shift_id: shown.shifts[0]?.id ?? '' };
}

async function waiting(world: World): Promise<string> {
  const id = await draft(world, { risks: ['water'], insurance: 'organisation' });
  ok(await world.t.put(world.chief, `/api/activities/${id}/submission`, {}));
  return id;
}

/** More than 200 people in a shift want a person above. */
async function waitingChange(world: World): Promise<Subject> {
  const { activity_id } = await published(world, { place: '云汀大道 1 号广场', ...(await fiveLeaders(world)) });
  const { activity_change_id } = ok<{ activity_change_id: string }>(
    await world.t.post(world.chief, `/api/activities/${activity_id}/shifts`, {
      shifts: [shift('2026-12-05', '09:00', '12:00', 201)],
    }),
  );
  return { params: { activity_id, activity_change_id }, body: { decision: 'returned', reason: '请分成两班' } };
}

async function fiveLeaders(world: World): Promise<{ leader_ids: string[] }> {
  return {
    leader_ids: await Promise.all([1, 2, 3, 4, 5].map(async (index) => (await world.t.person(`领队${index}`)).id)),
  };
}

async function signedUp(world: World): Promise<Activity & { person: TestPerson; sign_up_id: string }> {
  const activity = await published(world);
  const person = await world.t.volunteer(`志愿者${next()}`, world.county);
  const { sign_up_id } = ok<{ sign_up_id: string }>(
    await world.t.post(person, `/api/activities/${activity.activity_id}/shifts/${activity.shift_id}/sign-ups`, {
      risk_acknowledged: true,
    }),
  );
  return { ...activity, person, sign_up_id };
}

async function invited(world: World): Promise<Subject> {
  const activity = await published(world);
  const owner = await world.t.volunteer(`志愿者${next()}`, world.county);
  ok(
    await world.t.post(world.chief, `/api/activities/${activity.activity_id}/shifts/${activity.shift_id}/invitations`, {
      volunteer_numbers: [await numberOf(world, owner)],
    }),
  );
  const { rows } = ok<{ rows: { id: string }[] }>(await world.t.get(owner, '/api/me/invitations'));
  return { owner, params: { invitation_id: rows[0]?.id ?? '' }, body: { answer: 'accepted', risk_acknowledged: true } };
}

async function numberOf(world: World, person: TestPerson): Promise<string> {
  const [row] = await world.t.rows<{ number: string }>(sql`select number from volunteers where id = ${person.id}`);
  return row?.number ?? '';
}

const ofProject =
  (body?: () => object, more: Record<string, string> = {}) =>
  async (world: World): Promise<Subject> => ({
    params: { project_id: await projectOf(world), ...more },
    ...(body === undefined ? {} : { body: body() }),
  });
const ofDraft =
  (body: () => object) =>
  async (world: World): Promise<Subject> => ({ params: { activity_id: await draft(world) }, body: body() });
const ofPublished =
  (body?: object) =>
  async (world: World): Promise<Subject> => ({
    params: { activity_id: (await published(world)).activity_id },
    ...(body === undefined ? {} : { body }),
  });
const ofShift =
  (body: object) =>
  async (world: World): Promise<Subject> => ({ params: await published(world), body });

export const projectsRows: Rows = {
  'GET /api/projects': {
    access: 'list',
    make: async (world) => ({ marker: await projectOf(world), query: { limit: '200' } }),
  },
  'GET /api/projects/{project_id}': { access: 'placed', make: ofProject() },
  'POST /api/projects': {
    access: 'placed',
    make: (world) => ({ body: { organization_id: world.county.id, ...proposal } }),
  },
  'PUT /api/projects/{project_id}': { access: 'placed', make: ofProject(() => proposal) },
  'PUT /api/projects/{project_id}/stages/{stage}': {
    access: 'placed',
    make: ofProject(() => ({}), { stage: 'recruitment' }),
  },
  'PUT /api/projects/{project_id}/closing': {
    access: 'placed',
    make: ofProject(() => ({ summary: '完成' })),
    answers: 409,
  },
  'POST /api/projects/{project_id}/partners': {
    access: 'placed',
    make: ofProject(() => ({ name: '河长办', contribution: '工具' })),
  },
  'POST /api/project-conversions': {
    access: 'placed',
    make: async (world) => ({
      body: { activity_ids: [(await published(world)).activity_id, (await published(world)).activity_id], ...proposal },
    }),
  },
  'GET /api/repeated-activities': { access: 'list', make: repeated },
  'GET /api/project-figures': {
    access: 'placed',
    make: (world) => ({ query: { organization_id: world.county.id, year: '2026' } }),
  },
  'GET /api/project-figures/below': {
    access: 'placed',
    make: (world) => ({ query: { organization_id: world.county.id, year: '2026' } }),
  },
  'GET /api/project-figures.xlsx': {
    access: 'placed',
    make: (world) => ({ query: { organization_id: world.county.id, year: '2026' } }),
  },
  'GET /api/project-words': { access: 'open' },
  'GET /api/holidays': { access: 'signed_in', make: () => ({ query: { from: '2026-10-01', until: '2026-10-31' } }) },
  // One calendar for the whole installation: it belongs to the top of the tree
  'PUT /api/holidays/{day}': {
    access: 'placed',
    is_known: true,
    covers: { 'above alone': true },
    make: (world) => ({
      at: world.city,
      params: { day: '2026-12-31' },
      body: { name: '调休', is_off: true, source: '通知' },
    }),
  },
  'PUT /api/holiday-years/{year}': {
    access: 'placed',
    is_known: true,
    covers: { 'above alone': true },
    make: (world) => ({ at: world.city, params: { year: '2027' }, body: { source: '通知' } }),
  },

  'POST /api/activities': {
    access: 'placed',
    make: async (world) => ({ body: { project_id: await projectOf(world), ...draftBody() } }),
  },
  'PUT /api/activities/{activity_id}': { access: 'placed', make: ofDraft(draftBody) },
  'GET /api/activities/{activity_id}/publishing': { access: 'placed', make: ofDraft(() => ({})) },
  'PUT /api/activities/{activity_id}/submission': { access: 'placed', make: ofDraft(() => ({})) },
  'GET /api/activity-approvals': { access: 'list', make: async (world) => ({ marker: await waiting(world) }) },
  'PUT /api/activities/{activity_id}/approval': {
    access: 'placed',
    make: async (world) => ({ params: { activity_id: await waiting(world) }, body: { decision: 'approved' } }),
  },
  'PUT /api/activities/{activity_id}/cancellation': {
    access: 'placed',
    make: ofPublished({ reason: '台风' }),
    is_known: true,
  },
  'PUT /api/activities/{activity_id}/details': {
    access: 'placed',
    make: ofPublished({ place: '云汀湿地北门', gathering_note: '', contact_phone: '' }),
    is_known: true,
  },
  'POST /api/activities/{activity_id}/shifts': {
    access: 'placed',
    make: ofPublished({ shifts: [shift('2026-12-05', '09:00', '12:00')] }),
    is_known: true,
  },
  'PUT /api/activities/{activity_id}/shifts/{shift_id}/time': {
    access: 'placed',
    make: ofShift({
      starts_at: '2026-11-29T09:00:00+08:00',
      ends_at: '2026-11-29T12:00:00+08:00',
      reach: 'this',
      reason: '下雨改期',
    }),
    is_known: true,
  },
  'PUT /api/activities/{activity_id}/shifts/{shift_id}/cancellation': {
    access: 'placed',
    is_known: true,
    make: async (world) => ({
      params: await published(world, {
        shifts: [shift('2026-11-28', '09:00', '12:00'), shift('2026-11-29', '14:00', '16:00')],
      }),
      body: { reach: 'this', reason: '来不及准备' },
    }),
  },
  'PUT /api/activities/{activity_id}/activity-changes/{activity_change_id}/approval': {
    access: 'placed',
    make: waitingChange,
    is_known: true,
  },
  'PUT /api/activities/{activity_id}/leaders': {
    access: 'placed',
    make: async (world) => ({
      params: { activity_id: (await published(world)).activity_id },
      body: { kept_ids: [], left_ids: [world.chief.id], volunteer_numbers: [await numberOf(world, world.volunteer)] },
    }),
    is_known: true,
  },
  'PUT /api/activities/{activity_id}/activity-changes/{activity_change_id}/withdrawal': {
    access: 'owned',
    make: async (world) => ({ owner: world.chief, params: (await waitingChange(world)).params ?? {} }),
    is_known: true,
  },
  'PUT /api/activities/{activity_id}/shifts/{shift_id}/capacity': {
    access: 'placed',
    make: ofShift({ capacity: 30 }),
    is_known: true,
  },
  'PUT /api/activities/{activity_id}/delegation': {
    access: 'placed',
    is_known: true,
    needs: ['projects.publish', 'projects.read', 'projects.roster', 'records.check_in', 'records.confirm'],
    make: async (world) => ({
      params: { activity_id: (await published(world)).activity_id },
      body: { volunteer_number: await numberOf(world, world.volunteer), valid_until: '2026-12-10' },
    }),
  },
  'POST /api/activities/{activity_id}/co-hosts': {
    access: 'placed',
    is_known: true,
    make: async (world) => ({
      params: { activity_id: (await published(world)).activity_id },
      body: { organization_id: world.beside.id },
    }),
  },
  'PUT /api/activities/{activity_id}/co-hosts/{organization_id}/answer': {
    access: 'placed',
    is_known: true,
    make: async (world) => {
      const at = await world.t.organization(`合办单位 ${next()}`, world.city, { kind: 'unit' });
      const { activity_id } = await published(world);
      ok(await world.t.post(world.chief, `/api/activities/${activity_id}/co-hosts`, { organization_id: at.id }));
      return { at, params: { activity_id, organization_id: at.id }, body: { answer: 'accepted' } };
    },
  },
  'GET /api/activities.xlsx': { access: 'anywhere' },
  'GET /api/activities': {
    access: 'list',
    make: async (world) => ({ marker: await draft(world), query: { limit: '200' } }),
  },
  'GET /api/activities/{activity_id}': { access: 'open', make: ofPublished() },
  'GET /api/activities/{activity_id}/share': { access: 'open', make: ofPublished() },
  'GET /api/activities/{activity_id}/poster.pdf': { access: 'open', make: ofPublished() },
  'GET /api/open-activities': { access: 'open' },
  'GET /api/open-activities/counties': { access: 'open' },
  'GET /api/open-activities.jsonld': { access: 'open' },
  'GET /api/organizations/{organization_id}/calendar.ics': {
    access: 'open',
    make: (world) => ({ params: { organization_id: world.county.id } }),
  },
  'POST /api/shift-previews': {
    access: 'signed_in',
    make: () => ({
      body: {
        pattern: { every: 'day', from: '2026-12-01', until: '2026-12-05', start_clock: '09:00', end_clock: '11:00' },
      },
    }),
  },
  'GET /api/me/home': { access: 'signed_in' },

  'POST /api/activities/{activity_id}/shifts/{shift_id}/sign-ups': {
    access: 'signed_in',
    make: async (world) => ({
      owner: await world.t.volunteer(`志愿者${next()}`, world.county),
      ...(await ofShift({ risk_acknowledged: true })(world)),
    }),
  },
  'POST /api/activities/{activity_id}/shifts/{shift_id}/family-sign-ups': { access: 'owned', make: family },
  'PUT /api/me/sign-ups/{sign_up_id}/withdrawal': {
    access: 'owned',
    make: async (world) => {
      const { person, sign_up_id } = await signedUp(world);
      return { owner: person, params: { sign_up_id }, body: { reason: '临时有事' } };
    },
  },
  'GET /api/me/sign-ups': { access: 'signed_in' },
  'GET /api/volunteers/{volunteer_id}/sign-ups': {
    access: 'placed',
    make: (world) => ({ params: { volunteer_id: world.volunteer.id } }),
  },
  'GET /api/me/invitations': { access: 'signed_in' },
  'PUT /api/me/invitations/{invitation_id}/answer': { access: 'owned', make: invited },
  'PUT /api/me/calendar': { access: 'signed_in', make: () => ({ body: {} }) },
  'GET /api/calendars/{volunteer_id}/{token}': {
    access: 'open',
    make: async (world) => {
      const { url } = ok<{ url: string }>(await world.t.put(world.volunteer, '/api/me/calendar', {}));
      return { params: { volunteer_id: world.volunteer.id, token: url.split('/').at(-1) ?? '' } };
    },
  },
  'GET /api/activities/{activity_id}/roster': { access: 'placed', make: ofPublished(), is_known: true },
  'GET /api/activities/{activity_id}/roster.xlsx': { access: 'placed', make: ofPublished(), is_known: true },
  'POST /api/activities/{activity_id}/messages': {
    access: 'placed',
    make: ofPublished({ text: '请带雨衣' }),
    is_known: true,
  },
  'POST /api/activities/{activity_id}/shifts/{shift_id}/invitations': {
    access: 'placed',
    is_known: true,
    make: async (world) => ofShift({ volunteer_numbers: [await numberOf(world, world.volunteer)] })(world),
  },
  'PUT /api/activities/{activity_id}/sign-ups/{volunteer_id}/{sign_up_id}/no-show': {
    access: 'placed',
    is_known: true,
    answers: 409, // before the shift there is no "no-show"
    make: async (world) => {
      const { activity_id, person, sign_up_id } = await signedUp(world);
      return { params: { activity_id, volunteer_id: person.id, sign_up_id }, body: { reason: '没有到场' } };
    },
  },
};

/** A guardian and a child whom nobody else may sign up. */
async function family(world: World): Promise<Subject> {
  const owner = await world.t.volunteer(`家长${next()}`, world.county);
  const child = await world.t.volunteer(`孩子${next()}`, world.county, { birth_date: '2016-01-01' });
  await guard(world.t, child, owner);
  return {
    owner,
    params: await published(world, { minimum_age: 6, is_parent_child: true }),
    body: { risk_acknowledged: true, child_ids: [child.id] },
  };
}

/** The same name three times, so that it is offered for conversion. */
async function repeated(world: World): Promise<Subject> {
  const title = `每月清河 ${next()} 次`;
  const project_id = await projectOf(world);
  for (const day of ['2026-11-27', '2026-11-28', '2026-11-29']) {
    const { id } = ok<{ id: string }>(
      await world.t.post(world.chief, '/api/activities', {
        project_id,
        ...draftBody({ title, shifts: [shift(day, '09:00', '12:00')] }),
      }),
    );
    ok(await world.t.put(world.chief, `/api/activities/${id}/submission`, {}));
  }
  return { marker: title };
}
