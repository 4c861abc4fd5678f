import { recordsPhone } from '../../../domain/records/paths.ts';
import { useRead } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { attendanceStateNames } from '../../../domain/records/attendance.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { preferences } from '../../ui/preferences.ts';
import { RecordSummary, RecordTimeline } from '../../ui/RecordSummary.tsx';
import type { PageProps } from '../../ui/routes.tsx';
import { Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { Appeal } from './Appeal.tsx';

/** One record and everything that happened to it. */
export default function RecordHistory({ params }: PageProps) {
  const volunteerId = useMe().data?.person?.id;
  const record = useRead(
    '/api/service-records/{volunteer_id}/{record_id}',
    { path: { volunteer_id: volunteerId ?? '', record_id: params['record_id'] ?? '' } },
    { enabled: volunteerId !== undefined },
  );
  return (
    <Screen
      title={t('这条记录', 'This record')}
      back={recordsPhone.hours()}
      action={
        record.data?.can.appeal ? (
          <Appeal record={record.data} />
        ) : (
          record.data?.can.request_correction && (
            <LinkButton href={recordsPhone.askCorrection({ attendance_id: record.data.attendance_id })}>
              {t('有误要更正', 'Something is wrong')}
            </LinkButton>
          )
        )
      }
    >
      <Reading of={record} what={t('这条记录', 'this record')}>
        {(answer) => (
          <>
            <section className="hello">
              <h2 className="title">{answer.title}</h2>
              <p>
                <Tag
                  state={
                    answer.state === 'confirmed'
                      ? 'ok'
                      : answer.state === 'reversed' || answer.state === 'superseded'
                        ? 'none'
                        : 'due'
                  }
                >
                  {attendanceStateNames[answer.state][preferences().language]}
                </Tag>
              </p>
            </section>
            <div className="block">
              <RecordSummary record={answer} />
            </div>
            <div className="block">
              <h2 className="title">{t('经过', 'History')}</h2>
              <RecordTimeline record={answer} />
            </div>
          </>
        )}
      </Reading>
    </Screen>
  );
}
