import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { t } from '../../../ui/words.ts';
import type { RosterRow } from './roster-shown.ts';

export function NoShow({ row, activity_id, onClose }: { row: RosterRow; activity_id: string; onClose: () => void }) {
  const record = useWrite('put', '/api/activities/{activity_id}/sign-ups/{volunteer_id}/{sign_up_id}/no-show', [
    '/api/activities/{activity_id}/roster',
  ]);
  return (
    <Ask
      open
      title={t(`登记${row.name}未到？`, `Record that ${row.name} did not come?`)}
      onClose={onClose}
      verb={t('登记未到', 'Record')}
      leave={t('先不登记', 'Not now')}
      running={record.running}
      problem={record.problem}
      effects={[
        { what: t('本人', 'The person'), value: t('收到通知，可以提出不对', 'is told and can object') },
        { what: t('时数', 'Hours'), value: t('没有签到，不产生时数', 'none without a check-in') },
      ]}
      reason={{ label: t('情况', 'What happened') }}
      onConfirm={(reason) =>
        void record
          .send({ path: { activity_id, volunteer_id: row.volunteer_id, sign_up_id: row.sign_up_id }, body: { reason } })
          .then((done) => {
            if (done) onClose();
          })
      }
    />
  );
}
