import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { refreshed, type ChangeProps } from './organization-change.ts';

/** How the organisation is reached, as its certificates print it. */
export function PhoneForm({ page, onClose }: ChangeProps) {
  const [phone, setPhone] = useState(page.organization.contact_phone ?? '');
  const change = useWrite('put', '/api/organizations/{organization_id}/contact-phone', refreshed);
  async function save(): Promise<void> {
    if (
      !(await change.send({
        path: { organization_id: page.organization.id },
        body: { contact_phone: phone.trim() === '' ? null : phone },
      }))
    )
      return;
    toast(t('联系电话存好了，以后开的证明印这个', 'Saved: certificates print it from now on'));
    onClose();
  }
  return (
    <Form problem={change.problem} onSubmit={() => void save()}>
      <TextInput
        name="contact_phone"
        type="tel"
        maxLength={40}
        optional
        label={t('联系电话', 'Phone')}
        value={phone}
        onChange={setPhone}
        hint={t(
          '手机，或带区号的座机，如 0763-3388120 转 801；印在本单位开的证明上',
          'A mobile, or a landline with its area code; printed on the certificates issued here',
        )}
      />
      <div className="actions">
        <Button onClick={onClose}>{t('先不改', 'Not now')}</Button>
        <Button kind="do" type="submit" running={change.running}>
          {t('存好', 'Save')}
        </Button>
      </div>
    </Form>
  );
}
