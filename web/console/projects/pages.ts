import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';
import { useProjectsWaiting } from './waiting.ts';

export const projects: Manifest = {
  pages: [
    { path: '/projects', load: () => import('./Projects.tsx') },
    { path: '/projects/new', load: () => import('./ProjectForm.tsx') },
    { path: '/projects/activities', load: () => import('./activities/Activities.tsx') },
    { path: '/projects/approvals', load: () => import('./activities/Approvals.tsx') },
    { path: '/projects/repeated', load: () => import('./Repeated.tsx') },
    { path: '/projects/figures', load: () => import('./Figures.tsx') },
    { path: '/projects/activities/new', load: () => import('./activities/FirstActivity.tsx') },
    { path: '/projects/activities/:activity_id', load: () => import('./activities/ActivityPage.tsx') },
    { path: '/projects/activities/:activity_id/edit', load: () => import('./activities/ActivityEditor.tsx') },
    { path: '/projects/activities/:activity_id/roster', load: () => import('./sign-ups/Roster.tsx') },
    { path: '/projects/activities/:activity_id/roster/print', load: () => import('./sign-ups/RosterPrint.tsx') },
    { path: '/projects/:project_id', load: () => import('./ProjectPage.tsx') },
    { path: '/projects/:project_id/edit', load: () => import('./ProjectForm.tsx') },
    { path: '/projects/:project_id/activities/new', load: () => import('./activities/ActivityEditor.tsx') },
  ],
  modules: [
    {
      path: '/projects',
      shelf: 'work',
      words: () => t('项目', 'Projects'),
      note: () => t('立项、活动、名单、审核', 'Projects, activities, rosters, approval'),
      opens: ['projects.'],
    },
  ],
  useWaiting: useProjectsWaiting,
};
