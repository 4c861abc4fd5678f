import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select, Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { period, t } from '../../../ui/words.ts';
import type { DialogProps } from './MessageDialog.tsx';

export function InviteDialog({ open, onClose, activity_id, roster }: DialogProps) {
  const [numbers, setNumbers] = useState('');
  const [message, setMessage] = useState('');
  const [shift_id, setShift] = useState(roster.shifts[0]?.id ?? '');
  const invite = useWrite('post', '/api/activities/{activity_id}/shifts/{shift_id}/invitations', [
    '/api/activities/{activity_id}/roster',
  ]);
  async function go(): Promise<void> {
    const done = await invite.send({
      path: { activity_id, shift_id },
      body: { volunteer_numbers: numbers.split(/[\s,，、]+/).filter((each) => each !== ''), message },
    });
    if (done === undefined) return;
    toast(
      t(`邀请了 ${done.invited} 人，等他们答复`, `${done.invited} invited; they decide`) +
        (done.unknown.length > 0
          ? t(`；没找到：${done.unknown.join('、')}`, `; not found: ${done.unknown.join(', ')}`)
          : ''),
    );
    setNumbers('');
    onClose();
  }
  return (
    <Dialog open={open} title={t('邀请志愿者', 'Invite volunteers')} onClose={onClose}>
      <Form problem={invite.problem} onSubmit={() => void go()}>
        <p className="soft">
          {t('去不去由本人定，邀请不占名额。', 'They decide themselves; an invitation holds no place.')}
        </p>
        <Select
          name="shift_id"
          label={t('班次', 'Shift')}
          value={shift_id}
          onChange={setShift}
          options={roster.shifts.map((shift) => ({ value: shift.id, label: period(shift.starts_at, shift.ends_at) }))}
        />
        <Textarea
          name="volunteer_numbers"
          label={t('志愿者编号', 'Volunteer numbers')}
          hint={t('一行一个，或用空格隔开', 'One a line, or separated by spaces')}
          value={numbers}
          onChange={setNumbers}
        />
        <Textarea
          name="message"
          label={t('附一句话', 'A word with it')}
          optional
          rows={2}
          value={message}
          onChange={setMessage}
        />
        <div className="actions">
          <Button onClick={onClose}>{t('先不邀请', 'Not now')}</Button>
          <Button kind="do" type="submit" running={invite.running}>
            {t('发出邀请', 'Invite')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
