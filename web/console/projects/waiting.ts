import { projectsDesk } from '../../../domain/projects/paths.ts';
import { useRead } from '../../api/query.ts';
import { t } from '../../ui/words.ts';
import { whereHeld, type UseWaiting } from '../home/waiting-lines.ts';

/** Activities to approve, invitations to host. */
export const useProjectsWaiting: UseWaiting = (held) => {
  const approvals = useRead('/api/activity-approvals', undefined, whereHeld(held, 'projects.approve'));
  const desk = useRead('/api/my/desk', undefined, { refreshMs: 60_000 });
  return {
    reads: { approvals, desk },
    lines: [
      {
        shelf: 'activities',
        href: projectsDesk.approvals(),
        words: t('下级交来的活动，等审核', 'Activities from below, to approve'),
        count: approvals.data?.rows.filter((row) => row.can.approve).length,
      },
      {
        shelf: 'invitations',
        href: projectsDesk.activity({ activity_id: desk.data?.co_host_invitations[0]?.activity_id ?? '' }),
        words: t('请你们联合主办，等答复', 'Asked to host together, to answer'),
        count: desk.data?.co_host_invitations.length,
      },
    ],
  };
};
