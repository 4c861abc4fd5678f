import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { attendanceStateNames } from '../../../../domain/records/attendance.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { useMe } from '../../../api/session.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { RecordSummary, RecordTimeline, type RecordAnswer } from '../../../ui/RecordSummary.tsx';
import type { PageProps } from '../../../ui/routes.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { duration, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { IssueCertificate } from '../certificates/IssueCertificate.tsx';
import { ProposeAppeal } from '../proposals/ProposeAppeal.tsx';
import { ProposeCorrection } from '../proposals/ProposeCorrection.tsx';
import { RecordsTree } from './RecordsTree.tsx';
import '../records.css';

/** The whole history of one record on one page. */
export default function Record({ params }: PageProps) {
  const record = useRead('/api/service-records/{volunteer_id}/{record_id}', {
    path: { volunteer_id: params['volunteer_id'] ?? '', record_id: params['record_id'] ?? '' },
  });
  return (
    <Page tree={<RecordsTree at={recordsDesk.records()} />}>
      <Reading of={record} what={t('这条记录', 'this record')}>
        {(answer) => (
          <>
            <PageHead
              title={answer.title}
              crumbs={[
                { words: t('记录', 'Records'), href: recordsDesk.confirmations() },
                { words: t('服务记录', 'Service records'), href: recordsDesk.records() },
                { words: answer.volunteer_number },
              ]}
              beside={
                <>
                  <Tag
                    state={answer.state === 'confirmed' ? 'ok' : answer.state.startsWith('awaiting') ? 'due' : 'none'}
                  >
                    {attendanceStateNames[answer.state][preferences().language]}
                  </Tag>{' '}
                  <Masked text={answer.volunteer_name} />
                </>
              }
              actions={<Actions record={answer} />}
            />
            <div className="record-two">
              <section>
                <h2 className="title">{t('记录', 'Record')}</h2>
                <RecordSummary record={answer} />
              </section>
              <section>
                <h2 className="title">{t('经过', 'History')}</h2>
                <RecordTimeline record={answer} />
              </section>
            </div>
          </>
        )}
      </Reading>
    </Page>
  );
}

type Step = 'approve' | 'return' | 'reverse';

function Actions({ record }: { record: RecordAnswer }) {
  const [step, setStep] = useState<Step | null>(null);
  const [issuing, setIssuing] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const certifies = (useMe().data?.grants ?? []).some((grant) => grant.permissions.includes('records.certify'));
  const year = record.service_day.slice(0, 4);
  const refresh = ['/api/service-records/{volunteer_id}/{record_id}', '/api/service-records'] as const;
  const deciding = useWrite('post', '/api/service-records/{volunteer_id}/{record_id}/decision', refresh);
  const striking = useWrite('post', '/api/service-records/{volunteer_id}/{record_id}/reversal', refresh);
  const path = { volunteer_id: record.volunteer_id, record_id: record.record_id };
  async function carryOut(reason: string): Promise<void> {
    const done =
      step === 'reverse'
        ? await striking.send({ path, body: { reason } })
        : await deciding.send({ path, body: { approve: step === 'approve', note: reason } });
    if (done === undefined) return;
    setStep(null);
    toast(t('办好了，本人会收到消息', 'Done: the person is told'));
  }
  const verb =
    step === 'approve'
      ? t('审核通过，入账', 'Approve and post')
      : step === 'return'
        ? t('退回', 'Send back')
        : t(`冲回 ${duration(record.minutes)}`, `Strike ${duration(record.minutes)}`);
  return (
    <>
      {record.can.decide && <Button onClick={() => setStep('return')}>{t('退回', 'Send back')}</Button>}
      {record.can.decide && (
        <Button kind="do" onClick={() => setStep('approve')}>
          {t('审核通过', 'Approve')}
        </Button>
      )}
      {record.can.propose_correction && (
        <Button onClick={() => setCorrecting(true)}>{t('提出更正', 'Propose a correction')}</Button>
      )}
      {correcting && <ProposeCorrection record={record} onClose={() => setCorrecting(false)} />}
      {record.can.propose_appeal && <ProposeAppeal record={record} />}
      {record.can.reverse && (
        <Button onClick={() => setStep('reverse')}>{t('冲回不实时数', 'Strike untrue hours')}</Button>
      )}
      {certifies && record.state === 'confirmed' && (
        <Button icon="file" onClick={() => setIssuing(true)}>
          {t('给本人开证明', 'Issue a certificate')}
        </Button>
      )}
      {issuing && (
        <IssueCertificate
          of={{
            volunteer_id: record.volunteer_id,
            volunteer_name: record.volunteer_name,
            purpose: 'general',
            period_from: `${year}-01-01`,
            period_until: `${year}-12-31`,
          }}
          onClose={() => setIssuing(false)}
        />
      )}
      <Ask
        open={step !== null}
        title={verb}
        verb={verb}
        reason={{ label: t('理由', 'Reason'), hint: t('本人会看到', 'The person reads it') }}
        running={deciding.running || striking.running}
        problem={deciding.problem ?? striking.problem}
        {...(step === 'reverse'
          ? {
              effects: [
                { what: t('冲回', 'Reversed'), value: duration(-record.minutes) },
                {
                  what: t('列在这条记录里的证明', 'Certificates that list it'),
                  value: t('转为“已被更正”', 'become “superseded”'),
                },
                {
                  what: t('本人', 'The person'),
                  value: t('收到消息，可以申诉', 'is told and may appeal'),
                },
              ],
            }
          : {})}
        onClose={() => setStep(null)}
        onConfirm={(reason) => void carryOut(reason)}
      />
    </>
  );
}
