import { volunteersDesk } from '../../../domain/volunteers/paths.ts';
import { useRead } from '../../api/query.ts';
import { t } from '../../ui/words.ts';
import { whereHeld, type UseWaiting } from '../home/waiting-lines.ts';

/** Matters to answer, labels and honours to confirm, people to merge, phones and minors' data to decide. */
export const useVolunteersWaiting: UseWaiting = (held) => {
  const few = { query: { limit: 50 } } as const;
  const matters = useRead('/api/rights-matters', { query: { limit: 1 } }, whereHeld(held, 'volunteers.rights'));
  const minors = useRead('/api/minor-access-requests', few, whereHeld(held, 'volunteers.approve_minor_access'));
  const merges = useRead('/api/merge-requests', few, whereHeld(held, 'volunteers.merge'));
  const recoveries = useRead('/api/phone-recoveries', few, whereHeld(held, 'volunteers.merge'));
  const honours = useRead('/api/honours-to-confirm', few, whereHeld(held, 'volunteers.edit'));
  const desk = useRead('/api/my/desk', undefined, { refreshMs: 60_000 });
  return {
    reads: { matters, minors, merges, recoveries, honours, desk },
    lines: [
      {
        shelf: 'people',
        href: volunteersDesk.matters(),
        words: t('志愿者权益事项，等答复', 'Rights matters, to answer'),
        count: matters.data?.open,
        ...(matters.data && matters.data.overdue > 0 ? { late: matters.data.overdue } : {}),
      },
      {
        shelf: 'people',
        href: volunteersDesk.roster({ state: 'label_waiting' }),
        words: t('品牌标识（邻舍+），等您确认', 'Brand labels, for you to confirm'),
        count: desk.data?.labels_to_confirm,
      },
      {
        shelf: 'people',
        href: volunteersDesk.minors(),
        words: t('看未成年人信息的申请', 'Requests to see minors’ data'),
        count: minors.data?.rows.filter((row) => row.can.decide).length,
      },
      {
        shelf: 'people',
        href: volunteersDesk.merges(),
        words: t('重复人员，等合并', 'Duplicate people, to merge'),
        count: merges.data?.rows.filter((row) => row.state === 'open' && (row.can.merge || row.can.refuse)).length,
      },
      {
        shelf: 'people',
        href: volunteersDesk.recoveries(),
        words: t('丢了手机号，等您核对', 'Lost phones, to check'),
        count: recoveries.data?.rows.filter((row) => row.can.approve).length,
      },
      {
        shelf: 'people',
        href: volunteersDesk.honours(),
        words: t('以你们名义登记的荣誉，等核实', 'Honours recorded in your name, to confirm'),
        count: honours.data?.rows.length,
      },
    ],
  };
};
