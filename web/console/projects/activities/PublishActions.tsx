import { useState } from 'react';
import { useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { Form, ProblemNote } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import type { Activity } from './activity-shown.ts';

export function PublishActions({ activity }: { activity: Activity }) {
  const [asking, setAsking] = useState<'return' | 'cancel' | null>(null);
  const [note, setNote] = useState('');
  const refresh = ['/api/activities/{activity_id}', '/api/activities', '/api/activity-approvals'] as const;
  const decide = useWrite('put', '/api/activities/{activity_id}/approval', refresh);
  const cancel = useWrite('put', '/api/activities/{activity_id}/cancellation', refresh);
  const path = { activity_id: activity.id };
  return (
    <>
      {activity.can.submit && <PublishButton activity={activity} />}
      {activity.can.approve && (
        <>
          <Button onClick={() => setAsking('return')}>{t('退回', 'Send back')}</Button>
          <Button
            kind="do"
            running={decide.running}
            onClick={() =>
              void decide
                .send({ path, body: { decision: 'approved' } })
                .then((done) => done && toast(t('已通过并发布', 'Approved and published')))
            }
          >
            {t('通过并发布', 'Approve and publish')}
          </Button>
          {decide.problem && asking === null && <ProblemNote problem={decide.problem} />}
        </>
      )}
      {activity.can.cancel && activity.state !== 'draft' && (
        <Button onClick={() => setAsking('cancel')}>{t('取消活动', 'Cancel the activity')}</Button>
      )}
      <Dialog open={asking === 'return'} title={t('退回', 'Send back')} onClose={() => setAsking(null)}>
        <Form
          problem={decide.problem}
          onSubmit={() =>
            void decide
              .send({ path, body: { decision: 'returned', reason: note } })
              .then((done) => done && setAsking(null))
          }
        >
          <Textarea name="reason" label={t('要改什么', 'What to correct')} value={note} onChange={setNote} />
          <div className="actions">
            <Button onClick={() => setAsking(null)}>{t('先不退', 'Not now')}</Button>
            <Button kind="end" type="submit" running={decide.running}>
              {t('退回修改', 'Send back')}
            </Button>
          </div>
        </Form>
      </Dialog>
      <Ask
        open={asking === 'cancel'}
        title={t(`取消“${activity.title}”？`, `Cancel “${activity.title}”?`)}
        onClose={() => setAsking(null)}
        verb={t('取消活动', 'Cancel the activity')}
        leave={t('不取消', 'Keep it')}
        running={cancel.running}
        problem={cancel.problem}
        reason={{ label: t('原因，报名的人会看到', 'The reason; those signed up will read it') }}
        effects={[
          { what: t('报名的人', 'People signed up'), value: t('全部退出并收到通知', 'all released and told') },
          {
            what: t('已有人签到的班次', 'Shifts where somebody is checked in'),
            value: t(
              '现在结束，签到都留着，请大家走前签退',
              'end now; stamps stay, and people check out before they leave',
            ),
          },
          {
            what: t('已结束的班次', 'Finished shifts'),
            value: t('不变，时数照样确认', 'stay, and are confirmed as ever'),
          },
          { what: t('日历', 'Calendars'), value: t('显示已取消', 'show it as cancelled') },
        ]}
        onConfirm={(reason) =>
          void cancel.send({ path, body: { reason } }).then((done) => {
            if (done) {
              setAsking(null);
              toast(t(`已取消，通知了 ${done.told} 人`, `Cancelled; ${done.told} people told`));
            }
          })
        }
      />
    </>
  );
}

/** Rests while a rule is not met and says which; the rules stand beside it. */
function PublishButton({ activity }: { activity: Activity }) {
  const trace = useRead('/api/activities/{activity_id}/publishing', { path: { activity_id: activity.id } });
  const submit = useWrite('put', '/api/activities/{activity_id}/submission', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activity-approvals',
  ]);
  const unmet = trace.data?.findings.find((finding) => finding.problem !== null)?.problem;
  async function send(): Promise<void> {
    const done = await submit.send({ path: { activity_id: activity.id }, body: {} });
    if (done)
      toast(
        done.state === 'published'
          ? t('已发布，大家看得到了', 'Published: everyone can see it')
          : t('已交上级审核', 'Sent to the level above'),
      );
  }
  return (
    <>
      {submit.problem && <ProblemNote problem={submit.problem} />}
      <Button
        kind="do"
        running={submit.running}
        disabledReason={unmet ? t(unmet.zh, unmet.en) : undefined}
        onClick={() => void send()}
      >
        {trace.data?.result === 'needs_approval' ? t('提交上级审核', 'Send for approval') : t('发布', 'Publish')}
      </Button>
    </>
  );
}
