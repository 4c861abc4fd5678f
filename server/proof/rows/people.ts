import { buffer } from 'node:stream/consumers';
import { sql } from '../../db/sql.ts';
import { writeWorkbook } from '../../files/write-sheet.ts';
import { codeAt } from '../../records/fixtures.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { next, type Rows, type Subject } from '../row.ts';
import { newPhone, signedUp } from '../sign-in.ts';
import type { World } from '../world.ts';
import { newDocument, registration } from './volunteers.ts';

/** Somebody who registered by the front access, with a document and a phone. */
export async function registered(world: World, inputs: object = {}): Promise<TestPerson> {
  const person = await signedUp(world);
  const answer = await world.t.post(person, '/api/registration', await registration(world, inputs));
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return person;
}

function ok<T>(answer: { status: number; body: unknown }): T {
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as T;
}

/** The owner of one's own page, with a body. */
const mine =
  (body?: object) =>
  async (world: World): Promise<Subject> => ({
    owner: await registered(world),
    ...(body === undefined ? {} : { body }),
  });
const about =
  (body?: object) =>
  async (world: World): Promise<Subject> => ({
    params: { volunteer_id: (await registered(world)).id },
    ...(body === undefined ? {} : { body }),
  });
const minor = (world: World): Promise<TestPerson> =>
  registered(world, { document_number: newDocument('2010-03-04'), guardian_phone: newPhone() });

async function membership(world: World): Promise<Subject> {
  const owner = await registered(world);
  ok(await world.t.post(owner, '/api/me/memberships', { organization_id: world.county.id, label: '邻舍+' }));
  const { memberships } = ok<{ memberships: { id: string; label: string | null }[] }>(
    await world.t.get(owner, '/api/me/volunteer'),
  );
  return {
    owner,
    params: { membership_id: memberships.find(({ label }) => label !== null)?.id ?? memberships[0]?.id ?? '' },
  };
}

async function consent(world: World): Promise<Subject> {
  const owner = await registered(world);
  ok(await world.t.post(owner, '/api/me/consents', { kind: 'publish' }));
  const { rows } = ok<{ rows: { id: string; kind: string }[] }>(await world.t.get(owner, '/api/me/consents'));
  return { owner, params: { consent_id: rows.find(({ kind }) => kind === 'publish')?.id ?? '' } };
}

async function card(world: World): Promise<Subject> {
  const owner = await registered(world);
  ok(await world.t.post(owner, '/api/me/cards', { kind: 'citizen_card', number: `A${10_000_000 + next()}` }));
  const { cards } = ok<{ cards: { id: string }[] }>(await world.t.get(owner, '/api/me/volunteer'));
  return { owner, params: { card_id: cards[0]?.id ?? '' } };
}

async function matter(world: World, body?: object): Promise<Subject> {
  const owner = await registered(world);
  ok(
    await world.t.post(owner, '/api/me/rights-matters', {
      organization_id: world.county.id,
      kind: matterKind,
      title: '报销',
      content: '车费没有报',
    }),
  );
  const { rows } = ok<{ rows: { id: string }[] }>(await world.t.get(owner, '/api/me/rights-matters'));
  const id = rows[0]?.id ?? '';
  return { owner, marker: id, params: { matter_id: id }, ...(body === undefined ? {} : { body }) };
}
const matterKind = 'other';

/** Recorded elsewhere in the name of the county. */
async function honourToConfirm(world: World): Promise<{ volunteer_id: string; honour_id: string }> {
  const { id: volunteer_id } = await registered(world);
  return world.t.setUp(async (writer) => {
    const honour_id = writer.newId();
    await writer.run(sql`
      insert into honours (volunteer_id, id, title, issuer_id, issued_on, recorded_by, recorded_at)
      values (${volunteer_id}, ${honour_id}, '优秀志愿者', ${world.county.id}, '2026-11-01', ${writer.newId()}, ${writer.now})`);
    return { volunteer_id, honour_id };
  });
}

async function merge(world: World): Promise<{ kept: TestPerson; duplicate: TestPerson; id: string }> {
  // two resident numbers would be two people: the roster that brought the duplicate had none
  const [kept, duplicate] = [await registered(world), await world.t.volunteer('登记两次的人', world.county)];
  const { id } = ok<{ id: string }>(
    await world.t.post(world.deputy, '/api/merge-requests', {
      kept_id: kept.id,
      duplicate_id: duplicate.id,
      reason: '同一人登记两次',
    }),
  );
  return { kept, duplicate, id };
}

async function access(world: World): Promise<string> {
  const child = await minor(world);
  return ok<{ request_id: string }>(
    await world.t.post(world.deputy, `/api/volunteers/${child.id}/minor-access`, { reason: '家访' }),
  ).request_id;
}

async function branchSheet(world: World): Promise<Subject> {
  const bytes = await buffer(
    writeWorkbook('名单', [{ header: '姓名' }, { header: '身份证号' }], [['赵一', newDocument()]]),
  );
  return { upload: { name: '团员.xlsx', bytes, fields: { branch_id: world.county.id } } };
}

async function recovery(world: World): Promise<{ owner: TestPerson; id: string }> {
  const owner = await world.t.volunteer('丢了手机的人', world.county, { phone: newPhone() });
  const { id } = ok<{ id: string }>(
    await world.t.post(world.deputy, `/api/volunteers/${owner.id}/phone-recoveries`, {
      phone: newPhone(),
      document_type: 'resident_id',
      reason: '手机丢了',
    }),
  );
  return { owner, id };
}

export const peopleRows: Rows = {
  'GET /api/me/volunteer': { access: 'signed_in', make: mine() },
  'PUT /api/me/volunteer/profile': {
    access: 'signed_in',
    make: mine({ languages: [], availability: [], skills: ['急救'], compound_id: null, school: null }),
  },
  'GET /api/me/volunteer/terms': { access: 'signed_in', make: mine() },
  'POST /api/me/volunteer/terms': {
    access: 'signed_in',
    make: async (world) => {
      const { terms_version } = (await registration(world)) as { terms_version: string };
      return { owner: await registered(world), body: { version: terms_version, acknowledges_spirit: true } };
    },
  },
  'GET /api/me/card': { access: 'signed_in', make: mine() },
  'POST /api/me/guardian-requests': {
    access: 'signed_in',
    make: async (world) => ({ owner: await minor(world), body: { role: 'parent', phone: newPhone() } }),
  },
  'POST /api/me/memberships': {
    access: 'signed_in',
    make: async (world) => ({ owner: await registered(world), body: { organization_id: world.town.id } }),
  },
  'DELETE /api/me/memberships/{membership_id}': { access: 'owned', make: membership },
  'POST /api/me/volunteer/withdrawal': { access: 'signed_in', make: mine({ reason: '搬家' }) },
  'POST /api/me/volunteer/erasure': { access: 'signed_in', make: mine({ confirms: true }) },
  'GET /api/me/consents': { access: 'signed_in', make: mine() },
  'POST /api/me/consents': { access: 'signed_in', make: mine({ kind: 'publish' }) },
  'DELETE /api/me/consents/{consent_id}': { access: 'owned', make: consent },
  'GET /api/me/export.json': { access: 'signed_in', make: mine() },
  'GET /api/me/export.xlsx': { access: 'signed_in', make: mine() },
  'GET /api/me/looks': { access: 'signed_in', make: mine() },
  'POST /api/me/cards': {
    access: 'signed_in',
    make: async (world) => ({
      owner: await registered(world),
      body: { kind: 'citizen_card', number: `A${10_000_000 + next()}` },
    }),
  },
  'DELETE /api/me/cards/{card_id}': { access: 'owned', make: card },
  'GET /api/me/rights-matters': { access: 'signed_in', make: mine() },
  'POST /api/me/rights-matters': {
    access: 'signed_in',
    make: async (world) => ({
      owner: await registered(world),
      body: { organization_id: world.county.id, kind: matterKind, title: '报销', content: '车费没有报' },
    }),
  },
  'POST /api/me/rights-matters/{matter_id}/closing': { access: 'owned', make: (world) => matter(world) },
  'GET /api/me/merge-requests': { access: 'signed_in', make: mine() },
  'POST /api/me/merge-requests/{merge_id}/answer': {
    access: 'owned',
    make: async (world) => {
      const { kept, id } = await merge(world);
      return { owner: kept, params: { merge_id: id }, body: { agrees: true } };
    },
  },

  'POST /api/volunteers': {
    access: 'placed',
    make: (world) =>
      Promise.resolve({
        body: {
          name: '赵一',
          document_type: 'resident_id',
          document_number: newDocument(),
          birth_date: null,
          phone: newPhone(),
          organization_id: world.county.id,
          compound_id: null,
          is_pupil: false,
          guardian_phone: null,
          teacher_phone: null,
        },
      }),
  },
  'POST /api/volunteers/{volunteer_id}/sign-in-link': {
    access: 'placed',
    answers: 409, // this world shows its codes, so nobody needs a link
    make: async (world) => ({ params: { volunteer_id: (await world.t.volunteer('到场登记的人', world.county)).id } }),
  },
  'GET /api/volunteers': {
    access: 'list',
    make: async (world) => {
      const at = await world.t.organization(`新县 ${next()}`, world.city, { kind: 'county', level: 'county' });
      const person = await world.t.volunteer('在册的人', at);
      return { at, marker: person.id, query: { organization_id: at.id } };
    },
  },
  'GET /api/volunteers.xlsx': { access: 'anywhere' },
  'GET /api/volunteers/{volunteer_id}': { access: 'placed', make: about() },
  'POST /api/volunteers/{volunteer_id}/reveal': { access: 'placed', make: about({ reason: '核对保险' }) },
  'PUT /api/volunteers/{volunteer_id}': {
    access: 'placed',
    make: async (world) =>
      about({
        is_pupil: false,
        is_self_supporting: false,
        is_league_member: true,
        school: null,
        organization_id: world.county.id,
        reason: '更正',
      })(world),
  },
  'POST /api/volunteers/{volunteer_id}/memberships/{membership_id}/label': {
    access: 'placed',
    make: async (world) => {
      const { owner, params } = await membership(world);
      return { params: { volunteer_id: owner?.id ?? '', ...params }, body: { confirms: true } };
    },
  },
  'POST /api/volunteers/{volunteer_id}/honours': {
    access: 'placed',
    make: async (world) =>
      about({ title: '优秀志愿者', issuer_id: world.county.id, issued_on: '2026-11-01', document: '县团字1号' })(world),
  },
  'GET /api/honours-to-confirm': {
    access: 'list',
    make: async (world) => ({ marker: (await honourToConfirm(world)).honour_id, query: { limit: '200' } }),
  },
  'POST /api/volunteers/{volunteer_id}/honours/{honour_id}/decision': {
    access: 'placed',
    make: async (world) => ({ params: await honourToConfirm(world), body: { confirms: true } }),
  },
  'POST /api/volunteers/{volunteer_id}/insurance': {
    access: 'placed',
    make: about({ insurer: '人保', policy_number: 'P1', valid_from: '2026-01-01', valid_until: '2026-12-31' }),
  },
  'POST /api/volunteers/{volunteer_id}/skills': {
    access: 'placed',
    make: about({ skill: '急救', certificate: '红十字会 1', valid_until: null }),
  },
  'POST /api/volunteers/{volunteer_id}/minor-access': {
    access: 'placed',
    make: async (world) => ({ params: { volunteer_id: (await minor(world)).id }, body: { reason: '家访' } }),
  },
  'GET /api/minor-access-requests': {
    access: 'list',
    make: async (world) => ({ marker: await access(world), query: { limit: '200' } }),
  },
  'POST /api/minor-access-requests/{request_id}/decision': {
    access: 'placed',
    make: async (world) => ({ params: { request_id: await access(world) }, body: { approves: true } }),
  },
  // Whoever holds it shows it: a rotating card is good for half a minute, and any desk may read it
  'POST /api/card-lookups': {
    access: 'anywhere',
    needs: ['records.check_in'],
    or: ['volunteers.read'],
    make: async (world) => ({
      body: { scanned: codeAt(world.t, { kind: 'card', id: (await registered(world)).id }, world.t.now) },
    }),
  },
  'POST /api/volunteers/{volunteer_id}/phone-recoveries': {
    access: 'placed',
    make: async (world) => ({
      params: { volunteer_id: (await world.t.volunteer('丢了手机的人', world.county)).id },
      body: { phone: newPhone(), document_type: 'resident_id', reason: '手机丢了' },
    }),
  },
  'GET /api/phone-recoveries': {
    access: 'list',
    make: async (world) => ({ marker: (await recovery(world)).id, query: { limit: '200' } }),
  },
  'POST /api/phone-recoveries/{recovery_id}/decision': {
    access: 'placed',
    make: async (world) => ({
      params: { recovery_id: (await recovery(world)).id },
      body: { approves: false, reason: '没有见到证件' },
    }),
  },
  'GET /api/me/phone-recoveries': { access: 'signed_in', make: mine() },
  'POST /api/me/phone-recoveries/{recovery_id}/objection': {
    access: 'owned',
    make: async (world) => {
      const { owner, id } = await recovery(world);
      return { owner, params: { recovery_id: id } };
    },
  },
  'POST /api/phone-recovery-objections': {
    access: 'open',
    make: async (world) => {
      const { id } = await recovery(world);
      const { shown_link } = ok<{ shown_link: string }>(
        await world.t.post(world.chief, `/api/phone-recoveries/${id}/decision`, {
          approves: true,
          reason: '核对了证件',
        }),
      );
      return { body: { token: shown_link.split('#')[1] ?? '' } };
    },
  },
  'POST /api/merge-requests': {
    access: 'placed',
    make: async (world) => ({
      body: {
        kept_id: (await registered(world)).id,
        duplicate_id: (await world.t.volunteer('登记两次的人', world.county)).id,
        reason: '同一人',
      },
    }),
  },
  'GET /api/merge-requests': {
    access: 'list',
    make: async (world) => ({ marker: (await merge(world)).id, query: { limit: '200' } }),
  },
  'POST /api/merge-requests/{merge_id}/decision': {
    access: 'placed',
    make: async (world) => ({
      params: { merge_id: (await merge(world)).id },
      body: { merges: false, reason: '不是同一人' },
    }),
  },
  'POST /api/volunteer-terms': {
    access: 'placed',
    is_known: true,
    make: async (world) => {
      const text = '志愿者有权了解真实信息 a volunteer may know';
      const at = await world.t.organization(`协会 ${next()}`, world.city);
      return {
        at,
        body: { organization_id: at.id, rights_zh: text, rights_en: text, duties_zh: text, duties_en: text },
      };
    },
  },

  'GET /api/rights-matters': {
    access: 'list',
    make: async (world) => ({ ...(await matter(world)), query: { limit: '200' } }),
  },
  'POST /api/rights-matters/{matter_id}/answer': {
    access: 'placed',
    make: async (world) => ({ ...(await matter(world, { answer: '已补报' })), owner: undefined }),
  },
  'POST /api/recruiting-campaigns': {
    access: 'placed',
    is_known: true,
    make: async (world) => ({ body: { organization_id: world.county.id, name: `招募 ${next()}` } }),
  },
  'GET /api/volunteer-joiners': {
    access: 'placed',
    make: (world) => ({ query: { organization_id: world.county.id } }),
  },
  'GET /api/volunteer-joiners.xlsx': {
    access: 'placed',
    make: (world) => ({ query: { organization_id: world.county.id } }),
  },
  'GET /api/resident-share': { access: 'placed', make: (world) => ({ query: { organization_id: world.county.id } }) },
  'GET /api/league-members': { access: 'placed', make: (world) => ({ query: { branch_id: world.county.id } }) },
  'POST /api/league-members/preview': { access: 'placed', make: branchSheet },
  'POST /api/league-members': { access: 'placed', make: branchSheet },
};
