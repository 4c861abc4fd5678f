import { useState } from 'react';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { typedSpan } from '../../../domain/records/correction.ts';
import { useGo } from '../../ui/navigation.tsx';
import { usePages, useWrite } from '../../api/query.ts';
import type { PageProps } from '../../ui/routes.tsx';
import { Button } from '../../ui/Button.tsx';
import { Textarea } from '../../ui/Field.tsx';
import { FileUpload } from '../../ui/FileUpload.tsx';
import { useUploads } from '../../ui/use-uploads.ts';
import { TimeInput } from '../../ui/TimeInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { SourceStamp } from '../../ui/SourceStamp.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { toast } from '../../ui/toast.tsx';
import { clock, day, duration, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import type { HoursRow } from './Hours.tsx';

/** S23: a disputed entry is answered. The volunteer says what was; two people of the organisation look. */
export default function AskCorrection({ params }: PageProps) {
  const list = usePages('/api/my/hours', { query: { limit: 100 } });
  return (
    <Screen title={t('申请更正', 'Ask for a correction')} back={recordsPhone.corrections()}>
      <Reading of={list.read} what={t('这条记录', 'this record')}>
        {(rows) => {
          const row = rows.find((one) => one.attendance_id === params['attendance_id']);
          if (row === undefined)
            return (
              <div className="block">
                <Empty title={t('没有这条记录', 'No such record')} />
              </div>
            );
          return <Ask row={row} />;
        }}
      </Reading>
    </Screen>
  );
}

function Ask({ row }: { row: HoursRow }) {
  const go = useGo();
  const [from, setFrom] = useState(row.started_at === null ? '' : clock(row.started_at));
  const [to, setTo] = useState(
    row.ended_at !== null ? clock(row.ended_at) : row.planned_until !== null ? clock(row.planned_until) : '',
  );
  const [reason, setReason] = useState('');
  const uploads = useUploads('hours_evidence');
  const asking = useWrite('post', '/api/corrections', ['/api/my/hours', '/api/my/corrections']);
  async function send(): Promise<void> {
    const upload_ids = await uploads.whole();
    if (upload_ids === undefined) return;
    const answer = await asking.send({
      body: { attendance_id: row.attendance_id, ...typedSpan(row.service_day, from, to), reason, upload_ids },
    });
    if (answer === undefined) return;
    toast(t('已提出，两个人看过就有结果', 'Sent: two people will look at it'));
    go(recordsPhone.corrections());
  }
  const missing =
    from === '' || to === ''
      ? t('先填两个时间', 'fill in both times')
      : reason.trim().length < 2
        ? t('先写原因', 'say why')
        : undefined;
  return (
    <div className="block">
      <div className="hours-list">
        <ul>
          <li>
            {row.source === null ? <span /> : <SourceStamp of={row.source} />}
            <div>
              <h2>{row.title}</h2>
              <p>
                {day(row.service_day)}
                {row.started_at && ` ${clock(row.started_at)}`}
                {row.ended_at && t(` 至 ${clock(row.ended_at)}`, ` to ${clock(row.ended_at)}`)}
              </p>
            </div>
            <p className="value">{row.minutes === null ? '–' : duration(row.minutes)}</p>
          </li>
        </ul>
      </div>
      <Form
        problem={asking.problem}
        onSubmit={() => {
          if (missing === undefined) void send();
        }}
      >
        <TimeInput name="started_at" label={t('实际开始', 'Really began')} value={from} onChange={setFrom} />
        <TimeInput
          name="ended_at"
          label={t('实际结束', 'Really ended')}
          {...(row.planned_until === null
            ? {}
            : {
                hint: t(
                  '先填了计划结束的时间，请改成您真正离开的时间',
                  'The planned end stands here: change it to when you really left',
                ),
              })}
          value={to}
          onChange={setTo}
        />
        <Textarea
          name="reason"
          label={t('原因', 'Why')}
          hint={t('比如：江边没信号，签退没传上', 'For example: no signal at the river, the check-out was not sent')}
          value={reason}
          onChange={setReason}
          maxLength={500}
        />
        <FileUpload
          name="upload_ids"
          label={t('照片（签到表、现场照）', 'Photographs (signed list, of the place)')}
          optional
          uploads={uploads}
        />
        <p className="hint">
          {t(
            '原来的签到时间不会改，只是在旁边加上更正。',
            'First-hand times are never changed: the correction stands beside them.',
          )}
        </p>
        <div className="actions">
          <Button kind="do" large type="submit" running={asking.running} disabledReason={missing}>
            {t('提出更正', 'Send the request')}
          </Button>
        </div>
      </Form>
    </div>
  );
}
