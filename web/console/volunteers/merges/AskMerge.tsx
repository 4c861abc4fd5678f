import { useState } from 'react';
import type { Answer } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { RadioGroup } from '../../../ui/Choice.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { SecondPerson } from '../../SecondPerson.tsx';
import { PersonPicker, type PickedPerson } from '../roster/PersonPicker.tsx';

/** Two registrations of one person: which one stays, and why they are one. Both sides are asked, another colleague decides. */
export function AskMerge({
  one,
  onDone,
}: {
  one: Answer<'get', '/api/volunteers/{volunteer_id}'>;
  onDone: () => void;
}) {
  const [other, setOther] = useState<PickedPerson | null>(null);
  const [stays, setStays] = useState('');
  const [reason, setReason] = useState('');
  const ask = useWrite('post', '/api/merge-requests', ['/api/merge-requests']);
  async function send(): Promise<void> {
    if (other === null) return;
    const [kept_id, duplicate_id] = stays === 'this' ? [one.id, other.id] : [other.id, one.id];
    if (!(await ask.send({ body: { kept_id, duplicate_id, reason } }))) return;
    toast(t('已发给双方，另一位同事来决定', 'Both sides were asked; another colleague decides'));
    onDone();
  }
  return (
    <Form problem={ask.problem} onSubmit={() => void send()}>
      <h2 className="title">{t('请求合并', 'Ask to merge')}</h2>
      {one.organization && <SecondPerson at={one.organization.id} permission="volunteers.merge" />}
      <PersonPicker
        name="duplicate_id"
        label={t('另一份注册', 'The other registration')}
        value={other}
        onChange={setOther}
        but={one.id}
      />
      <RadioGroup
        name="stays"
        label={t('保留哪一份', 'Which one stays')}
        value={stays}
        onChange={setStays}
        options={[
          { value: 'this', label: t(`本页这份 ${one.number}`, `This one, ${one.number}`) },
          {
            value: 'other',
            label:
              other === null ? t('另一份', 'The other') : t(`另一份 ${other.number}`, `The other, ${other.number}`),
          },
        ]}
      />
      <Textarea name="reason" label={t('为什么是同一人', 'Why it is one person')} value={reason} onChange={setReason} />
      <div className="actions">
        <Button onClick={onDone}>{t('先不合', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={ask.running}
          disabledReason={
            other === null
              ? t('先找到另一份注册', 'find the other registration first')
              : stays === ''
                ? t('先选保留哪一份', 'choose which one stays')
                : reason.trim().length < 2
                  ? t('先写理由', 'give a reason first')
                  : undefined
          }
        >
          {t('请双方确认', 'Ask both sides')}
        </Button>
      </div>
    </Form>
  );
}
