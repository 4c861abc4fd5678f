import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select, Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { period, t } from '../../../ui/words.ts';
import type { RosterAnswer } from './roster-shown.ts';

export type DialogProps = { open: boolean; onClose: () => void; activity_id: string; roster: RosterAnswer };

export function MessageDialog({ open, onClose, activity_id, roster }: DialogProps) {
  const [text, setText] = useState('');
  const [shift_id, setShift] = useState('');
  const send = useWrite('post', '/api/activities/{activity_id}/messages', ['/api/activities/{activity_id}/roster']);
  async function go(): Promise<void> {
    const done = await send.send({ path: { activity_id }, body: { text, ...(shift_id === '' ? {} : { shift_id }) } });
    if (done) {
      setText('');
      onClose();
      toast(t(`已发给 ${done.recipients} 人`, `Sent to ${done.recipients} people`));
    }
  }
  return (
    <Dialog open={open} title={t('给名单上的人发消息', 'Message the roster')} onClose={onClose}>
      <Form problem={send.problem} onSubmit={() => void go()}>
        <Select
          name="shift_id"
          label={t('发给', 'To')}
          value={shift_id}
          onChange={setShift}
          empty={t('全部班次', 'All shifts')}
          options={roster.shifts.map((shift) => ({ value: shift.id, label: period(shift.starts_at, shift.ends_at) }))}
        />
        <Textarea name="text" label={t('说什么', 'Message')} value={text} onChange={setText} />
        <div className="actions">
          <Button onClick={onClose}>{t('先不发', 'Not now')}</Button>
          <Button kind="do" type="submit" running={send.running}>
            {t('发出', 'Send')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
