import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Textarea } from '../../ui/Field.tsx';
import { Form, ProblemNote } from '../../ui/Form.tsx';
import { toast } from '../../ui/toast.tsx';
import { moment, period, t } from '../../ui/words.ts';
import type { Activity } from './ActivityPage.tsx';

export type ShiftChange = Activity['shift_changes'][number];

const kinds: Readonly<Record<ShiftChange['kind'], readonly [string, string]>> = {
  added: ['加班次', 'Shifts added'], moved: ['改时间', 'Moved'], resized: ['改名额', 'Places changed'], cancelled: ['取消班次', 'Shift cancelled'],
};
export const changeWords = ({ kind }: ShiftChange): string => t(...kinds[kind]);

/** 11 月 28 日 周六 09:00–12:00 改到 … */
export function changedShifts({ kind, shifts }: ShiftChange): string {
  const [first] = shifts;
  if (first === undefined) return '';
  const now = period(first.starts_at, first.ends_at);
  const words = kind === 'moved' && first.from !== null ? t(`${period(first.from.starts_at, first.from.ends_at)} 改到 ${now}`, `${period(first.from.starts_at, first.from.ends_at)} to ${now}`)
    : kind === 'resized' ? t(`${now}，${first.capacity} 人`, `${now}, ${first.capacity} places`) : now;
  return shifts.length === 1 ? words : t(`${words}，等 ${shifts.length} 班`, `${words}, and ${shifts.length - 1} more`);
}

/** Changes that wait for a person above; whoever may decide does so here. */
export function WaitingChanges({ activity }: { activity: Activity }) {
  const waiting = activity.shift_changes.filter((change) => change.decision === null);
  if (waiting.length === 0) return null;
  return (
    <>
      <h2 className="title">{t('等审核的班次改动', 'Changes of shifts to approve')}</h2>
      <ul className="shift-lines">{waiting.map((change) => <Waiting key={change.id} activity={activity} change={change} />)}</ul>
    </>
  );
}

function Waiting({ activity, change }: { activity: Activity; change: ShiftChange }) {
  const [returning, setReturning] = useState(false);
  const [reason, setReason] = useState('');
  const decide = useWrite('put', '/api/activities/{activity_id}/shift-changes/{shift_change_id}/approval', ['/api/activities/{activity_id}', '/api/activities', '/api/activity-approvals']);
  const path = { activity_id: activity.id, shift_change_id: change.id };
  return (
    <li className="shift-line">
      <span><b>{changeWords(change)}</b> {changedShifts(change)}</span>
      <span className="soft">{change.asked_by_name} {moment(change.asked_at)}</span>
      <span className="soft">{t('为什么要审：', 'Why it came up: ')}{change.approval_reasons.map((each) => t(each.zh, each.en)).join(t('；', '; '))}{change.reason !== '' && t(`。原因：${change.reason}`, `. Reason: ${change.reason}`)}</span>
      {change.can.decide ? (
        <span className="shift-acts">
          <Button onClick={() => setReturning(true)}>{t('退回', 'Send back')}</Button>
          <Button kind="do" running={decide.running} onClick={() => void decide.send({ path, body: { decision: 'approved' } }).then((done) => done && toast(t(`已通过，通知了 ${done.told} 人`, `Approved; ${done.told} people told`)))}>{t('通过这项改动', 'Approve the change')}</Button>
        </span>
      ) : <span className="soft">{t('等上级审核，现在还按原来的', 'Waits for the level above; nothing has changed yet')}</span>}
      {decide.problem && !returning && <ProblemNote problem={decide.problem} />}
      {returning && (
        <Dialog open title={t('退回改动', 'Send the change back')} onClose={() => setReturning(false)}>
          <Form problem={decide.problem} onSubmit={() => void decide.send({ path, body: { decision: 'returned', reason } }).then((done) => done && setReturning(false))}>
            <Textarea name="reason" label={t('为什么退回', 'Why')} value={reason} onChange={setReason} />
            <div className="actions"><Button onClick={() => setReturning(false)}>{t('先不退', 'Not now')}</Button><Button kind="end" type="submit" running={decide.running}>{t('退回改动', 'Send back')}</Button></div>
          </Form>
        </Dialog>
      )}
    </li>
  );
}
