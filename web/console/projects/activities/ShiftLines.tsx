import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { useWrite } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { CapacityCells } from '../../../ui/Cells.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { NumberInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { period, t } from '../../../ui/words.ts';
import { AddShifts } from '../changes/AddShifts.tsx';
import type { Activity, Shift } from './activity-shown.ts';
import { CancelShift, MoveShift } from '../changes/ChangeShift.tsx';

type LineProps = { activity: Activity; shift: Shift };

/** The shifts with their places; of a published activity each can be moved, cancelled, resized, and more can be added. */
export function ShiftLines({ activity }: { activity: Activity }) {
  return (
    <>
      <h2 className="title">{t('班次', 'Shifts')}</h2>
      <ul className="shift-lines">
        {activity.shifts.map((shift) => (
          <ShiftLine key={shift.id} activity={activity} shift={shift} />
        ))}
      </ul>
      {activity.can.change && <AddShifts activity={activity} />}
    </>
  );
}

function ShiftLine({ activity, shift }: LineProps) {
  const [open, setOpen] = useState<'places' | 'move' | 'cancel' | null>(null);
  const close = (): void => setOpen(null);
  const words = period(shift.starts_at, shift.ends_at);
  return (
    <li className="shift-line">
      <span>
        <b>{words}</b> {shift.name} {shift.service_day && <span className="soft">{shift.service_day}</span>}{' '}
        {shift.is_cancelled && <Tag state="late">{t('已取消', 'Cancelled')}</Tag>}
      </span>
      <span>
        {t(
          `已报 ${shift.seats_taken} / ${shift.capacity}，候补 ${shift.waiting}`,
          `${shift.seats_taken} of ${shift.capacity}, ${shift.waiting} waiting`,
        )}
      </span>
      <CapacityCells taken={shift.seats_taken} places={shift.capacity} waiting={shift.waiting} />
      {!shift.is_cancelled && (activity.can.board || activity.can.change) && (
        <span className="shift-acts">
          {activity.can.board && (
            <LinkButton kind="text" href={recordsDesk.board({ shift_id: shift.id })}>
              {t('签到板', 'Check-in board')}
            </LinkButton>
          )}
          {activity.can.back_fill && Date.parse(shift.ends_at) < Date.now() && (
            <LinkButton kind="text" href={recordsDesk.backFill({ shift_id: shift.id })}>
              {t('补录', 'Back-fill')}
            </LinkButton>
          )}
          {activity.can.change && (
            <Button kind="text" label={t(`改名额：${words}`, `Places of ${words}`)} onClick={() => setOpen('places')}>
              {t('改名额', 'Places')}
            </Button>
          )}
          {shift.can.move && (
            <Button kind="text" label={t(`改时间：${words}`, `Move ${words}`)} onClick={() => setOpen('move')}>
              {t('改时间', 'Move')}
            </Button>
          )}
          {shift.can.cancel && (
            <Button
              kind="text"
              label={t(`取消这一班：${words}`, `Cancel it: ${words}`)}
              onClick={() => setOpen('cancel')}
            >
              {t('取消这一班', 'Cancel it')}
            </Button>
          )}
        </span>
      )}
      {open === 'places' && <Places activity={activity} shift={shift} onClose={close} />}
      {open === 'move' && <MoveShift activity={activity} shift={shift} onClose={close} />}
      {open === 'cancel' && <CancelShift activity={activity} shift={shift} onClose={close} />}
    </li>
  );
}

function Places({ activity, shift, onClose }: LineProps & { onClose: () => void }) {
  const [places, setPlaces] = useState(String(shift.capacity));
  const change = useWrite('put', '/api/activities/{activity_id}/shifts/{shift_id}/capacity', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activity-approvals',
  ]);
  async function send(): Promise<void> {
    const done = await change.send({
      path: { activity_id: activity.id, shift_id: shift.id },
      body: { capacity: Number(places) },
    });
    if (done === undefined) return;
    onClose();
    if (done.state === 'waits_for_approval')
      toast(t('超过规定人数，已交上级审核', 'Above the limit: sent to the level above'));
    else if (done.promoted > 0)
      toast(
        t(`${done.promoted} 人从候补转为正式，已通知`, `${done.promoted} moved up from the waitlist and were told`),
      );
  }
  return (
    <Dialog open title={t('改名额', 'Change the places')} onClose={onClose}>
      <Form problem={change.problem} onSubmit={() => void send()}>
        <NumberInput
          name="capacity"
          label={t('名额', 'Places')}
          min={1}
          value={places}
          onChange={setPlaces}
          hint={t('加出来的名额马上给候补的人。', 'New places go to the waitlist at once.')}
        />
        <div className="actions">
          <Button onClick={onClose}>{t('先不改', 'Not now')}</Button>
          <Button kind="do" type="submit" running={change.running}>
            {t('改为这个数', 'Change')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
