import { recordsDesk } from '../../../domain/records/paths.ts';
import { useRead } from '../../api/query.ts';
import { t } from '../../ui/words.ts';
import { whereHeld, type UseWaiting } from '../home/waiting-lines.ts';

const late = (count = 0) => (count > 0 ? { late: count } : {});

/** Hours to confirm, corrections to handle, days too long to count by themselves. */
export const useRecordsWaiting: UseWaiting = (held) => {
  const confirmations = useRead('/api/confirmations', { query: { limit: 1 } }, whereHeld(held, 'records.confirm'));
  const desk = useRead('/api/my/desk', undefined, { refreshMs: 60_000 });
  return {
    reads: { confirmations, desk },
    lines: [
      {
        shelf: 'hours',
        href: recordsDesk.confirmations(),
        words: t('签退了，等确认时数', 'Checked out, hours to confirm'),
        count: confirmations.data?.waiting,
      },
      {
        shelf: 'hours',
        href: recordsDesk.confirmations({ standing: 'stamp_missing' }),
        words: t('结束了没签退，等补签退', 'Over without a check-out, to be added'),
        count: confirmations.data?.stamp_missing,
      },
      {
        shelf: 'hours',
        href: recordsDesk.proposals({ view: 'to_handle' }),
        words: t('更正申请，等您经办', 'Corrections, for you to handle'),
        count: desk.data?.corrections_to_handle,
        ...late(desk.data?.corrections_overdue),
      },
      {
        shelf: 'hours',
        href: recordsDesk.proposals({ view: 'to_approve' }),
        words: t('更正、补录、导入，等您做第二人', 'Corrections, back-fills, imports: you as second person'),
        count: desk.data?.proposals_to_approve,
        ...late(desk.data?.proposals_overdue),
      },
      {
        shelf: 'hours',
        href: recordsDesk.records({ state: 'awaiting_parent' }),
        words: t('一天超 8 小时的记录，等您审', 'Records over 8 hours a day, to decide'),
        count: desk.data?.long_days,
      },
      {
        shelf: 'hours',
        href: recordsDesk.records({ state: 'awaiting_province' }),
        words: t('一天超 12 小时的记录，等您审', 'Records over 12 hours a day, to decide'),
        count: desk.data?.very_long_days,
      },
    ],
  };
};
