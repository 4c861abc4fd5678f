import { useState } from 'react';
import { at, businessDate, addDays, fullMoment } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { RadioGroup } from '../../../ui/Choice.tsx';
import { Dialog, Effects } from '../../../ui/Dialog.tsx';
import { DateInput, Textarea } from '../../../ui/Field.tsx';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { period, t } from '../../../ui/words.ts';
import type { Activity, Shift } from '../activities/activity-shown.ts';

type ChangeProps = { activity: Activity; shift: Shift; onClose: () => void };
type Reach = 'this' | 'following';
const refresh = ['/api/activities/{activity_id}', '/api/activities', '/api/activity-approvals'] as const;
const clock = (iso: string): string => fullMoment(new Date(iso)).slice(11);
const people = (shift: Shift): string =>
  t(
    `${shift.seats_taken} 人有名额，${shift.waiting} 人候补`,
    `${shift.seats_taken} with a seat, ${shift.waiting} waiting`,
  );

function WhichOnes({ shift, value, onChange }: { shift: Shift; value: Reach; onChange: (reach: Reach) => void }) {
  if (shift.following === 0) return null;
  return (
    <RadioGroup
      name="reach"
      label={t('哪几班', 'Which shifts')}
      value={value}
      onChange={(each) => onChange(each === 'following' ? 'following' : 'this')}
      options={[
        { value: 'this', label: t('只这一班', 'This one') },
        {
          value: 'following',
          label: t(
            `这一班和后面同一时间的 ${shift.following} 班`,
            `This and the ${shift.following} following at the same time`,
          ),
        },
      ]}
    />
  );
}

/** A new day or hour. Everyone is told, and may leave without it counting, because they signed up for another time. */
export function MoveShift({ activity, shift, onClose }: ChangeProps) {
  const [reach, setReach] = useState<Reach>('this');
  const [day, setDay] = useState(businessDate(new Date(shift.starts_at)));
  const [start, setStart] = useState(clock(shift.starts_at));
  const [end, setEnd] = useState(clock(shift.ends_at));
  const [reason, setReason] = useState('');
  const move = useWrite('put', '/api/activities/{activity_id}/shifts/{shift_id}/time', refresh);
  async function send(): Promise<void> {
    const starts_at = at(day, start);
    const ends_at = at(end > start ? day : addDays(day, 1), end);
    const done = await move.send({
      path: { activity_id: activity.id, shift_id: shift.id },
      body: { starts_at: starts_at.toISOString(), ends_at: ends_at.toISOString(), reach, reason },
    });
    if (done === undefined) return;
    onClose();
    const clashing =
      done.clashing > 0
        ? t(
            `；其中 ${done.clashing} 人时间冲突或一天太长，已请他们选`,
            `; ${done.clashing} have a clash or too long a day and were asked to choose`,
          )
        : '';
    toast(
      done.state === 'done'
        ? t(`改好了 ${done.shifts} 班，通知了 ${done.told} 人`, `${done.shifts} moved, ${done.told} people told`) +
            clashing
        : t(
            '按规则要审核，已交上级；通过后才改',
            'The rules want approval: sent to the level above, nothing is moved yet',
          ),
    );
  }
  return (
    <Dialog
      open
      title={t(`改时间：${period(shift.starts_at, shift.ends_at)}`, `Move ${period(shift.starts_at, shift.ends_at)}`)}
      onClose={onClose}
    >
      <Form problem={move.problem} onSubmit={() => void send()}>
        <WhichOnes shift={shift} value={reach} onChange={setReach} />
        <div className="form-grid">
          <DateInput name="starts_at" label={t('改到哪天', 'New day')} value={day} onChange={setDay} />
          <TimeInput name="start_clock" label={t('开始', 'Start')} value={start} onChange={setStart} />
          <TimeInput name="ends_at" label={t('结束', 'End')} value={end} onChange={setEnd} />
        </div>
        <Textarea
          name="reason"
          label={t('原因，报名的人会看到', 'The reason; those signed up will read it')}
          rows={2}
          value={reason}
          onChange={setReason}
        />
        <Effects
          rows={[
            { what: t('这一班', 'This shift'), value: people(shift) },
            {
              what: t('他们', 'They'),
              value: t('都会收到通知；来不了可以退，不算临时退出', 'are told; may withdraw without it counting'),
            },
            { what: t('日历', 'Calendars'), value: t('自动改到新时间', 'follow by themselves') },
          ]}
        />
        <div className="actions">
          <Button onClick={onClose}>{t('先不改', 'Not now')}</Button>
          <Button kind="do" type="submit" running={move.running}>
            {t('改时间并通知', 'Move and tell')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

export function CancelShift({ activity, shift, onClose }: ChangeProps) {
  const [reach, setReach] = useState<Reach>('this');
  const cancel = useWrite('put', '/api/activities/{activity_id}/shifts/{shift_id}/cancellation', refresh);
  async function send(reason: string): Promise<void> {
    const done = await cancel.send({ path: { activity_id: activity.id, shift_id: shift.id }, body: { reach, reason } });
    if (done === undefined) return;
    onClose();
    toast(t(`取消了 ${done.shifts} 班，通知了 ${done.told} 人`, `${done.shifts} cancelled, ${done.told} people told`));
  }
  return (
    <Ask
      open
      title={t(
        `取消 ${period(shift.starts_at, shift.ends_at)} 这一班？`,
        `Cancel the shift of ${period(shift.starts_at, shift.ends_at)}?`,
      )}
      onClose={onClose}
      verb={t('取消班次', 'Cancel the shift')}
      leave={t('不取消', 'Keep it')}
      running={cancel.running}
      problem={cancel.problem}
      reason={{ label: t('原因，报名的人会看到', 'The reason; those signed up will read it') }}
      effects={[
        { what: t('这一班', 'This shift'), value: people(shift) },
        {
          what: t('他们', 'They'),
          value: t('全部退出并收到通知，不算退出', 'are released and told; it does not count as withdrawing'),
        },
        { what: t('日历', 'Calendars'), value: t('显示已取消', 'show it as cancelled') },
      ]}
      onConfirm={(reason) => void send(reason)}
    >
      <WhichOnes shift={shift} value={reach} onChange={setReach} />
    </Ask>
  );
}
