import { useState } from 'react';
import { businessDate } from '../../../../domain/time.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Select, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';

/** G17: a field visit to a county, with what was found and what was advised. */
export function VisitDialog({ open, at, onClose }: { open: boolean; at: string; onClose: () => void }) {
  const counties = useRead('/api/county-overview', { query: { organization_id: at } }, { enabled: open });
  const [county, setCounty] = useState('');
  const [on, setOn] = useState(businessDate(new Date()));
  const [visitors, setVisitors] = useState('');
  const [findings, setFindings] = useState('');
  const [advice, setAdvice] = useState('');
  const record = useWrite('post', '/api/organizations/{organization_id}/tasks', [
    '/api/county-overview',
    '/api/organization-lists/{list}',
    '/api/organizations/{organization_id}/profile',
  ]);
  async function save(): Promise<void> {
    const done = await record.send({
      path: { organization_id: county },
      body: { kind: 'visit', body: { occurred_on: on, visitors, findings, advice } },
    });
    if (!done) return;
    toast(t('调研已记下', 'The visit is recorded'));
    onClose();
  }
  return (
    <Dialog open={open} title={t('记一次调研', 'Record a visit')} onClose={onClose}>
      <Form problem={record.problem} onSubmit={() => void save()}>
        <Select
          name="organization_id"
          label={t('去了哪个县', 'County visited')}
          empty={t('选一个县', 'Choose a county')}
          value={county}
          onChange={setCounty}
          options={(counties.data?.rows ?? [])
            .filter((row) => counties.data?.visitable.includes(row.county_id))
            .map((row) => ({ value: row.county_id, label: `${row.city_name} ${row.county_name}` }))}
        />
        <DateInput
          name="body.occurred_on"
          max={businessDate(new Date())}
          label={t('日期', 'Date')}
          value={on}
          onChange={setOn}
        />
        <TextInput name="body.visitors" label={t('谁去的', 'Who went')} value={visitors} onChange={setVisitors} />
        <Textarea
          name="body.findings"
          label={t('看到什么', 'What was found')}
          value={findings}
          onChange={setFindings}
        />
        <Textarea name="body.advice" label={t('建议', 'Advice')} value={advice} onChange={setAdvice} />
        <div className="actions">
          <Button onClick={onClose}>{t('先不记', 'Not now')}</Button>
          <Button
            kind="do"
            type="submit"
            running={record.running}
            disabledReason={county === '' ? t('先选县', 'choose the county first') : undefined}
          >
            {t('记下这次调研', 'Record the visit')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
