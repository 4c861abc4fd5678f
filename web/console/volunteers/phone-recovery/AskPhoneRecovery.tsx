import { useState } from 'react';
import { documentTypes, type DocumentType } from '../../../../domain/volunteers/identity.ts';
import type { Answer } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';

/** Somebody stands at the desk with a document and without the old phone; another colleague agrees, the old number may object. */
export function AskPhoneRecovery({
  one,
  onDone,
}: {
  one: Answer<'get', '/api/volunteers/{volunteer_id}'>;
  onDone: () => void;
}) {
  const [phone, setPhone] = useState('');
  const [type, setType] = useState<DocumentType>('resident_id');
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const ask = useWrite('post', '/api/volunteers/{volunteer_id}/phone-recoveries', ['/api/phone-recoveries']);
  async function send(): Promise<void> {
    const body = { phone, document_type: type, reason, ...(number.trim() === '' ? {} : { document_number: number }) };
    if (!(await ask.send({ path: { volunteer_id: one.id }, body }))) return;
    toast(t('已提出，等另一位同事核对', 'Proposed; another colleague checks it'));
    onDone();
  }
  return (
    <Form problem={ask.problem} onSubmit={() => void send()}>
      <h2 className="title">{t('换手机号，找回账号', 'New phone for a lost one')}</h2>
      <p className="mute">
        {t(
          '请本人到场，看证件原件。旧号码会收到通知，可以说不是本人；另一位同事同意后过几天才绑定，到时所有设备退出。',
          'The person is present with the document itself. The old number is told and may object; after another colleague agrees some days pass, then the phone is bound and all devices are signed out.',
        )}
      </p>
      <TextInput
        name="phone"
        label={t('新手机号', 'New number')}
        type="tel"
        inputMode="tel"
        value={phone}
        onChange={setPhone}
      />
      <Select
        name="document_type"
        label={t('看的是哪种证件', 'Document seen')}
        value={type}
        onChange={(value) => setType(value as DocumentType)}
        options={Object.entries(documentTypes).map(([value, words]) => ({ value, label: t(words.zh, words.en) }))}
      />
      <TextInput
        name="document_number"
        label={t('证件号码', 'Document number')}
        optional
        hint={t(
          '照证件输，和登记的比对；换过证件、登记里没有号码的，不填',
          'Typed from the document and compared with the registered one; leave it out for a new document, or where none is registered',
        )}
        value={number}
        onChange={setNumber}
      />
      <Textarea name="reason" label={t('理由', 'Reason')} value={reason} onChange={setReason} />
      <div className="actions">
        <Button onClick={onDone}>{t('先不换', 'Not now')}</Button>
        <Button kind="do" type="submit" running={ask.running}>
          {t('请同事核对', 'Ask a colleague')}
        </Button>
      </div>
    </Form>
  );
}
