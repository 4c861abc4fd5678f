import { randomUUID } from 'node:crypto';
import { ruleKinds } from '../../../domain/organizations/rule-book-kinds.ts';
import { sql } from '../../db/sql.ts';
import { next, type Row, type Rows, type Subject } from '../row.ts';
import type { World } from '../world.ts';

/** An association of the county, where the record is kept. */
async function association(world: World): Promise<Subject> {
  const at = await world.t.organization(`协会 ${next()}`, world.county, {
    kind: 'youth_volunteer_association',
    level: 'county',
  });
  return { at, params: { organization_id: at.id } };
}
const withBody =
  (body: object) =>
  async (world: World): Promise<Subject> => ({ ...(await association(world)), body });

/** G35: what lies in a county is edited there; those above read and instruct. That an organisation exists is no secret. */
const edited = (make: Row['make'], answers?: number): Row => ({
  access: 'placed',
  needs: ['organizations.edit'],
  is_known: true,
  covers: { 'above and below': false },
  ...(make === undefined ? {} : { make }),
  ...(answers === undefined ? {} : { answers }),
});
const managed = (make: Row['make']): Row => ({
  access: 'placed',
  is_known: true,
  ...(make === undefined ? {} : { make }),
});

const attribute = { kind: 'headcount', body: { members: 3, staff: 1 }, valid_from: '2026-11-01' };
const task = { kind: 'correction', body: { title: '补档案', due_on: '2026-12-31' } };

async function laid(world: World, table: 'attributes' | 'tasks', from = '2026-11-01'): Promise<Subject> {
  const subject = await association(world);
  const id = await world.t.setUp(async (writer) => {
    const made = writer.newId();
    await writer.run(
      table === 'attributes'
        ? sql`insert into organization_attributes (id, organization_id, kind, body, valid_from, recorded_at) values (${made}, ${subject.at?.id}, 'headcount', '{"members": 3, "staff": 1}', ${from}, ${world.t.now})`
        : sql`insert into organization_tasks (id, organization_id, kind, title, body, opened_at) values (${made}, ${subject.at?.id}, 'bottleneck', '补档案', '{}', ${world.t.now})`,
    );
    return made;
  });
  return { at: subject.at, params: table === 'attributes' ? { attribute_id: id } : { task_id: id } } as Subject;
}

export async function documentOf(world: World): Promise<Subject> {
  const { at } = await association(world);
  const document_id = await world.t.setUp(async (writer) => {
    const id = writer.newId();
    await writer.run(sql`insert into organization_documents (id, organization_id, kind, title, recorded_at)
      values (${id}, ${at?.id}, 'minutes', '会议纪要', ${world.t.now})`);
    return id;
  });
  return { at, params: { document_id } };
}

async function ofKind(
  world: World,
  kind: 'city' | 'department',
  name: string,
): Promise<Required<Pick<Subject, 'at' | 'params'>>> {
  const at = await world.t.organization(`${name} ${next()}`, kind === 'city' ? world.city : world.county, {
    kind,
    level: kind === 'city' ? 'city' : 'county',
  });
  return { at, params: { organization_id: at.id } };
}

/** A unit of the county's mechanism (P08), and what else is laid with it. */
async function inMechanism(world: World, role: 'leads' | 'joins'): Promise<Required<Pick<Subject, 'at' | 'params'>>> {
  const unit = await ofKind(world, 'department', role === 'leads' ? '牵头单位' : '参与单位');
  await world.t.setUp(async (writer) =>
    writer.run(sql`
    insert into organization_attributes (id, organization_id, kind, body, valid_from, recorded_at)
    values (${writer.newId()}, ${unit.at.id}, 'mechanism_role', ${JSON.stringify({ role })}, '2026-11-01', ${world.t.now})`),
  );
  return unit;
}

async function jointPlan(world: World): Promise<Subject> {
  const [leading, joining] = [await inMechanism(world, 'leads'), await inMechanism(world, 'joins')];
  const task_id = await world.t.setUp(async (writer) => {
    const made = writer.newId();
    await writer.run(
      sql`insert into organization_tasks (id, organization_id, kind, title, body, due_on, opened_at) values (${made}, ${joining.at.id}, 'joint_plan', '全年计划', '{"text": "每季一次"}', '2026-12-31', ${world.t.now})`,
    );
    return made;
  });
  return { at: leading.at, params: { task_id }, body: { organization_id: leading.at.id, outcome: '同意' } };
}

const book = {
  kind: 'stars',
  body: ruleKinds.stars.default_body,
  title: '星级规则',
  citing_document: '县团字〔2026〕1号',
  valid_from: '2027-01-01',
};

/** Hours are decided by two people, so this one waits. */
async function proposal(world: World): Promise<Subject> {
  const marker = `计时办法 ${next()}`;
  const { at } = await association(world);
  const made = await world.t.post<{ proposal_id: string }>(
    world.chief,
    `/api/organizations/${at?.id ?? ''}/rule-books`,
    {
      kind: 'time_counting',
      body: ruleKinds.time_counting.default_body,
      title: marker,
      citing_document: '县团字〔2026〕2号',
      valid_from: '2027-01-01',
    },
  );
  return { ...(at === undefined ? {} : { at }), params: { proposal_id: made.body.proposal_id }, marker };
}

/** A survey that reached the county. */
async function survey(world: World): Promise<Subject> {
  const survey_id = await world.t.setUp(async (writer) => {
    const id = writer.newId();
    await writer.run(sql`insert into organization_tasks (id, organization_id, kind, title, body, due_on, opened_at)
      values (${writer.newId()}, ${world.county.id}, 'survey', '摸底', ${JSON.stringify({ survey_id: id, questions: ['有几支队伍？'], from: '市' })}, '2026-12-31', ${world.t.now})`);
    return id;
  });
  return { params: { survey_id } };
}

export const organizationRecordRows: Rows = {
  'GET /api/organizations/{organization_id}/profile': { access: 'placed', make: association },
  'GET /api/organizations/{organization_id}/relations': { access: 'placed', make: association },
  'POST /api/organizations/{organization_id}/attributes': edited(withBody(attribute)),
  'POST /api/organization-attributes/{attribute_id}/end': edited(async (world) => ({
    ...(await laid(world, 'attributes')),
    body: { ended_on: '2026-11-20', reason: '换届' },
  })),
  'POST /api/organization-attributes/{attribute_id}/taking-back': edited(async (world) => ({
    ...(await laid(world, 'attributes', '2199-01-01')),
    body: { reason: '计划有变' },
  })),
  'POST /api/organization-documents/{document_id}/withdrawal': edited(async (world) => ({
    ...(await documentOf(world)),
    body: { reason: '传错了' },
  })),
  'GET /api/organizations/{organization_id}/attributes/{kind}': {
    access: 'placed',
    make: async (world) => {
      const { at } = await association(world);
      return { at, params: { organization_id: at?.id ?? '', kind: 'headcount' } };
    },
  },
  'POST /api/organizations/{organization_id}/tasks': edited(withBody(task)),
  'POST /api/organization-tasks/{task_id}/closing': edited(async (world) => ({
    ...(await laid(world, 'tasks')),
    body: { closed_on: '2026-11-20', outcome: '已补' },
  })),
  'POST /api/organization-tasks/{task_id}/notes': {
    ...edited(async (world) => ({ ...(await laid(world, 'tasks')), body: { counterpart: '民政局', text: '已沟通' } })),
    or: ['organizations.manage'],
  },
  'POST /api/organizations/{organization_id}/self-checks': edited(
    withBody({ items: [{ title: '有章程', is_passed: true, due_on: null }] }),
  ),
  // a county asks no county below
  'POST /api/organizations/{organization_id}/surveys': managed(async (world) => ({
    ...(await ofKind(world, 'city', '分管的市')),
    body: { title: '摸底', questions: ['有几支队伍？'], due_on: '2026-12-31' },
  })),
  'GET /api/surveys': { access: 'placed', make: (world) => ({ query: { organization_id: world.county.id } }) },
  'GET /api/surveys/{survey_id}': { access: 'placed', make: survey },
  'GET /api/surveys/{survey_id}/workbook': { access: 'placed', make: survey },
  'GET /api/me/asked-of-organizations': { access: 'signed_in' },
  'POST /api/organizations/{organization_id}/documents': edited(
    async (world) => ({
      ...(await association(world)),
      body: { kind: 'system', title: '考勤制度', upload_id: randomUUID() },
    }),
    404,
  ), // whoever may is told that no such file was sent
  'GET /api/organizations/{organization_id}/mechanism': { access: 'placed', make: association },
  'POST /api/organizations/{organization_id}/joint-matters': edited(async (world) => ({
    ...(await inMechanism(world, 'joins')),
    body: { action: 'report', title: '进展', text: '开展 6 场', occurred_on: '2026-11-20' },
  })),
  'POST /api/joint-plans/{task_id}/approval': edited(jointPlan),
  'GET /api/organizations/{organization_id}/guidance': {
    access: 'placed',
    needs: ['organizations.read'],
    make: association,
  },
  'GET /api/organizations/{organization_id}/selections': {
    access: 'placed',
    make: (world) => ({ params: { organization_id: world.county.id } }),
  },
  'POST /api/organizations/{organization_id}/selections': managed(async (world) => {
    const { at } = await association(world);
    return {
      params: { organization_id: world.county.id },
      body: { decided_on: '2026-11-20', reason: '活跃', candidate_ids: [at?.id], chosen_ids: [at?.id] },
    };
  }),
  // Whoever reads a place above alone is shown that one
  'GET /api/county-overview': {
    access: 'placed',
    covers: { 'above alone': true },
    make: (world) => ({ query: { organization_id: world.county.id } }),
  },
  'GET /api/county-overview/export': {
    access: 'placed',
    make: (world) => ({ query: { organization_id: world.county.id } }),
  },
  'GET /api/organization-lists/{list}': {
    access: 'placed',
    make: (world) => ({ params: { list: 'demonstration' }, query: { organization_id: world.county.id } }),
  },
  'GET /api/organization-lists/{list}/export': {
    access: 'placed',
    make: (world) => ({ params: { list: 'demonstration' }, query: { organization_id: world.county.id } }),
  },
  'GET /api/rule-books': { access: 'signed_in', make: (world) => ({ query: { organization_id: world.county.id } }) },
  'GET /api/rule-books/{rule_book_id}': {
    access: 'signed_in',
    make: async (world) => {
      const at = await world.t.organization(`协会 ${next()}`, world.county, {
        kind: 'youth_volunteer_association',
        level: 'county',
      });
      const made = await world.t.post<{ id: string }>(world.chief, `/api/organizations/${at.id}/rule-books`, book);
      return { params: { rule_book_id: made.body.id } };
    },
  },
  'POST /api/organizations/{organization_id}/rule-books': { access: 'placed', is_known: true, make: withBody(book) },
  'POST /api/organizations/{organization_id}/rule-book-previews': {
    access: 'placed',
    is_known: true,
    make: withBody(book),
  },
  'GET /api/rule-book-proposals': { access: 'list', make: proposal },
  'GET /api/rule-book-proposals/{proposal_id}': {
    access: 'placed',
    needs: ['organizations.rules'],
    or: ['organizations.read'],
    make: proposal,
  },
  'GET /api/rule-book-proposals/{proposal_id}/effect': {
    access: 'placed',
    needs: ['organizations.rules'],
    or: ['organizations.read'],
    make: proposal,
  },
  'POST /api/rule-book-proposals/{proposal_id}/decision': {
    access: 'placed',
    needs: ['organizations.rules'],
    make: async (world) => ({ ...(await proposal(world)), body: { decision: 'approve', reason: '同意' } }),
  },
};
