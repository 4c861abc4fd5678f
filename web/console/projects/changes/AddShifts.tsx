import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import type { Activity } from '../activities/activity-shown.ts';
import { isPending, useShifts } from '../activities/use-shifts.ts';
import { ShiftsField } from '../activities/ShiftsField.tsx';

/** More shifts, by the same patterns as in a draft. */
export function AddShifts({ activity }: { activity: Activity }) {
  const [open, setOpen] = useState(false);
  const list = useShifts([]);
  const add = useWrite('post', '/api/activities/{activity_id}/shifts', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activity-approvals',
  ]);
  if (!open)
    return (
      <div className="actions">
        <Button icon="plus" onClick={() => setOpen(true)}>
          {t('加班次', 'Add shifts')}
        </Button>
      </div>
    );
  async function send(): Promise<void> {
    const shifts = await list.taken();
    if (shifts === undefined) return;
    const done = await add.send({ path: { activity_id: activity.id }, body: { shifts } });
    if (done === undefined) return;
    list.setShifts([]);
    setOpen(false);
    toast(
      done.state === 'done'
        ? t(`加了 ${done.shift_ids.length} 班，可以报名了`, `${done.shift_ids.length} added and open`)
        : t('按规则要审核，已交上级；通过后开放报名', 'The rules want approval: sent to the level above'),
    );
  }
  return (
    <Form problem={add.problem} label={t('加班次', 'Add shifts')} onSubmit={() => void send()}>
      <ShiftsField of={list} />
      <div className="actions">
        <Button
          onClick={() => {
            setOpen(false);
            list.setShifts([]);
          }}
        >
          {t('先不加', 'Not now')}
        </Button>
        <Button
          kind="do"
          type="submit"
          running={add.running}
          disabledReason={
            list.shifts.length === 0 && !isPending(list.pattern)
              ? t('先排好要加的班次', 'Lay out the shifts first')
              : undefined
          }
        >
          {list.shifts.length === 0
            ? t('加上并开放报名', 'Add and open')
            : t(`加这 ${list.shifts.length} 班并开放报名`, `Open these ${list.shifts.length} shifts`)}
        </Button>
      </div>
    </Form>
  );
}
