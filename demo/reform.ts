/** Panzhihua's reform as its plan of 2020 lays it out: leading group, mechanism, action centre (P07, P08, P11). Names of the units are from the plan; what they did is invented. */
import type { Id } from '../domain/id.ts';
import type { MechanismRole } from '../domain/organizations/attributes.ts';
import type { OrganizationKind } from '../domain/organizations/kinds.ts';
import { addDays, businessDate } from '../domain/time.ts';
import { createOrganization } from '../server/organizations/tree/create-organization.ts';
import { addDocument } from '../server/organizations/profile/documents.ts';
import { approveJointPlan, openJointMatter, type NewJointMatter } from '../server/organizations/profile/joint-work.ts';
import { openTask, type NewTask } from '../server/organizations/profile/open-task.ts';
import { setAttribute, type NewAttribute } from '../server/organizations/profile/set-attribute.ts';
import type { Staff } from './staff.ts';
import { dayBefore, type Place, type Stage } from './stage.ts';
import type { Tree } from './tree.ts';

const city = '5104';
const members: readonly (readonly [string, MechanismRole])[] = [
  ['市委', 'leads'],
  ['市文明办', 'coordinates'],
  ['市委组织部', 'duty'],
  ['市委宣传部', 'duty'],
  ['市教育和体育局', 'duty'],
  ['市民政局', 'duty'],
  ['市人力资源社会保障局', 'duty'],
  ['市志愿服务联合会', 'joins'],
];
const outside: readonly string[] = ['市委', '市志愿服务联合会']; // of the mechanism, not of the leading group

export async function reform(stage: Stage, tree: Tree, staff: Staff, approver: Id): Promise<void> {
  const place = tree.places.get(city);
  const committee = tree.committees.get(city);
  const clerk = staff.rulers.get(city);
  if (place === undefined || committee === undefined || clerk === undefined) return;
  const work = new Work(stage, clerk);
  const group = await work.found(place, 'leading_group', '青年志愿服务工作改革推进领导小组（示例）');
  await work.document(group, 'founding', '关于成立改革推进领导小组的通知（示例）');
  const units = new Map<string, Place>([['团市委', committee]]);
  for (const [name] of members) units.set(name, await work.found(place, 'department', `${name}（示例）`));
  await work.attribute(committee, { kind: 'mechanism_role', body: { role: 'implements' } });
  for (const [name, role] of members)
    await work.attribute(unitOf(units, name), { kind: 'mechanism_role', body: { role } });
  for (const [name, unit] of units) {
    if (!outside.includes(name))
      await work.attribute(group, { kind: 'group_member', body: { item: unit.name, organization_id: unit.id } });
  }
  const plan = await work.joint(committee, {
    action: 'plan',
    title: '青年志愿服务改革年度安排（示例）',
    text: '健全领导体制，建好行动中心，每季通报进展',
    due_on: addDays(businessDate(stage.today), 30),
  });
  // whoever appointed the clerk is no second person beside the clerk
  await stage.act(approver, dayBefore(stage, 70, '10:00'), (writer) =>
    approveJointPlan(writer, {
      task_id: plan.id,
      organization_id: unitOf(units, '市委').id,
      outcome: '同意，请各单位落实',
    }),
  );
  await work.joint(unitOf(units, '市文明办'), {
    action: 'urge',
    unit_id: unitOf(units, '市民政局').id,
    title: '报送志愿服务组织登记情况',
    text: '请报本季度新登记的组织',
    due_on: addDays(businessDate(stage.today), 10),
  });
  await work.joint(unitOf(units, '市教育和体育局'), {
    action: 'report',
    title: '学校志愿服务队组建（示例）',
    text: '已在 12 所学校建队',
    occurred_on: businessDate(dayBefore(stage, 75, '10:00')),
  });
  await openCentre(work, committee);
}

/** P11: the centre's work under its four duties. */
async function openCentre(work: Work, committee: Place): Promise<void> {
  const centre = await work.found(committee, 'action_centre', '攀枝花市青年志愿者行动中心（示例）');
  await work.attribute(centre, { kind: 'set_up', body: { item: 'office', note: '市青少年宫二楼' } });
  await work.attribute(centre, { kind: 'set_up', body: { item: 'staff', note: '专职 2 名' } });
  const did = [
    ['guidance', '开放日接待 40 人（示例）'],
    ['promotion', '推动社区助老项目三个（示例）'],
    ['exchange', '与邻市中心交流（示例）'],
  ] as const;
  for (const [duty, title] of did)
    await work.task(centre, { kind: 'duty_work', body: { duty, title, occurred_on: work.day } });
  await work.task(centre, {
    kind: 'training_held',
    body: { title: '骨干志愿者培训（示例）', occurred_on: work.day, people: 36 },
  });
}

function unitOf(units: ReadonlyMap<string, Place>, name: string): Place {
  const unit = units.get(name);
  if (unit === undefined) throw new Error(`no unit ${name}`);
  return unit;
}

/** What the city's clerk wrote on one day. */
class Work {
  private readonly stage: Stage;
  private readonly clerk: Id;
  private readonly at: Date;
  readonly day: string;

  constructor(stage: Stage, clerk: Id) {
    this.stage = stage;
    this.clerk = clerk;
    this.at = dayBefore(stage, 75, '10:00');
    this.day = businessDate(this.at);
  }

  async found(parent: Place, kind: OrganizationKind, name_zh: string): Promise<Place> {
    const made = await this.stage.act(this.clerk, this.at, (writer) =>
      createOrganization(writer, { kind, name_zh, parent_id: parent.id, founded_on: this.day, is_example: true }),
    );
    return { ...made, name: name_zh, code: null };
  }

  attribute(place: Place, of: Pick<NewAttribute, 'kind' | 'body'>): Promise<{ id: Id }> {
    return this.stage.act(this.clerk, this.at, (writer) =>
      setAttribute(writer, { organization_id: place.id, attribute: { ...of, valid_from: this.day } as NewAttribute }),
    );
  }

  task(place: Place, task: NewTask): Promise<{ id: Id }> {
    return this.stage.act(this.clerk, this.at, (writer) => openTask(writer, { organization_id: place.id, task }));
  }

  joint(unit: Place, matter: NewJointMatter): Promise<{ id: Id }> {
    return this.stage.act(this.clerk, this.at, (writer) =>
      openJointMatter(writer, { organization_id: unit.id, matter }),
    );
  }

  async document(place: Place, kind: string, title: string): Promise<{ id: Id }> {
    const upload_id = await this.stage.file(this.clerk, this.at, {
      subject: 'organization_document',
      name: `${title}.txt`,
      bytes: Buffer.from(title),
    });
    return this.stage.act(this.clerk, this.at, (writer) =>
      addDocument(writer, { organization_id: place.id, kind, title, upload_id }),
    );
  }
}
