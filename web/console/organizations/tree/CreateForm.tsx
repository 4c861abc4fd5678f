import { useState } from 'react';
import { isAssociation, kindNames, type OrganizationKind } from '../../../../domain/organizations/kinds.ts';
import { businessDate } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { DateInput, Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { refreshed, type ChangeProps } from './organization-change.ts';

/** A new organisation below this one, of the kinds that may stand there. */
export function CreateForm({ page, onClose, onFounded }: ChangeProps & { onFounded: (id: string) => void }) {
  const [kind, setKind] = useState('');
  const [name, setName] = useState('');
  const [on, setOn] = useState(businessDate(new Date()));
  const [led, setLed] = useState(false);
  const create = useWrite('post', '/api/organizations', refreshed);
  async function save(): Promise<void> {
    const made = await create.send({
      body: {
        kind: kind as OrganizationKind,
        name_zh: name,
        parent_id: page.organization.id,
        founded_on: on,
        is_league_led: led,
      },
    });
    if (!made) return;
    toast(t(`“${name}”已设立`, `“${name}” is founded`));
    onClose();
    onFounded(made.id);
  }
  return (
    <Form problem={create.problem} onSubmit={() => void save()}>
      <Select
        name="kind"
        label={t('种类', 'Kind')}
        value={kind}
        onChange={setKind}
        empty={t('选一种', 'Choose')}
        options={page.organization.kinds_below.map((value) => ({
          value,
          label: t(kindNames[value as OrganizationKind].zh, kindNames[value as OrganizationKind].en),
        }))}
      />
      <TextInput name="name_zh" label={t('名称', 'Name')} value={name} onChange={setName} />
      <DateInput
        name="founded_on"
        max={businessDate(new Date())}
        label={t('设立日期', 'Founded on')}
        value={on}
        onChange={setOn}
      />
      {kind !== '' && isAssociation(kind as OrganizationKind) && (
        <Checkbox
          name="is_league_led"
          label={t('团属组织，由上级团委指导', 'League-led, guided by the committee above')}
          checked={led}
          onChange={setLed}
        />
      )}
      <div className="actions">
        <Button onClick={onClose}>{t('先不设', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={create.running}
          disabledReason={kind === '' ? t('先选种类', 'choose the kind first') : undefined}
        >
          {t('设立组织', 'Found it')}
        </Button>
      </div>
    </Form>
  );
}
