import { useState } from 'react';
import { setUpChecks, type FactKind, type SetUpCheck } from '../../../../domain/organizations/attributes.ts';
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
import { factForm, factWords, valueWords } from './profile-forms.ts';

type Fact = Answer<'get', '/api/organizations/{organization_id}/facts/{kind}'>['rows'][number];
const refreshed = [
  '/api/organizations/{organization_id}/record',
  '/api/organizations/{organization_id}/facts/{kind}',
  '/api/county-ledger',
  '/api/organization-lists/{list}',
] as const;

/** One value with its fields, and since when and by whom. */
export function FactValue({ fact }: { fact: Fact }) {
  const kind = fact.kind as FactKind;
  const check = setUpChecks[fact.item as SetUpCheck];
  const own: readonly KeyValue[] = factForm(kind)
    .filter((field) => field.name !== 'item')
    .map((field) => ({
      key: field.label,
      value:
        field.as === 'organization' && typeof fact.body[field.name] === 'string' ? (
          <OrganizationName id={String(fact.body[field.name])} />
        ) : (
          valueWords(field, fact.body[field.name])
        ),
    }));
  const item = fact.item_name ?? (kind === 'set_up' ? t(check.zh, check.en) : fact.item);
  return (
    <KeyValues
      rows={[
        ...(fact.item === '' ? [] : [{ key: factForm(kind)[0]?.label ?? '', value: item }]),
        ...own,
        {
          key: t('起于', 'Since'),
          value: (
            <span className="soft">
              {longDay(fact.valid_from)}
              {fact.recorded_by_name && t(`，${fact.recorded_by_name}记`, `, by ${fact.recorded_by_name}`)}
              {fact.source_task_id && t('，来自实地调研', ', from a field visit')}
            </span>
          ),
        },
        { key: t('说明', 'Note'), value: fact.reason },
      ]}
    />
  );
}

/** Values whose day has not come: they count for nothing yet, and can be taken back. */
export function PlannedValues({ facts }: { facts: readonly (Fact & { can: { take_back: boolean } })[] }) {
  const [taking, setTaking] = useState<Fact | null>(null);
  const take = useWrite('post', '/api/organization-facts/{fact_id}/taking-back', refreshed);
  async function send(reason: string): Promise<void> {
    if (taking === null || !(await take.send({ path: { fact_id: taking.id }, body: { reason } }))) return;
    setTaking(null);
    toast(t('已收回，现在的值接着用', 'Taken back; the present value goes on'));
  }
  return (
    <>
      {facts.map((fact) => (
        <div key={fact.id}>
          <p>
            <Tag state="due">
              {t(`${longDay(fact.valid_from)}起，还没生效`, `From ${longDay(fact.valid_from)}, not in force yet`)}
            </Tag>{' '}
            {fact.can.take_back && (
              <button type="button" className="link" onClick={() => setTaking(fact)}>
                {t('收回', 'Take back')}
              </button>
            )}
          </p>
          <FactValue fact={fact} />
        </div>
      ))}
      {taking !== null && (
        <Ask
          open
          title={t(`收回还没生效的${factWords(taking.kind)}`, `Take back: ${factWords(taking.kind)}`)}
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

export function EndFact({ fact, onClose }: { fact: Fact; onClose: () => void }) {
  const today = businessDate(new Date());
  const [on, setOn] = useState(today);
  const end = useWrite('post', '/api/organization-facts/{fact_id}/end', refreshed);
  async function send(reason: string): Promise<void> {
    if (!(await end.send({ path: { fact_id: fact.id }, body: { ended_on: on, reason } }))) return;
    onClose();
    toast(t('已结束，原值留在历史里', 'Ended; the value stays in the history'));
  }
  return (
    <Ask
      open
      title={t(`结束${factWords(fact.kind)}`, `End: ${factWords(fact.kind)}`)}
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
        min={fact.valid_from}
        max={today}
        value={on}
        onChange={setOn}
      />
    </Ask>
  );
}

/** G18 G28: every value the kind has had, newest first, with who, when and why it ended. */
export function FactHistory({ organizationId, kind }: { organizationId: string; kind: FactKind }) {
  const read = useRead('/api/organizations/{organization_id}/facts/{kind}', {
    path: { organization_id: organizationId, kind },
  });
  return (
    <Reading of={read} what={t('历史', 'the history')}>
      {({ rows }) => (
        <ol className="fact-history" aria-label={t(`${factWords(kind)}的历史`, `History: ${factWords(kind)}`)}>
          {rows.map((fact) => (
            <li key={fact.id}>
              <p className="soft">
                {spanWords(fact)}
                {fact.end_reason && t(`：${fact.end_reason}`, `: ${fact.end_reason}`)}
                {fact.ended_by_name && t(`（${fact.ended_by_name}）`, ` (${fact.ended_by_name})`)}
              </p>
              <FactValue fact={fact} />
            </li>
          ))}
        </ol>
      )}
    </Reading>
  );
}

function spanWords(fact: Fact): string {
  const from = longDay(fact.valid_from);
  if (fact.valid_until === null) return t(`${from}起`, `From ${from}`);
  if (fact.valid_until >= fact.valid_from)
    return t(`${from}至${longDay(fact.valid_until)}`, `${from} to ${longDay(fact.valid_until)}`);
  return fact.ended_at === null
    ? t(`${from}，当天被新值代替`, `${from}, replaced the same day`)
    : t(`${from}，没有生效就收回了`, `${from}, taken back before it held`);
}
