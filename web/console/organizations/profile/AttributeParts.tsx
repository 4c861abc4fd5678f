import { useState } from 'react';
import { setUpChecks, type AttributeKind, type SetUpCheck } from '../../../../domain/organizations/attributes.ts';
import { businessDate } from '../../../../domain/time.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { DateInput } from '../../../ui/Field.tsx';
import { KeyValues, type KeyValue } from '../../../ui/KeyValues.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { OrganizationName } from '../tree/Relations.tsx';
import { attributeForm, attributeWords } from './profile-forms.ts';
import { valueWords } from './form-fields.ts';

type Attribute = Answer<'get', '/api/organizations/{organization_id}/attributes/{kind}'>['rows'][number];
const refreshed = [
  '/api/organizations/{organization_id}/profile',
  '/api/organizations/{organization_id}/attributes/{kind}',
  '/api/county-overview',
  '/api/organization-lists/{list}',
] as const;

/** One value with its fields, and since when and by whom. */
export function AttributeValue({ attribute }: { attribute: Attribute }) {
  const kind = attribute.kind as AttributeKind;
  const check = setUpChecks[attribute.item as SetUpCheck];
  const own: readonly KeyValue[] = attributeForm(kind)
    .filter((field) => field.name !== 'item')
    .map((field) => ({
      key: field.label,
      value:
        field.as === 'organization' && typeof attribute.body[field.name] === 'string' ? (
          <OrganizationName id={String(attribute.body[field.name])} />
        ) : (
          valueWords(field, attribute.body[field.name])
        ),
    }));
  const item = attribute.item_name ?? (kind === 'set_up' ? t(check.zh, check.en) : attribute.item);
  return (
    <KeyValues
      rows={[
        ...(attribute.item === '' ? [] : [{ key: attributeForm(kind)[0]?.label ?? '', value: item }]),
        ...own,
        {
          key: t('起于', 'Since'),
          value: (
            <span className="soft">
              {longDay(attribute.valid_from)}
              {attribute.recorded_by_name &&
                t(`，${attribute.recorded_by_name}记`, `, by ${attribute.recorded_by_name}`)}
              {attribute.source_task_id && t('，来自实地调研', ', from a field visit')}
            </span>
          ),
        },
        { key: t('说明', 'Note'), value: attribute.reason },
      ]}
    />
  );
}

/** Values whose day has not come: they count for nothing yet, and can be taken back. */
export function PlannedValues({
  attributes,
}: {
  attributes: readonly (Attribute & { can: { take_back: boolean } })[];
}) {
  const [taking, setTaking] = useState<Attribute | null>(null);
  const take = useWrite('post', '/api/organization-attributes/{attribute_id}/taking-back', refreshed);
  async function send(reason: string): Promise<void> {
    if (taking === null || !(await take.send({ path: { attribute_id: taking.id }, body: { reason } }))) return;
    setTaking(null);
    toast(t('已收回，现在的值接着用', 'Taken back; the present value goes on'));
  }
  return (
    <>
      {attributes.map((attribute) => (
        <div key={attribute.id}>
          <p>
            <Tag state="due">
              {t(
                `${longDay(attribute.valid_from)}起，还没生效`,
                `From ${longDay(attribute.valid_from)}, not in force yet`,
              )}
            </Tag>{' '}
            {attribute.can.take_back && (
              <button type="button" className="link" onClick={() => setTaking(attribute)}>
                {t('收回', 'Take back')}
              </button>
            )}
          </p>
          <AttributeValue attribute={attribute} />
        </div>
      ))}
      {taking !== null && (
        <Ask
          open
          title={t(`收回还没生效的${attributeWords(taking.kind)}`, `Take back: ${attributeWords(taking.kind)}`)}
          verb={t('收回这一条', 'Take it back')}
          reason={{ label: t('理由', 'Reason') }}
          onClose={() => setTaking(null)}
          onConfirm={(reason) => void send(reason)}
          running={take.running}
          problem={take.problem}
        />
      )}
    </>
  );
}

export function EndAttribute({ attribute, onClose }: { attribute: Attribute; onClose: () => void }) {
  const today = businessDate(new Date());
  const [on, setOn] = useState(today);
  const end = useWrite('post', '/api/organization-attributes/{attribute_id}/end', refreshed);
  async function send(reason: string): Promise<void> {
    if (!(await end.send({ path: { attribute_id: attribute.id }, body: { ended_on: on, reason } }))) return;
    onClose();
    toast(t('已结束，原值留在历史里', 'Ended; the value stays in the history'));
  }
  return (
    <Ask
      open
      title={t(`结束${attributeWords(attribute.kind)}`, `End: ${attributeWords(attribute.kind)}`)}
      verb={t('结束这一条', 'End it')}
      reason={{ label: t('理由', 'Reason') }}
      onClose={onClose}
      onConfirm={(reason) => void send(reason)}
      running={end.running}
      problem={end.problem}
      effects={[{ what: t('原来的值', 'The value'), value: t('留在历史里，随时看得到', 'stays in the history') }]}
    >
      <DateInput
        name="ended_on"
        label={t('从哪天起不再有效', 'No longer holds from')}
        min={attribute.valid_from}
        max={today}
        value={on}
        onChange={setOn}
      />
    </Ask>
  );
}

/** G18 G28: every value the kind has had, newest first, with who, when and why it ended. */
export function AttributeHistory({ organizationId, kind }: { organizationId: string; kind: AttributeKind }) {
  const read = useRead('/api/organizations/{organization_id}/attributes/{kind}', {
    path: { organization_id: organizationId, kind },
  });
  return (
    <Reading of={read} what={t('历史', 'the history')}>
      {({ rows }) => (
        <ol
          className="attribute-history"
          aria-label={t(`${attributeWords(kind)}的历史`, `History: ${attributeWords(kind)}`)}
        >
          {rows.map((attribute) => (
            <li key={attribute.id}>
              <p className="soft">
                {spanWords(attribute)}
                {attribute.end_reason && t(`：${attribute.end_reason}`, `: ${attribute.end_reason}`)}
                {attribute.ended_by_name && t(`（${attribute.ended_by_name}）`, ` (${attribute.ended_by_name})`)}
              </p>
              <AttributeValue attribute={attribute} />
            </li>
          ))}
        </ol>
      )}
    </Reading>
  );
}

function spanWords(attribute: Attribute): string {
  const from = longDay(attribute.valid_from);
  if (attribute.valid_until === null) return t(`${from}起`, `From ${from}`);
  if (attribute.valid_until >= attribute.valid_from)
    return t(`${from}至${longDay(attribute.valid_until)}`, `${from} to ${longDay(attribute.valid_until)}`);
  return attribute.ended_at === null
    ? t(`${from}，当天被新值代替`, `${from}, replaced the same day`)
    : t(`${from}，没有生效就收回了`, `${from}, taken back before it held`);
}
