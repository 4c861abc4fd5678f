import { useState } from 'react';
import { purposes, type Purpose } from '../../../../domain/records/certificate.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';

type Wish = {
  readonly volunteer_id: string;
  readonly volunteer_name: string;
  readonly purpose: Purpose;
  readonly period_from: string;
  readonly period_until: string;
};

/** Staff issue a certificate of what their organisation and those below ran. */
export function IssueCertificate({ of: row, onClose }: { of: Wish; onClose: () => void }) {
  const me = useRead('/api/me');
  const places = (me.data?.grants ?? []).filter((grant) => grant.permissions.includes('records.certify'));
  const [purpose, setPurpose] = useState<Purpose>(row.purpose);
  const [organization, setOrganization] = useState('');
  const [from, setFrom] = useState(row.period_from);
  const [until, setUntil] = useState(row.period_until);
  const [phone, setPhone] = useState('');
  const issuer = organization || (places[0]?.organization_id ?? '');
  const known = useRead(
    '/api/organizations/{organization_id}',
    { path: { organization_id: issuer } },
    { enabled: issuer !== '' },
  );
  const unreached = known.data !== undefined && known.data.organization.contact_phone === null;
  const issuing = useWrite('post', '/api/certificates', ['/api/certificates', '/api/organizations/{organization_id}']);
  async function send(): Promise<void> {
    const done = await issuing.send({
      body: {
        volunteer_id: row.volunteer_id,
        organization_id: issuer,
        purpose,
        from,
        until,
        ...(unreached && phone !== '' ? { contact_phone: phone } : {}),
      },
    });
    if (done === undefined) return;
    toast(t(`证明 ${done.number} 开好了，本人会收到消息`, `${done.number} is ready: the person is told`));
    onClose();
  }
  return (
    <Dialog
      open
      title={t(`给 ${row.volunteer_name} 开证明`, `Certificate for ${row.volunteer_name}`)}
      onClose={onClose}
    >
      <Form problem={issuing.problem} onSubmit={() => void send()}>
        <Select
          name="organization_id"
          label={t('出具单位', 'Issuer')}
          hint={t('只证明本组织和下级组织的服务', 'Only services of this organisation and those below')}
          value={issuer}
          onChange={setOrganization}
          options={places.map((place) => ({ value: place.organization_id, label: place.organization_name }))}
        />
        {unreached && (
          <TextInput
            name="contact_phone"
            type="tel"
            maxLength={40}
            label={t('单位联系电话', 'The issuer’s phone')}
            value={phone}
            onChange={setPhone}
            hint={t(
              '印在证明上，也记进单位资料，下次不用再填',
              'Printed on the certificate and kept with the organisation: asked for once',
            )}
          />
        )}
        <Select
          name="purpose"
          label={t('用途', 'For')}
          value={purpose}
          onChange={(value) => setPurpose(value as Purpose)}
          options={(Object.keys(purposes) as Purpose[]).map((one) => ({
            value: one,
            label: purposes[one][preferences().language],
          }))}
        />
        <div className="row-fields">
          <DateInput name="from" label={t('从', 'From')} value={from} onChange={setFrom} max={until} />
          <DateInput name="until" label={t('到', 'To')} value={until} onChange={setUntil} min={from} />
        </div>
        <div className="actions">
          <Button onClick={onClose}>{t('先不开', 'Not now')}</Button>
          <Button kind="do" type="submit" running={issuing.running}>
            {t('开证明', 'Issue')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
