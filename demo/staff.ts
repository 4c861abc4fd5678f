/** Who works where: roles shaped by the administrator, and people appointed to them. */
import type { Permission } from '../domain/access.ts';
import type { Id } from '../domain/id.ts';
import { grantRole } from '../server/accounts/grant-role.ts';
import { personForGrant } from '../server/accounts/person-for-grant.ts';
import { shapeRole } from '../server/accounts/shape-role.ts';
import { inventedName, inventedPhone } from './people-names.ts';
import type { Place, Stage } from './stage.ts';
import { showplaces, type Tree } from './tree.ts';

type RoleName = 'committee' | 'reviewer' | 'leader' | 'helper' | 'privacy' | 'auditor';
type RoleText = { readonly zh: string; readonly en: string; readonly permissions: readonly Permission[] };

const roleTexts: Readonly<Record<RoleName, RoleText>> = {
  committee: {
    zh: '团委志愿服务干事', en: 'League committee officer',
    permissions: [
      'organizations.read', 'organizations.manage', 'organizations.edit', 'organizations.rules', 'accounts.grant', 'volunteers.read', 'volunteers.register',
      'volunteers.edit', 'volunteers.rights', 'projects.read', 'projects.write', 'projects.publish', 'projects.approve', 'projects.roster', 'records.read',
      'records.check_in', 'records.confirm', 'records.propose', 'records.certify',
    ],
  },
  reviewer: {
    zh: '复核员', en: 'Second reviewer',
    permissions: ['organizations.read', 'volunteers.read', 'volunteers.merge', 'volunteers.approve_minor_access', 'projects.read', 'projects.approve', 'records.read', 'records.approve'],
  },
  leader: {
    zh: '服务队队长', en: 'Team leader',
    permissions: [
      'organizations.read', 'organizations.edit', 'volunteers.read', 'volunteers.register', 'projects.read', 'projects.write', 'projects.publish', 'projects.roster',
      'records.read', 'records.check_in', 'records.confirm', 'records.propose', 'records.certify',
    ],
  },
  helper: { zh: '现场签到员', en: 'Check-in helper', permissions: ['projects.read', 'records.check_in'] },
  privacy: {
    zh: '个人信息保护专员', en: 'Privacy officer',
    permissions: ['organizations.read', 'volunteers.read', 'volunteers.reveal', 'volunteers.approve_minor_access', 'volunteers.rights', 'accounts.audit'],
  },
  auditor: { zh: '审计员', en: 'Auditor', permissions: ['organizations.read', 'projects.read', 'records.read', 'accounts.audit', 'accounts.jobs', 'ledger.verify'] },
};

export type Staff = {
  readonly administrator: Id;
  readonly province_officer: Id;
  readonly city_officer: Id;
  /** By county code of the six places. */
  readonly officers: ReadonlyMap<string, Id>;
  readonly reviewers: ReadonlyMap<string, Id>;
  /** By team id. */
  readonly leaders: ReadonlyMap<Id, Id>;
  readonly helper: Id;
  readonly privacy_officer: Id;
  readonly auditor: Id;
};

const appointed = new Date('2025-01-06T01:00:00Z');
const firstPhone = 100;

export async function appointStaff(stage: Stage, tree: Tree, administrator: Id): Promise<Staff> {
  const roles = new Map<RoleName, Id>();
  for (const [name, text] of Object.entries(roleTexts) as [RoleName, RoleText][]) {
    const { id } = await stage.act(administrator, appointed, (writer) => shapeRole(writer, {
      organization_id: tree.nation.id, name_zh: text.zh, name_en: text.en, permissions: text.permissions, needs_second_factor: false,
    }));
    roles.set(name, id);
  }
  let phones = firstPhone;
  const appoint = async (role: RoleName, place: Place | undefined, name = inventedName(stage.random)): Promise<Id> => {
    const role_id = roles.get(role);
    if (place === undefined || role_id === undefined) throw new Error(`no place or role for ${role}`);
    const phone = inventedPhone(phones++);
    return stage.act(administrator, appointed, async (writer) => {
      const person_id = await personForGrant(writer, { phone, name, organization_id: place.id });
      await grantRole(writer, { person_id, role_id, organization_id: place.id, is_below: true, valid_from: '2025-01-06', valid_until: null });
      return person_id;
    });
  };

  const officers = new Map<string, Id>();
  const reviewers = new Map<string, Id>();
  const counties = [...tree.places.keys()].filter((code) => code.length === 6 && showplaces.some((shown) => code.startsWith(shown))).sort();
  for (const code of counties) {
    officers.set(code, await appoint('committee', tree.places.get(code), code === '331023' ? '许静宁' : undefined));
    reviewers.set(code, await appoint('reviewer', tree.places.get(code), code === '331023' ? '郑浩然' : undefined));
  }
  const leaders = new Map<Id, Id>();
  for (const team of tree.teams) leaders.set(team.id, await appoint('leader', team, team.name.startsWith('天台县助老助残') ? '沈梓航' : undefined));
  return {
    administrator, officers, reviewers, leaders,
    province_officer: await appoint('committee', tree.places.get('33'), '顾清宁'),
    city_officer: await appoint('committee', tree.places.get('3307'), '方若琳'),
    helper: await appoint('helper', tree.teams.find((team) => team.name.startsWith('天台县助老助残')), '何子川'),
    privacy_officer: await appoint('privacy', tree.places.get('33'), '孟雅竹'),
    auditor: await appoint('auditor', tree.nation, '陆景远'),
  };
}
