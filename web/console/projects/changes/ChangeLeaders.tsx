import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import type { Activity } from '../activities/activity-shown.ts';

/** Who stays is ticked, who comes is found by volunteer number. */
export function ChangeLeaders({ activity }: { activity: Activity }) {
  const [leaving, setLeaving] = useState<readonly string[]>([]);
  const [number, setNumber] = useState('');
  const change = useWrite('put', '/api/activities/{activity_id}/leaders', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activity-approvals',
  ]);
  const shown = activity.leaders.map((leader) => leader.id);
  const save = (): void =>
    void change
      .send({
        path: { activity_id: activity.id },
        body: {
          kept_ids: shown.filter((id) => !leaving.includes(id)),
          left_ids: shown.filter((id) => leaving.includes(id)),
          volunteer_numbers: number.trim() === '' ? [] : [number.trim()],
        },
      })
      .then((done) => {
        if (!done) return;
        setLeaving([]);
        setNumber('');
        toast(
          done.state === 'done'
            ? t(`已改，现在 ${done.leaders} 人负责`, `Changed; ${done.leaders} in charge now`)
            : t(
                '按规则要审核，已交上级；通过后才换',
                'The rules want approval: sent to the level above, nothing changes yet',
              ),
        );
      });
  return (
    <>
      <h2 className="title">{t('换负责人', 'Change the leaders')}</h2>
      <Form problem={change.problem} label={t('换负责人', 'Change the leaders')} onSubmit={save}>
        <div role="group" aria-label={t('现在的负责人', 'In charge now')}>
          <p className="soft">{t('不再负责的去掉勾。', 'Untick who leaves.')}</p>
          {activity.leaders.map((leader) => (
            <Checkbox
              key={leader.id}
              name={leader.id}
              label={leader.name}
              checked={!leaving.includes(leader.id)}
              onChange={(on) => setLeaving(on ? leaving.filter((id) => id !== leader.id) : [...leaving, leader.id])}
            />
          ))}
        </div>
        <div className="form-grid">
          <TextInput
            name="volunteer_numbers"
            label={t('加一位，填志愿者编号', 'Add one, by volunteer number')}
            optional
            value={number}
            onChange={setNumber}
          />
        </div>
        <div className="actions">
          <Button type="submit" running={change.running}>
            {t('改好并告诉本人', 'Change and tell them')}
          </Button>
        </div>
      </Form>
    </>
  );
}
