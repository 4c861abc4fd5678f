import { useState } from 'react';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { useRead } from '../../api/query.ts';
import { DateInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Reading } from '../../ui/States.tsx';
import { longDay, longMoment, span, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';

/** P28: outside schemes ask for the hours of a period as of a date; the answer never changes afterwards. */
export default function HoursInPeriod() {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01-01`);
  const [until, setUntil] = useState(today);
  const [asOf, setAsOf] = useState(today);
  const whole = from !== '' && until !== '' && asOf !== '' && from <= until;
  const found = useRead(
    '/api/my/hours-in-period',
    { query: { from, until, as_of: `${asOf}T23:59:59+08:00` } },
    { enabled: whole, keepPrevious: true },
  );
  return (
    <Screen title={t('查时段', 'Hours in a period')} back={recordsPhone.hours()}>
      <div className="block">
        <Form label={t('时段', 'Period')} onSubmit={() => undefined}>
          <DateInput name="from" label={t('从', 'From')} value={from} onChange={setFrom} max={until} />
          <DateInput
            name="until"
            label={t('到，这一天也算', 'To, this day included')}
            value={until}
            onChange={setUntil}
            min={from}
            error={whole ? undefined : t('结束要在开始之后', 'The end must follow the start')}
          />
          <DateInput
            name="as_of"
            label={t('截至哪天入账', 'As posted by')}
            hint={t('以后再有更正，这一天的答案也不变', 'Later corrections do not change the answer for this day')}
            value={asOf}
            onChange={setAsOf}
            max={today}
          />
        </Form>
      </div>
      {whole && (
        <div className="block" aria-live="polite">
          <Reading of={found} what={t('时数', 'hours')}>
            {(answer) => (
              <KeyValues
                rows={[
                  { key: t('信用时数', 'Credit hours'), value: <b className="fig">{span(answer.credit_minutes)}</b> },
                  {
                    key: t('荣誉时数', 'Honorary hours'),
                    value: <b className="fig">{span(answer.honorary_minutes)}</b>,
                  },
                  {
                    key: t('时段', 'Period'),
                    value: t(
                      `${longDay(answer.from)} 至 ${longDay(answer.until)}`,
                      `${longDay(answer.from)} to ${longDay(answer.until)}`,
                    ),
                  },
                  { key: t('截至', 'As of'), value: longMoment(answer.as_of) },
                ]}
              />
            )}
          </Reading>
        </div>
      )}
    </Screen>
  );
}
