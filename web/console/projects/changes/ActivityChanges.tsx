import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { Form, ProblemNote } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { moment, period, t } from '../../../ui/words.ts';
import type { Activity } from '../activities/activity-shown.ts';

export type ActivityChange = Activity['activity_changes'][number];

const kinds: Readonly<Record<ActivityChange['kind'], readonly [string, string]>> = {
  added: ['加班次', 'Shifts added'],
  moved: ['改时间', 'Moved'],
  capacity_changed: ['改名额', 'Places changed'],
  cancelled: ['取消班次', 'Shift cancelled'],
  leaders_changed: ['换负责人', 'Other leaders'],
};
const changeWords = ({ kind }: ActivityChange): string => t(...kinds[kind]);

/** In the history: what was changed, or that it was not. */
export function changeTitle(change: ActivityChange): string {
  if (change.decision === 'returned') return t(`${changeWords(change)}，被退回`, `${changeWords(change)}: sent back`);
  return change.decision === 'withdrawn'
    ? t(`${changeWords(change)}，已撤回`, `${changeWords(change)}: taken back`)
    : changeWords(change);
}

/** 11 月 28 日 周六 09:00–12:00 改到 … */
export function changedShifts({ kind, shifts, leaders }: ActivityChange): string {
  if (leaders !== null)
    return t(
      `${leaders.from.join('、')} 换成 ${leaders.to.join('、')}`,
      `${leaders.from.join(', ')} to ${leaders.to.join(', ')}`,
    );
  const [first] = shifts;
  if (first === undefined) return '';
  const now = period(first.starts_at, first.ends_at);
  const words =
    kind === 'moved' && first.from !== null
      ? t(
          `${period(first.from.starts_at, first.from.ends_at)} 改到 ${now}`,
          `${period(first.from.starts_at, first.from.ends_at)} to ${now}`,
        )
      : kind === 'capacity_changed'
        ? t(`${now}，${first.capacity} 人`, `${now}, ${first.capacity} places`)
        : now;
  return shifts.length === 1 ? words : t(`${words}，等 ${shifts.length} 班`, `${words}, and ${shifts.length - 1} more`);
}

/** Changes that wait for a person above; whoever may decide does so here. */
export function WaitingChanges({ activity }: { activity: Activity }) {
  const waiting = activity.activity_changes.filter((change) => change.decision === null);
  if (waiting.length === 0) return null;
  return (
    <>
      <h2 className="title">{t('等审核的改动', 'Changes to approve')}</h2>
      <ul className="shift-lines">
        {waiting.map((change) => (
          <Waiting key={change.id} activity={activity} change={change} />
        ))}
      </ul>
    </>
  );
}

function Waiting({ activity, change }: { activity: Activity; change: ActivityChange }) {
  const [returning, setReturning] = useState(false);
  const [reason, setReason] = useState('');
  const decide = useWrite('put', '/api/activities/{activity_id}/activity-changes/{activity_change_id}/approval', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activity-approvals',
  ]);
  const path = { activity_id: activity.id, activity_change_id: change.id };
  return (
    <li className="shift-line">
      <span>
        <b>{changeWords(change)}</b> {changedShifts(change)}
      </span>
      <span className="soft">
        {change.asked_by_name} {moment(change.asked_at)}
      </span>
      <span className="soft">
        {t('为什么要审：', 'Why it came up: ')}
        {change.approval_reasons.map((each) => t(each.zh, each.en)).join(t('；', '; '))}
        {change.reason !== '' && t(`。原因：${change.reason}`, `. Reason: ${change.reason}`)}
      </span>
      {change.can.decide ? (
        <span className="shift-acts">
          <Button onClick={() => setReturning(true)}>{t('退回', 'Send back')}</Button>
          <Button
            kind="do"
            running={decide.running}
            onClick={() =>
              void decide
                .send({ path, body: { decision: 'approved' } })
                .then(
                  (done) => done && toast(t(`已通过，通知了 ${done.told} 人`, `Approved; ${done.told} people told`)),
                )
            }
          >
            {t('通过这项改动', 'Approve the change')}
          </Button>
        </span>
      ) : (
        <span className="soft">
          {t('等上级审核，现在还按原来的', 'Waits for the level above; nothing has changed yet')}
        </span>
      )}
      {change.can.withdraw && <TakeBack activity={activity} change={change} />}
      {decide.problem && !returning && <ProblemNote problem={decide.problem} />}
      {returning && (
        <Dialog open title={t('退回改动', 'Send the change back')} onClose={() => setReturning(false)}>
          <Form
            problem={decide.problem}
            onSubmit={() =>
              void decide
                .send({ path, body: { decision: 'returned', reason } })
                .then((done) => done && setReturning(false))
            }
          >
            <Textarea name="reason" label={t('为什么退回', 'Why')} value={reason} onChange={setReason} />
            <div className="actions">
              <Button onClick={() => setReturning(false)}>{t('先不退', 'Not now')}</Button>
              <Button kind="end" type="submit" running={decide.running}>
                {t('退回改动', 'Send back')}
              </Button>
            </div>
          </Form>
        </Dialog>
      )}
    </li>
  );
}

/** Nobody was told of a change that waits, so nobody needs to be told that it is taken back. */
function TakeBack({ activity, change }: { activity: Activity; change: ActivityChange }) {
  const [asking, setAsking] = useState(false);
  const withdraw = useWrite('put', '/api/activities/{activity_id}/activity-changes/{activity_change_id}/withdrawal', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activity-approvals',
  ]);
  const send = (): void =>
    void withdraw.send({ path: { activity_id: activity.id, activity_change_id: change.id } }).then((done) => {
      if (!done) return;
      setAsking(false);
      toast(t('已撤回，还按原来的', 'Taken back; all stays as it was'));
    });
  return (
    <span className="shift-acts">
      <Button onClick={() => setAsking(true)}>{t('撤回', 'Take back')}</Button>
      <Ask
        open={asking}
        title={t('撤回这项改动？', 'Take this change back?')}
        onClose={() => setAsking(false)}
        onConfirm={send}
        verb={t('撤回改动', 'Take it back')}
        leave={t('先不撤', 'Not now')}
        effects={[
          { what: changeWords(change), value: changedShifts(change) },
          {
            what: t('撤回后', 'Then'),
            value: t(
              '还按原来的，上级不再审；要改可以重新提',
              'All stays as it is and nobody decides; you can ask again',
            ),
          },
        ]}
        running={withdraw.running}
        problem={withdraw.problem}
      />
    </span>
  );
}
