import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { DateInput, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { OrganizationPicker, type Picked } from '../../../ui/OrganizationPicker.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { type Shown, refresh } from './person-shown.ts';

export function Honour({ one, onDone }: { one: Shown; onDone: () => void }) {
  const [draft, setDraft] = useState({ title: '', issued_on: '', document: '' });
  const [issuer, setIssuer] = useState<Picked | null>(one.organization);
  const [outside, setOutside] = useState('');
  const save = useWrite('post', '/api/volunteers/{volunteer_id}/honours', refresh);
  async function send(): Promise<void> {
    const by = outside.trim() !== '' ? { issuer_name: outside } : issuer ? { issuer_id: issuer.id } : {};
    const saved = await save.send({ path: { volunteer_id: one.id }, body: { ...draft, ...by } });
    if (!saved) return;
    toast(
      saved.is_confirmed
        ? t('已登记，本人会收到消息', 'Recorded: the person is told')
        : t(
            '已登记；颁发单位核实以前，注明“未经核实”',
            'Recorded; it says “not confirmed” until the issuer confirms it',
          ),
    );
    onDone();
  }
  return (
    <Form problem={save.problem} onSubmit={() => void send()}>
      <h2 className="title">{t('登记荣誉', 'Record an honour')}</h2>
      <TextInput
        name="title"
        label={t('荣誉名称', 'Honour')}
        value={draft.title}
        onChange={(title) => setDraft({ ...draft, title })}
      />
      <OrganizationPicker name="issuer_id" label={t('颁发单位', 'Issued by')} value={issuer} onChange={setIssuer} />
      <TextInput
        name="issuer_name"
        label={t('平台里没有的颁发单位', 'Issuer that is not on the platform')}
        optional
        value={outside}
        onChange={setOutside}
        hint={t(
          '填了就以它为准，一直注明“未经颁发单位核实”',
          'Counts instead of the one above, and always says “not confirmed by the issuer”',
        )}
      />
      <DateInput
        name="issued_on"
        label={t('颁发日期', 'Issued on')}
        value={draft.issued_on}
        onChange={(issued_on) => setDraft({ ...draft, issued_on })}
      />
      <TextInput
        name="document"
        label={t('文号', 'Document')}
        optional
        value={draft.document}
        onChange={(document) => setDraft({ ...draft, document })}
      />
      <div className="actions">
        <Button onClick={onDone}>{t('先不登', 'Not now')}</Button>
        <Button kind="do" type="submit" running={save.running}>
          {t('登记荣誉', 'Record')}
        </Button>
      </div>
    </Form>
  );
}
