import { useState } from 'react';
import { businessDate } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { DateInput, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { refreshed, type ChangeProps } from './organization-change.ts';

/** A new name from a day on; the old one stays in the history. */
export function RenameForm({ page, onClose }: ChangeProps) {
  const [name, setName] = useState(page.organization.name_zh);
  const [from, setFrom] = useState(businessDate(new Date()));
  const [reason, setReason] = useState('');
  const rename = useWrite('put', '/api/organizations/{organization_id}/name', refreshed);
  async function save(): Promise<void> {
    if (
      !(await rename.send({
        path: { organization_id: page.organization.id },
        body: { name_zh: name, valid_from: from, reason },
      }))
    )
      return;
    toast(t('已更名，原名留在沿革里', 'Renamed; the old name stays in the history'));
    onClose();
  }
  return (
    <Form problem={rename.problem} onSubmit={() => void save()}>
      <TextInput name="name_zh" label={t('新名称', 'New name')} value={name} onChange={setName} />
      <DateInput
        name="valid_from"
        max={businessDate(new Date())}
        label={t('从哪天起', 'From')}
        value={from}
        onChange={setFrom}
      />
      <TextInput name="reason" label={t('依据', 'Ground')} value={reason} onChange={setReason} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不改', 'Not now')}</Button>
        <Button kind="do" type="submit" running={rename.running}>
          {t('更名', 'Rename')}
        </Button>
      </div>
    </Form>
  );
}
