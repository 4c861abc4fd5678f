import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { DateInput, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { t } from '../../../ui/words.ts';
import { type Shown, refresh } from './person-shown.ts';

export function Insure({ one, onDone }: { one: Shown; onDone: () => void }) {
  const [draft, setDraft] = useState({ insurer: '', policy_number: '', valid_from: '', valid_until: '' });
  const save = useWrite('post', '/api/volunteers/{volunteer_id}/insurance', refresh);
  async function send(): Promise<void> {
    if (await save.send({ path: { volunteer_id: one.id }, body: draft })) onDone();
  }
  return (
    <Form problem={save.problem} onSubmit={() => void send()}>
      <h2 className="title">{t('登记意外险', 'Record accident cover')}</h2>
      <TextInput
        name="insurer"
        label={t('保险公司', 'Insurer')}
        value={draft.insurer}
        onChange={(insurer) => setDraft({ ...draft, insurer })}
      />
      <TextInput
        name="policy_number"
        label={t('保单号', 'Policy number')}
        value={draft.policy_number}
        onChange={(policy_number) => setDraft({ ...draft, policy_number })}
      />
      <DateInput
        name="valid_from"
        label={t('起', 'From')}
        value={draft.valid_from}
        onChange={(valid_from) => setDraft({ ...draft, valid_from })}
      />
      <DateInput
        name="valid_until"
        label={t('止', 'Until')}
        value={draft.valid_until}
        onChange={(valid_until) => setDraft({ ...draft, valid_until })}
      />
      <div className="actions">
        <Button onClick={onDone}>{t('先不登', 'Not now')}</Button>
        <Button kind="do" type="submit" running={save.running}>
          {t('登记意外险', 'Record')}
        </Button>
      </div>
    </Form>
  );
}
