/** Who works where: people appointed to roles, with the permissions of these and no more. */
import type { Permission } from '../domain/access.ts';
import type { Id } from '../domain/id.ts';
import { nationCode } from '../domain/organizations/division.ts';
import { confirmGrant } from '../server/accounts/roles/confirm-grant.ts';
import { grantRole } from '../server/accounts/roles/grant-role.ts';
import { personForGrant } from '../server/accounts/roles/person-for-grant.ts';
import { shapeRole } from '../server/accounts/roles/shape-role.ts';
import { sql } from '../server/db/sql.ts';
import type { Fixtures } from './fixtures.ts';
import { inventedName, inventedPhone } from './people-names.ts';
import type { Place, Stage } from './stage.ts';
import { isShown, type Tree } from './tree.ts';

/** Roles that every installation has, and two that the administrator shapes. */
const roleNames = {
  committee: '团委干事',
  leader: '组织管理员',
  helper: '签到帮手',
  auditor: '审计员',
  reviewer: '复核员',
  privacy: '个人信息保护专员',
} as const;
type RoleName = keyof typeof roleNames;

const shaped: readonly {
  readonly name_zh: string;
  readonly name_en: string;
  readonly permissions: readonly Permission[];
}[] = [
  {
    name_zh: roleNames.reviewer,
    name_en: 'Second reviewer',
    permissions: [
      'organizations.read',
      'volunteers.read',
      'volunteers.merge',
      'volunteers.approve_minor_access',
      'projects.read',
      'projects.approve',
      'records.read',
      'records.approve',
    ],
  },
  {
    name_zh: roleNames.privacy,
    name_en: 'Privacy officer',
    permissions: [
      'organizations.read',
      'volunteers.read',
      'volunteers.reveal',
      'volunteers.approve_minor_access',
      'volunteers.rights',
      'accounts.audit',
    ],
  },
];

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
  /** Agrees to the rule books of the provinces: the administrator, who brought their officers in, is no second person. */
  readonly nation_officer: Id;
  /** Who proposes rule books, by the code of the place. */
  readonly rulers: ReadonlyMap<string, Id>;
};

const appointed = new Date('2025-01-06T01:00:00Z');
const firstPhone = 100;

export async function appointStaff(
  stage: Stage,
  tree: Tree,
  { administrator, second_administrator }: Pick<Fixtures, 'administrator' | 'second_administrator'>,
): Promise<Staff> {
  const nation = tree.places.get(nationCode);
  if (nation === undefined) throw new Error('the tree has no root');
  for (const role of shaped) {
    await stage.act(administrator, appointed, (writer) =>
      shapeRole(writer, { ...role, organization_id: nation.id, needs_second_factor: false }),
    );
  }
  const rows = await stage.reader.all<{ id: Id; name_zh: string }>(
    sql`select id, name_zh from roles where retired_at is null`,
  );
  const roles = new Map(rows.map((row) => [row.name_zh, row.id]));
  let phones = firstPhone;
  const appoint = async (role: RoleName, place: Place | undefined, name = inventedName(stage.random)): Promise<Id> => {
    const role_id = roles.get(roleNames[role]);
    if (place === undefined || role_id === undefined) throw new Error(`no place or role for ${role}`);
    const phone = inventedPhone(phones++);
    const made = await stage.act(administrator, appointed, async (writer) => {
      const person_id = await personForGrant(writer, { phone, name, organization_id: place.id });
      return {
        person_id,
        ...(await grantRole(writer, {
          person_id,
          role_id,
          organization_id: place.id,
          is_below: true,
          valid_from: '2025-01-06',
          valid_until: null,
        })),
      };
    });
    if (made.waits_for_second.length > 0)
      await stage.act(second_administrator, appointed, (writer) => confirmGrant(writer, { grant_id: made.id }));
    return made.person_id;
  };

  const officers = new Map<string, Id>();
  const reviewers = new Map<string, Id>();
  const counties = [...tree.places.keys()].filter((code) => code.length === 6 && isShown(stage, code)).sort();
  for (const code of counties) {
    officers.set(code, await appoint('committee', tree.places.get(code), code === '331023' ? '许静宁' : undefined));
    reviewers.set(code, await appoint('reviewer', tree.places.get(code), code === '331023' ? '郑浩然' : undefined));
  }
  const leaders = new Map<Id, Id>();
  for (const team of tree.teams)
    leaders.set(team.id, await appoint('leader', team, team.name.startsWith('天台县助老助残') ? '沈梓航' : undefined));
  const province_officer = await appoint('committee', tree.places.get('33'), '顾清宁');
  const named = {
    administrator,
    officers,
    reviewers,
    leaders,
    province_officer,
    city_officer: await appoint('committee', tree.places.get('3307'), '方若琳'),
    helper: await appoint(
      'helper',
      tree.teams.find((team) => team.name.startsWith('天台县助老助残')),
      '何子川',
    ),
    privacy_officer: await appoint('privacy', tree.places.get('33'), '孟雅竹'),
    auditor: await appoint('auditor', nation, '陆景远'),
  };
  const rulers = new Map<string, Id>([['33', province_officer]]);
  for (const [code, name] of [
    ['44', '谭仲文'],
    ['5104', '龚雪晴'],
  ] as const) {
    if (tree.places.has(code)) rulers.set(code, await appoint('committee', tree.places.get(code), name));
  }
  const county = officers.get('331023');
  if (county !== undefined) rulers.set('331023', county);
  return { ...named, rulers, nation_officer: await appoint('committee', nation, '韩知远') };
}
