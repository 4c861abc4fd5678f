import { Secret, TOTP } from 'otpauth';
import type { Permission } from '../../../domain/permissions.ts';
import { sql } from '../../db/sql.ts';
import { jobs } from '../../nouns.ts';
import { next, type Rows, type Subject } from '../row.ts';
import { codeFor, newPhone, signedUp } from '../sign-in.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import type { World } from '../world.ts';

const password = '春风十里不如你的微笑';
const grantDays = { valid_from: '2026-11-21', valid_until: '2027-01-31' };

async function roleOf(world: World, permissions: readonly Permission[] = ['accounts.grant']): Promise<string> {
  const answer = await world.t.post<{ id: string }>(world.chief, '/api/roles', {
    organization_id: world.county.id,
    name_zh: `角色 ${next()}`,
    name_en: `role ${next()}`,
    permissions,
  });
  return answer.body.id;
}

/** One that can approve, so that it waits for another administrator. */
const waitingGrantOf = async (world: World): Promise<string> =>
  grantOf(world, await roleOf(world, ['volunteers.merge']));

async function grantOf(world: World, role?: string): Promise<string> {
  const holder = await world.t.person('受托人');
  const answer = await world.t.post<{ id: string }>(world.chief, '/api/grants', {
    role_id: role ?? (await roleOf(world)),
    person_id: holder.id,
    organization_id: world.county.id,
    is_below: false,
    ...grantDays,
  });
  return answer.body.id;
}

/** Somebody of a phone and a name, who has never signed in. */
async function newcomerGrant(world: World): Promise<string> {
  const answer = await world.t.post<{ id: string }>(world.chief, '/api/grants', {
    role_id: await roleOf(world),
    phone: newPhone(),
    name: '新来的',
    organization_id: world.county.id,
    is_below: false,
    ...grantDays,
  });
  return answer.body.id;
}

async function linkOf(world: World): Promise<string> {
  const { link } = (
    await world.t.post<{ link: string }>(world.chief, `/api/grants/${await newcomerGrant(world)}/invitation`)
  ).body;
  return link.split('#')[1] ?? '';
}

/** Signed in by nothing but a code, on a device that is not known. */
async function unshown(world: World): Promise<TestPerson> {
  const owner = await world.t.volunteer('新设备的人', world.county);
  await world.t.setUp((writer) =>
    writer.run(sql`update sessions set is_owner_shown = false where person_id = ${owner.id}`),
  );
  return owner;
}

async function withAuthenticator(world: World): Promise<Subject> {
  const owner = await signedUp(world);
  const begun = await world.t.post<{ secret: string }>(owner, '/api/me/authenticator');
  return {
    owner,
    body: {
      digits: new TOTP({ secret: Secret.fromBase32(begun.body.secret) }).generate({ timestamp: world.t.now.getTime() }),
    },
  };
}

/** The marker is the reason of a look at the county. */
async function personalDataLook(world: World): Promise<Subject> {
  const reason = `核对保险名单第 ${next()} 号`;
  await world.t.post(world.chief, `/api/volunteers/${world.volunteer.id}/reveal`, { reason });
  return { marker: reason, query: { year: '2026' } };
}

const roleBody = () => ({ name_zh: `角色 ${next()}`, name_en: `role ${next()}`, permissions: ['accounts.grant'] });

export const accountsRows: Rows = {
  'POST /api/sign-in/codes': { access: 'open', make: () => ({ body: { phone: newPhone(), purpose: 'sign_in' } }) },
  'POST /api/sign-in/code': {
    // Whoever is signed in already is signed out by it, so they come with a session of their own
    access: 'open',
    make: async (world) => {
      const phone = newPhone();
      return { owner: await signedUp(world), body: { phone, code: await codeFor(world, phone) } };
    },
  },
  'POST /api/sign-in/password': {
    access: 'open',
    make: async (world) => {
      const person = await signedUp(world);
      await world.t.put(person, '/api/me/password', { password });
      return { owner: person, body: { phone: person.phone, password } };
    },
  },
  'GET /api/sign-in/demonstration-people': { access: 'open' },
  // The world of the proofs is no demonstration: there is nobody to become
  'POST /api/sign-in/demonstration': {
    access: 'open',
    make: (world) => ({ body: { person_id: world.chief.id } }),
    answers: 404,
  },
  'POST /api/sign-out': { access: 'signed_in', make: async (world) => ({ owner: await signedUp(world) }) },
  'POST /api/sign-in/second-factor': { access: 'signed_in', make: withAuthenticator },
  'POST /api/me/authenticator': { access: 'signed_in', make: async (world) => ({ owner: await signedUp(world) }) },
  'PUT /api/me/authenticator': { access: 'signed_in', make: withAuthenticator },
  'GET /api/me/security': { access: 'signed_in' },
  'PUT /api/me/password': {
    access: 'signed_in',
    make: async (world) => ({ owner: await signedUp(world), body: { password } }),
  },
  'PUT /api/me/phone': {
    access: 'signed_in',
    make: async (world) => {
      const phone = newPhone();
      return { owner: await signedUp(world), body: { phone, code: await codeFor(world, phone, 'change_phone') } };
    },
  },
  'POST /api/me/phone/codes': {
    access: 'signed_in',
    make: async (world) => ({ owner: await world.t.volunteer('换手机的人', world.county, { phone: newPhone() }) }),
  },
  'POST /api/me/owner-proof': {
    access: 'signed_in',
    make: async (world) => ({ owner: await unshown(world), body: { way: 'birth_date', value: '1990-05-04' } }),
  },
  'POST /api/me/not-mine': { access: 'signed_in', make: async (world) => ({ owner: await unshown(world) }) },
  'POST /api/me/sessions/{session_id}/owner': {
    access: 'owned',
    make: async (world) => {
      const owner = await world.t.volunteer('两台设备的人', world.county);
      const other = await world.t.signedIn(owner.id, owner.name);
      await world.t.setUp((writer) =>
        writer.run(
          sql`update sessions set is_owner_shown = false where token_hash = ${writer.secrets.tokenHash(other.token)}`,
        ),
      );
      const found = await world.t.get<{ sessions: { id: string; is_owner_shown: boolean }[] }>(
        owner,
        '/api/me/security',
      );
      return {
        owner,
        params: { session_id: found.body.sessions.find((session) => !session.is_owner_shown)?.id ?? '' },
      };
    },
  },
  'DELETE /api/me/sessions/{session_id}': {
    access: 'owned',
    make: async (world) => {
      const owner = await signedUp(world);
      const found = await world.t.get<{ sessions: { id: string }[] }>(owner, '/api/me/security');
      return { owner, params: { session_id: found.body.sessions[0]?.id ?? '' } };
    },
  },
  'GET /api/me/saved-views': { access: 'signed_in', make: () => ({ query: { list: 'service-records' } }) },
  'POST /api/me/saved-views': {
    access: 'signed_in',
    make: () => ({ body: { list: 'service-records', name: `视图 ${next()}`, query: 'state=reversed' } }),
  },
  'DELETE /api/me/saved-views/{view_id}': {
    access: 'owned',
    make: async (world) => {
      const owner = await signedUp(world);
      const view = { list: 'activities', name: '本周', query: 'sort=title' };
      const saved = await world.t.post<{ id: string }>(owner, '/api/me/saved-views', view);
      return { owner, params: { view_id: saved.body.id } };
    },
  },
  'GET /api/me/notices': { access: 'signed_in' },
  'GET /api/me/notice-preferences': { access: 'signed_in' },
  'PUT /api/me/notice-preferences': {
    access: 'signed_in',
    make: () => ({ body: { kind: 'projects.invited', channel: 'sms', is_on: true } }),
  },
  'PUT /api/me/notices/read': { access: 'signed_in', make: () => ({ body: {} }) },
  'GET /api/people/{person_id}/data-viewers': {
    access: 'placed',
    needs: ['volunteers.read'],
    make: async (world) => {
      const owner = await world.t.volunteer('被看见的人', world.county);
      return { owner, params: { person_id: owner.id } };
    },
  },

  'GET /api/roles': { access: 'placed', make: (world) => ({ query: { organization_id: world.county.id } }) },
  'POST /api/roles': {
    access: 'placed',
    make: (world) => ({ body: { ...roleBody(), organization_id: world.county.id } }),
  },
  'PUT /api/roles/{role_id}': {
    access: 'placed',
    make: async (world) => ({ params: { role_id: await roleOf(world) }, body: roleBody() }),
  },
  'DELETE /api/roles/{role_id}': {
    access: 'placed',
    make: async (world) => ({ params: { role_id: await roleOf(world) } }),
  },
  'GET /api/grants': { access: 'placed', make: (world) => ({ query: { organization_id: world.county.id } }) },
  'POST /api/grants': {
    access: 'placed',
    make: async (world) => ({
      body: {
        role_id: await roleOf(world),
        person_id: (await world.t.person('受托人')).id,
        organization_id: world.county.id,
        is_below: false,
        ...grantDays,
      },
    }),
  },
  // Nobody in the world of the proofs was named by the operator
  'POST /api/organizations/{organization_id}/own-grant': {
    access: 'placed',
    make: (world) => ({ params: { organization_id: world.county.id } }),
    answers: 409,
  },
  'GET /api/second-people': {
    access: 'placed',
    make: (world) => ({ query: { organization_id: world.county.id, permission: 'records.approve' } }),
  },
  'GET /api/waiting-grants': {
    access: 'list',
    make: async (world) => {
      const marker = await waitingGrantOf(world);
      return { marker, query: { limit: '200' } };
    },
  },
  'POST /api/grants/{grant_id}/confirmation': {
    access: 'placed',
    needs: ['accounts.grant', 'volunteers.merge'],
    make: async (world) => ({ params: { grant_id: await waitingGrantOf(world) } }),
  },
  'POST /api/sign-in/link/opening': {
    access: 'open',
    make: async (world) => ({ body: { token: await linkOf(world) } }),
  },
  'POST /api/sign-in/link': {
    access: 'open',
    make: async (world) => {
      const token = await linkOf(world);
      const { authenticator } = (
        await world.t.post<{ authenticator: { secret: string } }>(null, '/api/sign-in/link/opening', { token })
      ).body;
      const { secret } = authenticator;
      return {
        owner: await signedUp(world),
        body: {
          token,
          password,
          digits: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.t.now.getTime() }),
        },
      };
    },
  },
  'POST /api/grants/{grant_id}/invitation': {
    access: 'placed',
    needs: ['accounts.grant'],
    make: async (world) => ({ params: { grant_id: await newcomerGrant(world) } }),
  },
  'DELETE /api/grants/{grant_id}': {
    access: 'placed',
    needs: ['accounts.grant'],
    make: async (world) => ({ params: { grant_id: await grantOf(world) }, body: { reason: '任期结束' } }),
  },

  'GET /api/personal-data-report': { access: 'list', make: personalDataLook },
  'GET /api/personal-data-report/workbook': { access: 'anywhere', make: () => ({ query: { year: '2026' } }) },
  'GET /api/audit': {
    access: 'list',
    make: async (world) => {
      const marker = await roleOf(world);
      return { marker, query: { limit: '200' } };
    },
  },
  'GET /api/jobs': { access: 'anywhere' },
  'POST /api/jobs/{name}/retry': { access: 'anywhere', make: () => ({ params: { name: jobs[0]?.name ?? '' } }) },
};
