import { useState } from 'react';
import { businessDate } from '../../../../domain/time.ts';
import type { AttributeKind } from '../../../../domain/organizations/attributes.ts';
import type { Ask } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { bodyOf, FieldsOf, typedOf, type Typed } from './FieldsOf.tsx';
import { attributeForm, attributeWords } from './profile-forms.ts';

type Visit = { readonly id: string; readonly title: string };
type Props = {
  organizationId: string;
  kind: AttributeKind | null;
  /** What is in force of a kind that has one value: the form begins with it. */
  inForce: Readonly<Record<string, unknown>> | undefined;
  visits: readonly Visit[];
  /** Only by what a visit found. */ fromVisit: boolean;
  onClose: () => void;
};

/** Records one dated attribute; the value before stays in the history. */
export function AttributeDialog({ kind, ...rest }: Props) {
  return (
    <Dialog
      open={kind !== null}
      title={kind === null ? '' : t(`填写${attributeWords(kind)}`, `Record: ${attributeWords(kind)}`)}
      onClose={rest.onClose}
    >
      {kind !== null && <AttributeForm kind={kind} {...rest} />}
    </Dialog>
  );
}

function AttributeForm({ organizationId, kind, inForce, visits, fromVisit, onClose }: Props & { kind: AttributeKind }) {
  const fields = attributeForm(kind);
  const [typed, setTyped] = useState<Typed>(() => (inForce === undefined ? {} : typedOf(fields, inForce)));
  const [from, setFrom] = useState(businessDate(new Date()));
  const [reason, setReason] = useState('');
  const [visit, setVisit] = useState('');
  const record = useWrite('post', '/api/organizations/{organization_id}/attributes', [
    '/api/organizations/{organization_id}/profile',
    '/api/county-overview',
    '/api/organization-lists/{list}',
  ]);
  type Body = Ask<'post', '/api/organizations/{organization_id}/attributes'>['body'];
  async function save(): Promise<void> {
    // the contract checks the body by its kind; the form is drawn from the same list of fields
    const body = {
      kind,
      body: bodyOf(fields, typed),
      valid_from: from,
      ...(reason === '' ? {} : { reason }),
      ...(visit === '' ? {} : { source_task_id: visit }),
    } as unknown as Body;
    if (!(await record.send({ path: { organization_id: organizationId }, body }))) return;
    toast(
      t(`${attributeWords(kind)}已记下，原值留在历史里`, `${attributeWords(kind)} recorded; the earlier value is kept`),
    );
    onClose();
  }
  return (
    <Form problem={record.problem} onSubmit={() => void save()}>
      {inForce !== undefined && (
        <p className="soft">
          {t('已填好现在的值，改有变化的就行。', 'It begins with what is in force: change what is different.')}
        </p>
      )}
      <FieldsOf fields={fields} typed={typed} onChange={setTyped} nearId={organizationId} />
      <DateInput name="valid_from" label={t('从哪天起', 'From')} value={from} onChange={setFrom} />
      {visits.length > 0 && (
        <Select
          name="source_task_id"
          label={t('依据哪次调研', 'From which visit')}
          optional={!fromVisit}
          empty={fromVisit ? t('选一次调研', 'Choose a visit') : t('不是调研更正', 'Not from a visit')}
          value={visit}
          onChange={setVisit}
          options={visits.map((one) => ({ value: one.id, label: one.title }))}
        />
      )}
      <TextInput name="reason" label={t('说明', 'Note')} optional value={reason} onChange={setReason} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不填', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={record.running}
          disabledReason={fromVisit && visit === '' ? t('先选依据哪次调研', 'choose the visit first') : undefined}
        >
          {t(`记下${attributeWords(kind)}`, 'Record it')}
        </Button>
      </div>
    </Form>
  );
}
