import { useState } from 'react';
import { businessDate } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { DateInput, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { day, t } from '../../../ui/words.ts';
import type { Activity } from './activity-shown.ts';

type Given = Activity['delegations'][number];

/** In whose hands this one activity is and until when; handing it on, and taking it back. */
export function Delegation({ activity }: { activity: Activity }) {
  if (activity.delegations.length === 0 && !activity.can.delegate) return null;
  return (
    <>
      <h2 className="title">{t('交给一个人负责', 'Hand to one person')}</h2>
      {activity.delegations.length > 0 && (
        <ul className="shift-rows" aria-label={t('现在由谁负责', 'Now in the hands of')}>
          {activity.delegations.map((each) => (
            <GivenTo key={each.grant_id} given={each} />
          ))}
        </ul>
      )}
      {activity.can.delegate && <HandOver activity={activity} />}
    </>
  );
}

function GivenTo({ given }: { given: Given }) {
  const [asking, setAsking] = useState(false);
  const end = useWrite('delete', '/api/grants/{grant_id}', ['/api/activities/{activity_id}']);
  return (
    <li>
      <span>
        <b>{given.person_name}</b>{' '}
        <span className="soft">{t(`到 ${day(given.valid_until)} 为止`, `until ${day(given.valid_until)}`)}</span>
      </span>
      {given.can.end && (
        <Button
          kind="text"
          label={t(`从${given.person_name}收回`, `Take back from ${given.person_name}`)}
          onClick={() => setAsking(true)}
        >
          {t('收回', 'Take back')}
        </Button>
      )}
      <Ask
        open={asking}
        title={t(`从${given.person_name}收回这个活动？`, `Take the activity back from ${given.person_name}?`)}
        onClose={() => setAsking(false)}
        verb={t('收回活动', 'Take it back')}
        leave={t('先不收', 'Not now')}
        running={end.running}
        problem={end.problem}
        reason={{ label: t('原因', 'The reason') }}
        effects={[
          {
            what: given.person_name,
            value: t(
              '马上看不到名单，不能签到和确认，会收到通知',
              'loses roster, check-in and confirmation at once, and is told',
            ),
          },
        ]}
        onConfirm={(reason) =>
          void end
            .send({ path: { grant_id: given.grant_id }, body: { reason } })
            .then((done) => done && setAsking(false))
        }
      />
    </li>
  );
}

function HandOver({ activity }: { activity: Activity }) {
  const [number, setNumber] = useState('');
  const lastEnd = activity.shifts.at(-1)?.ends_at;
  const [until, setUntil] = useState(lastEnd === undefined ? '' : businessDate(new Date(lastEnd)));
  const delegate = useWrite('put', '/api/activities/{activity_id}/delegation', ['/api/activities/{activity_id}']);
  async function send(): Promise<void> {
    const done = await delegate.send({
      path: { activity_id: activity.id },
      body: { volunteer_number: number, valid_until: until },
    });
    if (done === undefined) return;
    setNumber('');
    toast(t(`已交给${done.person_name}`, `Handed to ${done.person_name}`));
  }
  return (
    <Form problem={delegate.problem} label={t('交给一个人负责', 'Hand to one person')} onSubmit={() => void send()}>
      <div className="form-grid">
        <TextInput
          name="volunteer_number"
          label={t('志愿者编号', 'Volunteer number')}
          value={number}
          onChange={setNumber}
          hint={t('只管这一个活动的名单、签到和确认。', 'Roster, check-in and confirmation of this activity only.')}
        />
        <DateInput name="valid_until" label={t('到哪天为止', 'Until')} value={until} onChange={setUntil} />
      </div>
      <div className="actions">
        <Button type="submit" running={delegate.running}>
          {t('交给此人', 'Hand over')}
        </Button>
      </div>
    </Form>
  );
}
