import { projectsDesk } from '../../../domain/projects/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';
import { projectsRuleFields } from './rule-fields.ts';

export const projects: Manifest = {
  pages: [
    { page: projectsDesk.projects, load: () => import('./Projects.tsx') },
    { page: projectsDesk.newProject, load: () => import('./ProjectForm.tsx') },
    { page: projectsDesk.activities, load: () => import('./activities/Activities.tsx') },
    { page: projectsDesk.approvals, load: () => import('./activities/Approvals.tsx') },
    { page: projectsDesk.repeated, load: () => import('./Repeated.tsx') },
    { page: projectsDesk.figures, load: () => import('./Figures.tsx') },
    { page: projectsDesk.firstActivity, load: () => import('./activities/FirstActivity.tsx') },
    { page: projectsDesk.activity, load: () => import('./activities/ActivityPage.tsx') },
    { page: projectsDesk.editActivity, load: () => import('./activities/ActivityEditor.tsx') },
    { page: projectsDesk.signedUp, load: () => import('./sign-ups/Roster.tsx') },
    { page: projectsDesk.printSignedUp, load: () => import('./sign-ups/RosterPrint.tsx') },
    { page: projectsDesk.project, load: () => import('./ProjectPage.tsx') },
    { page: projectsDesk.editProject, load: () => import('./ProjectForm.tsx') },
    { page: projectsDesk.newActivity, load: () => import('./activities/ActivityEditor.tsx') },
  ],
  modules: [
    {
      page: projectsDesk.projects,
      shelf: 'work',
      words: () => t('项目', 'Projects'),
      note: () => t('立项、活动、名单、审核', 'Projects, activities, rosters, approval'),
      opens: ['projects.'],
    },
  ],
  ruleFields: projectsRuleFields,
};
