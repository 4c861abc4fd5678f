import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { Delegation } from './Delegation.tsx';
import { ChangeLeaders } from '../changes/ChangeLeaders.tsx';
import type { Activity } from './activity-shown.ts';

export function AfterPublishing({ activity }: { activity: Activity }) {
  const [place, setPlace] = useState(activity.place);
  const [gathering_note, setNote] = useState(activity.gathering_note);
  const [contact_phone, setPhone] = useState(activity.contact_phone ?? '');
  const change = useWrite('put', '/api/activities/{activity_id}/details', ['/api/activities/{activity_id}']);
  return (
    <>
      {activity.can.change && (
        <>
          <h2 className="title">{t('改地点和集合说明', 'Change place and notes')}</h2>
          <Form
            problem={change.problem}
            label={t('改地点和集合说明', 'Change place and notes')}
            onSubmit={() =>
              void change
                .send({ path: { activity_id: activity.id }, body: { place, gathering_note, contact_phone } })
                .then((done) => done && toast(t(`已改，通知了 ${done.told} 人`, `Changed; ${done.told} people told`)))
            }
          >
            <div className="form-grid">
              <TextInput name="place" label={t('地点', 'Place')} value={place} onChange={setPlace} />
              <TextInput
                name="gathering_note"
                label={t('集合说明', 'Where to batch')}
                optional
                value={gathering_note}
                onChange={setNote}
              />
              <TextInput
                name="contact_phone"
                label={t('现场电话', 'Phone on site')}
                optional
                type="tel"
                value={contact_phone}
                onChange={setPhone}
              />
            </div>
            <div className="actions">
              <Button type="submit" running={change.running}>
                {t('改好并通知', 'Change and tell')}
              </Button>
            </div>
          </Form>
        </>
      )}
      {activity.can.change && <ChangeLeaders activity={activity} />}
      <Delegation activity={activity} />
    </>
  );
}
