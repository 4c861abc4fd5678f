import { t } from '../ui/words.ts';
import { routes } from './routes.ts';

/** The modules on the spine, in the order of work. One shows where its pages exist and the person holds a permission of it. */
export type Module = {
  readonly path: string;
  readonly words: () => string;
  readonly note: () => string;
  /** Any permission that begins with one of these opens the module. */
  readonly opens: readonly string[];
};

const modules: readonly Module[] = [
  {
    path: '/county-overview',
    words: () => t('台账', 'County overview'),
    note: () => t('县级组织台账、各类清单', 'County organisations, named lists'),
    opens: ['organizations.read'],
  },
  {
    path: '/organizations',
    words: () => t('组织', 'Units'),
    note: () => t('机构树、资料、队伍', 'The tree, records, teams'),
    opens: ['organizations.'],
  },
  {
    path: '/volunteers',
    words: () => t('志愿者', 'People'),
    note: () => t('名册、登记、导入、未成年人', 'Roster, registration, import, minors'),
    opens: ['volunteers.'],
  },
  {
    path: '/projects',
    words: () => t('项目', 'Projects'),
    note: () => t('立项、活动、名单、审核', 'Projects, activities, rosters, approval'),
    opens: ['projects.'],
  },
  {
    path: '/records',
    words: () => t('记录', 'Records'),
    note: () => t('签到、确认、补录、更正', 'Check-in, confirmation, back-fill, corrections'),
    opens: ['records.'],
  },
  {
    path: '/hours',
    words: () => t('时数', 'Hours'),
    note: () => t('各组织的时数、上期、导出', 'By organisation, the period before, export'),
    opens: ['records.read'],
  },
  {
    path: '/certificates',
    words: () => t('证明', 'Proofs'),
    note: () => t('开具、查验、撤销', 'Issue, verify, revoke'),
    opens: ['records.certify'],
  },
  {
    path: '/ledger',
    words: () => t('账本', 'Ledger'),
    note: () => t('核验、封存', 'Verification, seals'),
    opens: ['ledger.'],
  },
  {
    path: '/rules',
    words: () => t('规则', 'Rules'),
    note: () => t('计时、年龄、星级、发布', 'Time, age, stars, publishing'),
    opens: ['organizations.rules', 'organizations.read'],
  },
  {
    path: '/roles',
    words: () => t('权限', 'Roles'),
    note: () => t('角色、授予、收回', 'Roles, grants'),
    opens: ['accounts.grant'],
  },
  {
    path: '/audit',
    words: () => t('审计', 'Audit'),
    note: () => t('谁在什么时候做了什么', 'Who did what, and when'),
    opens: ['accounts.audit'],
  },
  {
    path: '/jobs',
    words: () => t('任务', 'Jobs'),
    note: () => t('定时任务和失败重试', 'Timed jobs and retries'),
    opens: ['accounts.jobs'],
  },
];

export function modulesFor(held: readonly string[]): readonly Module[] {
  return modules.filter(
    (module) =>
      routes.some((route) => route.path === module.path) &&
      held.some((permission) => module.opens.some((start) => permission.startsWith(start))),
  );
}
