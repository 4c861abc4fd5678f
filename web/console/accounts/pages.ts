import { accountsDesk } from '../../../domain/accounts/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const accounts: Manifest = {
  pages: [
    { page: accountsDesk.messages, load: () => import('./Notices.tsx') },
    { page: accountsDesk.messageChoices, load: () => import('./MessageChoices.tsx') },
    { page: accountsDesk.roles, load: () => import('./roles/Roles.tsx') },
    { page: accountsDesk.personalData, load: () => import('./audit/PersonalData.tsx') },
    { page: accountsDesk.audit, load: () => import('./audit/Audit.tsx') },
    { page: accountsDesk.jobs, load: () => import('./jobs/Jobs.tsx') },
  ],
  modules: [
    {
      page: accountsDesk.roles,
      shelf: 'upkeep',
      words: () => t('权限', 'Roles'),
      note: () => t('角色、授予、收回', 'Roles, grants'),
      opens: ['accounts.grant'],
    },
    {
      page: accountsDesk.audit,
      shelf: 'upkeep',
      words: () => t('审计', 'Audit'),
      note: () => t('谁在什么时候做了什么', 'Who did what, and when'),
      opens: ['accounts.audit'],
    },
    {
      page: accountsDesk.jobs,
      shelf: 'upkeep',
      words: () => t('任务', 'Jobs'),
      note: () => t('定时任务和失败重试', 'Timed jobs and retries'),
      opens: ['accounts.jobs'],
    },
  ],
};
