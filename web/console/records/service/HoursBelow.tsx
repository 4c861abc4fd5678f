import { useState } from 'react';
import { monthAround, periodBefore } from '../../../../domain/records/period-before.ts';
import { businessDate, isBusinessDate } from '../../../../domain/time.ts';
import { useRead } from '../../../api/query.ts';
import { useMe } from '../../../api/session.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { DateInput, Select } from '../../../ui/Field.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { OrganizationPicker, type Picked } from '../../../ui/OrganizationPicker.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Forbidden, Reading } from '../../../ui/States.tsx';
import { duration, number, t } from '../../../ui/words.ts';
import { closing, StandingChoice, standingWords, useStood } from '../../organizations/tree/Standing.tsx';
import { Page } from '../../Page.tsx';
import { days, rowsHref, columns } from './hours-below-columns.tsx';
import '../records.css';

/** One line for each organisation at and below a place, the period before beside it; each figure opens its rows. */
export default function HoursBelow() {
  const { filters, setFilter } = useFilters();
  const desks = (useMe().data?.grants ?? []).filter((grant) => grant.permissions.includes('records.read'));
  const [place, setPlace] = useState<Picked | null>(null);
  const at = filters['at'] ?? desks[0]?.organization_id;
  const month = monthAround(businessDate(new Date()));
  const dayOf = (name: 'from' | 'until'): string =>
    isBusinessDate(filters[name] ?? '') ? (filters[name] ?? '') : month[name];
  const period = { from: dayOf('from'), until: dayOf('until') };
  const stood = useStood();
  const choose = (days: { from: string; until: string }): void =>
    setFilter({
      // another period, another day of its books
      as_it_stood: stood.as_it_stood === undefined ? undefined : closing(days.until),
      from: days.from === month.from ? undefined : days.from,
      until: days.until === month.until ? undefined : days.until,
    });
  const year = period.from.slice(0, 4);
  const whole = [
    { value: 'month', label: t('本月', 'This month'), days: month },
    { value: 'last', label: t('上个月', 'Last month'), days: periodBefore(month) },
    {
      value: 'year',
      label: t('今年', 'This year'),
      days: { from: `${month.from.slice(0, 4)}-01-01`, until: `${month.from.slice(0, 4)}-12-31` },
    },
    {
      value: 'before',
      label: t('去年', 'Last year'),
      days: periodBefore({ from: `${month.from.slice(0, 4)}-01-01`, until: `${month.from.slice(0, 4)}-12-31` }),
    },
  ];
  const chosen = whole.find((one) => one.days.from === period.from && one.days.until === period.until)?.value ?? '';
  return (
    <Page>
      <PageHead title={t('各组织的时数', 'Hours by organisation')} beside={t(`${year} 年`, year)} />
      <div className="filt">
        {desks.length > 1 && (
          <Select
            name="desk"
            label={t('我的范围', 'My desks')}
            value={desks.some((desk) => desk.organization_id === at) ? (at ?? '') : ''}
            empty={t('另选的', 'Another')}
            onChange={(value) => {
              setPlace(null);
              setFilter({ at: value === '' ? undefined : value });
            }}
            options={desks.map((desk) => ({ value: desk.organization_id, label: desk.organization_name }))}
          />
        )}
        <OrganizationPicker
          name="at"
          label={t('看哪里', 'Which place')}
          value={place}
          onChange={(picked) => {
            setPlace(picked);
            setFilter({ at: picked?.id });
          }}
        />
        <Select
          name="period"
          label={t('时段', 'Period')}
          value={chosen}
          empty={t('自己选日期', 'Own days')}
          onChange={(value) => {
            const one = whole.find((each) => each.value === value);
            if (one) choose(one.days);
          }}
          options={whole}
        />
        <DateInput
          name="from"
          label={t('从', 'From')}
          value={period.from}
          onChange={(from) => choose({ ...period, from })}
        />
        <DateInput
          name="until"
          label={t('到', 'Until')}
          value={period.until}
          onChange={(until) => choose({ ...period, until })}
        />
        <StandingChoice until={period.until} />
      </div>
      <div className="block">{at === undefined ? <Forbidden /> : <List at={at} {...period} />}</div>
    </Page>
  );
}

function List({ at, from, until }: { at: string; from: string; until: string }) {
  const stood = useStood();
  const isByTree = useFilters().filters['sort'] === undefined;
  const read = useRead(
    '/api/organizations/{organization_id}/hours-below',
    { path: { organization_id: at }, query: { from, until, ...stood } },
    { keepPrevious: true },
  );
  return (
    <Reading of={read} what={t('各组织的时数', 'hours by organisation')}>
      {(answer) => (
        <>
          <p className="mute hours-when">
            {t(
              `${answer.name}和下级，${days(answer)}，每行是这个组织自己入账的，加起来就是合计；上期 ${days(answer.before)}。${standingWords(answer)}`,
              `${answer.name} and below, ${days(answer)}: each line is what the organisation posted itself, and the lines add up to the sum. Before: ${days(answer.before)}. Counted ${standingWords(answer)}`,
            )}
          </p>
          <Figures>
            <FigureCard
              name={t('信用时数合计', 'Credit hours in all')}
              value={duration(answer.sum.credit_minutes)}
              note={t(`上期 ${duration(answer.sum.credit_before)}`, `before: ${duration(answer.sum.credit_before)}`)}
              rows={{
                href: rowsHref(answer, 'credit_minutes', { organization_id: at, from, until }),
                words: t('看记录', 'See the records'),
              }}
            />
            <FigureCard
              name={t('荣誉时数合计', 'Honorary hours in all')}
              value={duration(answer.sum.honorary_minutes)}
              note={t(
                `上期 ${duration(answer.sum.honorary_before)}`,
                `before: ${duration(answer.sum.honorary_before)}`,
              )}
              rows={{
                href: rowsHref(answer, 'honorary_minutes', { organization_id: at, from, until }),
                words: t('看记录', 'See the records'),
              }}
            />
          </Figures>
          <p className="hours-export">
            <LinkButton
              kind="text"
              icon="download"
              download
              href={`/api/organizations/${at}/hours-below/workbook?${new URLSearchParams({ from, until, ...stood }).toString()}`}
            >
              {t(`导出这 ${number(answer.rows.length)} 行`, `Export these ${number(answer.rows.length)} rows`)}
            </LinkButton>
          </p>
          <DataTable
            name="hours-below-all"
            label={t('各组织的时数', 'Hours by organisation')}
            rows={answer.rows}
            rowKey={(row) => row.organization_id}
            total={answer.rows.length}
            columns={columns(answer, { at, isByTree })}
          />
        </>
      )}
    </Reading>
  );
}
