import { useState } from 'react';
import { Link } from 'wouter';
import { kindNames } from '../../../../domain/organizations/kinds.ts';
import { monthAround, periodBefore } from '../../../../domain/records/period-before.ts';
import { businessDate, isBusinessDate } from '../../../../domain/time.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { useMe } from '../../../api/session.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { DateInput, Select } from '../../../ui/Field.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { OrganizationPicker, type Picked } from '../../../ui/OrganizationPicker.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Forbidden, Reading } from '../../../ui/States.tsx';
import { duration, longMoment, number, shortDay, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import '../records.css';

type Below = Answer<'get', '/api/organizations/{organization_id}/hours-below'>;
type Row = Below['rows'][number];
type Unit = 'credit_minutes' | 'honorary_minutes';
const past: Readonly<Record<Unit, 'credit_before' | 'honorary_before'>> = {
  credit_minutes: 'credit_before',
  honorary_minutes: 'honorary_before',
};

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
  const choose = (days: { from: string; until: string }): void =>
    setFilter({
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
      </div>
      <div className="block">{at === undefined ? <Forbidden /> : <List at={at} {...period} />}</div>
    </Page>
  );
}

function List({ at, from, until }: { at: string; from: string; until: string }) {
  const isByTree = useFilters().filters['sort'] === undefined;
  const read = useRead(
    '/api/organizations/{organization_id}/hours-below',
    { path: { organization_id: at }, query: { from, until } },
    { keepPrevious: true },
  );
  return (
    <Reading of={read} what={t('各组织的时数', 'hours by organisation')}>
      {(answer) => (
        <>
          <p className="mute hours-when">
            {t(
              `${answer.name}和下级，${days(answer)}，每行是这个组织自己入账的，加起来就是合计；上期 ${days(answer.before)}。截至 ${longMoment(answer.as_of)}`,
              `${answer.name} and below, ${days(answer)}: each line is what the organisation posted itself, and the lines add up to the sum. Before: ${days(answer.before)}. As of ${longMoment(answer.as_of)}`,
            )}
          </p>
          <Figures>
            <FigureCard
              name={t('信用时数合计', 'Credit hours in all')}
              value={duration(answer.sum.credit_minutes)}
              note={t(`上期 ${duration(answer.sum.credit_before)}`, `before: ${duration(answer.sum.credit_before)}`)}
              rows={{ href: rowsHref(at, answer, 'credit_minutes', false), words: t('看记录', 'See the records') }}
            />
            <FigureCard
              name={t('荣誉时数合计', 'Honorary hours in all')}
              value={duration(answer.sum.honorary_minutes)}
              note={t(
                `上期 ${duration(answer.sum.honorary_before)}`,
                `before: ${duration(answer.sum.honorary_before)}`,
              )}
              rows={{ href: rowsHref(at, answer, 'honorary_minutes', false), words: t('看记录', 'See the records') }}
            />
          </Figures>
          <p className="hours-export">
            <LinkButton
              kind="text"
              icon="download"
              download
              href={`/api/organizations/${at}/hours-below/workbook?${new URLSearchParams({ from, until }).toString()}`}
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
            columns={columns(answer, isByTree)}
          />
        </>
      )}
    </Reading>
  );
}

const days = ({ from, until }: { from: string; until: string }): string =>
  t(
    `${from.slice(0, 4)} 年 ${shortDay(from)}至 ${until.slice(0, 4) === from.slice(0, 4) ? '' : `${until.slice(0, 4)} 年 `}${shortDay(until)}`,
    `${from} to ${until}`,
  );

function rowsHref(
  organization_id: string,
  { from, until }: { from: string; until: string },
  balance: Unit,
  itself: boolean,
): string {
  return `/records/list?${new URLSearchParams({ organization_id, ...(itself ? { itself: 'yes' } : {}), from, until, balance, state: 'confirmed' }).toString()}`;
}

/** In the order of the tree a line stands as deep as it lies; put in another order all stand at the edge. */
function columns(answer: Below, isByTree: boolean): readonly Column<Row>[] {
  const figures = (unit: Unit, label: string, before: string): Column<Row>[] => {
    const most = Math.max(1, ...answer.rows.map((row) => Math.max(row[unit], row[past[unit]])));
    const opened = (row: Row, minutes: number, period: { from: string; until: string }, words: string) =>
      minutes === 0 ? (
        <span className="mute">0</span>
      ) : (
        <Link
          href={rowsHref(row.organization_id, period, unit, true)}
          aria-label={t(
            `看${row.name}的${words} ${duration(minutes)}`,
            `${words} of ${row.name}: ${duration(minutes)}`,
          )}
        >
          {duration(minutes)}
        </Link>
      );
    return [
      {
        key: unit,
        label,
        right: true,
        value: (row) => row[unit],
        cell: (row) => (
          <span className="hours-bar">
            <i aria-hidden="true" style={{ width: `${Math.max(0, Math.round((row[unit] / most) * 100))}%` }} />
            {opened(row, row[unit], answer, label)}
          </span>
        ),
      },
      {
        key: past[unit],
        label: before,
        right: true,
        value: (row) => row[past[unit]],
        cell: (row) => opened(row, row[past[unit]], answer.before, before),
      },
    ];
  };
  return [
    {
      key: 'name',
      label: t('组织', 'Organisation'),
      value: (row) => row.name,
      cell: (row) => (
        <span style={{ paddingInlineStart: `${isByTree ? Math.min(row.depth, 6) * 16 : 0}px` }}>
          {row.depth === 0 ? (
            <b>{t(`${row.name}本级`, `${row.name} itself`)}</b>
          ) : (
            <Link
              href={`/hours?${new URLSearchParams({ at: row.organization_id, from: answer.from, until: answer.until }).toString()}`}
            >
              {row.name}
            </Link>
          )}
        </span>
      ),
    },
    {
      key: 'kind',
      label: t('类别', 'Kind'),
      value: (row) => row.kind,
      cell: (row) => (
        <span className="soft">
          {row.is_dissolved ? t('已撤销', 'dissolved') : t(kindNames[row.kind].zh, kindNames[row.kind].en)}
        </span>
      ),
    },
    ...figures('credit_minutes', t('信用时数', 'Credit hours'), t('上期信用', 'Credit before')),
    ...figures('honorary_minutes', t('荣誉时数', 'Honorary hours'), t('上期荣誉', 'Honorary before')),
  ];
}
