import { useState } from 'react';
import { businessDate } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { DateInput, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { OrganizationField } from '../profile/FieldsOf.tsx';
import { refreshed, type ChangeProps } from './organization-change.ts';

/** Another superior from a day on, with everything below. */
export function MoveForm({ page, onClose }: ChangeProps) {
  const [parent, setParent] = useState('');
  const [from, setFrom] = useState(businessDate(new Date()));
  const [reason, setReason] = useState('');
  const move = useWrite('put', '/api/organizations/{organization_id}/parent', refreshed);
  async function save(): Promise<void> {
    if (
      !(await move.send({
        path: { organization_id: page.organization.id },
        body: { parent_id: parent, valid_from: from, reason },
      }))
    )
      return;
    toast(t('已移动，下级一并移走', 'Moved, with everything below'));
    onClose();
  }
  return (
    <Form problem={move.problem} onSubmit={() => void save()}>
      <OrganizationField name="parent_id" label={t('新的上级', 'New parent')} value={parent} onChange={setParent} />
      <DateInput
        name="valid_from"
        max={businessDate(new Date())}
        label={t('从哪天起', 'From')}
        value={from}
        onChange={setFrom}
      />
      <TextInput name="reason" label={t('依据', 'Ground')} value={reason} onChange={setReason} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不移', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={move.running}
          disabledReason={parent === '' ? t('先选上级', 'choose the parent first') : undefined}
        >
          {t('移动组织', 'Move it')}
        </Button>
      </div>
    </Form>
  );
}
