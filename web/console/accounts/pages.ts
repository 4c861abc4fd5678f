import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';
import { useAccountsWaiting } from './waiting.ts';

export const accounts: Manifest = {
  pages: [
    { path: '/messages', load: () => import('./Notices.tsx') },
    { path: '/roles', load: () => import('./roles/Roles.tsx') },
    { path: '/audit/personal-data', load: () => import('./audit/PersonalData.tsx') },
    { path: '/audit', load: () => import('./audit/Audit.tsx') },
    { path: '/jobs', load: () => import('./jobs/Jobs.tsx') },
  ],
  modules: [
    {
      path: '/roles',
      shelf: 'upkeep',
      words: () => t('权限', 'Roles'),
      note: () => t('角色、授予、收回', 'Roles, grants'),
      opens: ['accounts.grant'],
    },
    {
      path: '/audit',
      shelf: 'upkeep',
      words: () => t('审计', 'Audit'),
      note: () => t('谁在什么时候做了什么', 'Who did what, and when'),
      opens: ['accounts.audit'],
    },
    {
      path: '/jobs',
      shelf: 'upkeep',
      words: () => t('任务', 'Jobs'),
      note: () => t('定时任务和失败重试', 'Timed jobs and retries'),
      opens: ['accounts.jobs'],
    },
  ],
  useWaiting: useAccountsWaiting,
};
