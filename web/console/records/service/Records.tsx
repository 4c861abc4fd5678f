import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { recordColumns, recordFigures } from '../../../../domain/records/record-columns.ts';
import { attendanceStateNames, type AttendanceState } from '../../../../domain/records/attendance.ts';
import type { Answer } from '../../../api/client.ts';
import { useList } from '../../../api/list.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable, factColumn, type Column } from '../../../ui/DataTable.tsx';
import { DateInput } from '../../../ui/Field.tsx';
import { OrganizationPicker, type Picked } from '../../../ui/OrganizationPicker.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { useFilters } from '../../../ui/query-string.ts';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { clocksOf, duration, hours, longDay, number, shortDay, t } from '../../../ui/words.ts';
import { DownloadPeople } from '../../DownloadPeople.tsx';
import { standingWords } from '../../organizations/tree/Standing.tsx';
import { Page } from '../../Page.tsx';
import { SavedViews } from '../../SavedViews.tsx';
import { RecordsTree } from './RecordsTree.tsx';
import '../records.css';

type Row = Answer<'get', '/api/service-records'>['rows'][number];
const offered: readonly AttendanceState[] = [
  'confirmed',
  'awaiting_parent',
  'awaiting_province',
  'returned',
  'reversed',
  'superseded',
];

/** Every service record of the organisation and below, by state; opened from a figure, those that it adds up. */
export default function Records() {
  const { filters, setFilter } = useFilters();
  const language = preferences().language;
  const state = offered.find((one) => one === filters['state']);
  const balance =
    filters['balance'] === 'credit_minutes' || filters['balance'] === 'honorary_minutes'
      ? (filters['balance'] as Row['balance'])
      : undefined;
  const behind = Object.fromEntries(
    ['organization_id', 'from', 'until', 'as_it_stood', 'under'].flatMap((name) =>
      filters[name] === undefined ? [] : [[name, filters[name]]],
    ),
  );
  const asked = {
    ...(state === undefined ? {} : { state }),
    ...(filters['activity'] === undefined ? {} : { activity_id: filters['activity'] }),
    ...behind,
    ...(balance === undefined ? {} : { balance }),
    ...(filters['itself'] === 'yes' ? { itself: 'yes' as const } : {}),
  };
  const list = useList('/api/service-records', { columns: recordColumns, figures: recordFigures }, { query: asked });
  const [team, setTeam] = useState<Picked | null>(null);
  const sum = list.first?.sum ?? null;
  return (
    <Page tree={<RecordsTree at={state === undefined ? recordsDesk.records() : recordsDesk.records({ state })} />}>
      <PageHead
        title={t('服务记录', 'Service records')}
        crumbs={[
          { words: t('记录', 'Records'), href: recordsDesk.confirmations() },
          { words: t('服务记录', 'Service records') },
        ]}
      />
      {sum !== null && (
        <div className="filt behind">
          <p>
            <b>
              {sum.organization_name}
              {filters['itself'] === 'yes' ? t('本级', ' itself') : ''}
            </b>
            {t('，', ', ')}
            {longDay(filters['from'] ?? '')}
            {t('到', ' to ')}
            {longDay(filters['until'] ?? '')}
            {balance === undefined ? '' : `${t('，', ', ')}${balanceWords(balance)}`}
            {t('，', ', ')}
            {standingWords(sum)}
          </p>
          <p>
            {t(`${number(sum.records)} 条，合计 `, `${number(sum.records)} records, together `)}
            <b className="fig">{hours(sum.minutes)}</b>
            {t(' 小时', ' h')}
          </p>
          <Button
            kind="text"
            onClick={() =>
              setFilter({
                organization_id: undefined,
                itself: undefined,
                from: undefined,
                until: undefined,
                balance: undefined,
                as_it_stood: undefined,
                under: undefined,
              })
            }
          >
            {t('看全部记录', 'All records')}
          </Button>
        </div>
      )}
      <SavedViews list="service-records" />
      <div className="filt filt-form">
        <OrganizationPicker
          name="organization_id"
          label={t('组织', 'Unit')}
          hint={t('名称或拼音首字母，含下级', 'Name or pinyin, with what lies below')}
          value={team}
          onChange={(picked) => {
            setTeam(picked);
            setFilter({ organization_id: picked?.id, itself: undefined, under: undefined });
          }}
        />
        <DateInput
          name="from"
          label={t('从', 'From')}
          optional
          value={filters['from'] ?? ''}
          onChange={(value) => setFilter({ from: value })}
        />
        <DateInput
          name="until"
          label={t('到', 'Until')}
          optional
          value={filters['until'] ?? ''}
          onChange={(value) => setFilter({ until: value })}
        />
        <DownloadPeople path={`/api/service-records.xlsx?${new URLSearchParams(list.asked).toString()}`} words="">
          {list.totals?.goes_on === false
            ? t(`导出这 ${number(list.totals.count)} 行`, `Export these ${number(list.totals.count)} rows`)
            : t('导出', 'Export')}
        </DownloadPeople>
      </div>
      <div className="filt">
        <Chips
          filters={[
            ...(filters['as_it_stood'] === undefined
              ? [
                  {
                    name: 'state',
                    label: t('状态', 'State'),
                    options: offered.map((one) => ({ value: one, label: attendanceStateNames[one][language] })),
                  },
                ]
              : []),
            {
              name: 'balance',
              label: t('计入', 'As'),
              options: (['credit_minutes', 'honorary_minutes'] as const).map((one) => ({
                value: one,
                label: balanceWords(one),
              })),
            },
          ]}
        />
      </div>
      <div className="block">
        <Reading of={list.read} what={t('服务记录', 'records')}>
          {(rows) => (
            <DataTable
              name="service-records"
              label={t('服务记录', 'Service records')}
              columns={columns()}
              rows={rows}
              rowKey={(row) => row.record_id}
              rowHref={(row) => recordsDesk.record({ volunteer_id: row.volunteer_id, record_id: row.record_id })}
              more={list.more}
              list={list}
              hot={(row) => row.can.decide}
              {...(rows.length === 0 ? { state: <Empty title={t('没有这样的记录', 'No such record')} /> } : {})}
            />
          )}
        </Reading>
      </div>
    </Page>
  );
}

const balanceWords = (balance: Row['balance']): string =>
  balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary');

function columns(): readonly Column<Row>[] {
  const language = preferences().language;
  const of = (name: keyof typeof recordColumns) => factColumn(recordColumns, name);
  return [
    { ...of('title'), cell: (row) => row.title },
    { ...of('name'), cell: (row) => <Masked text={row.name} /> },
    { ...of('number'), hidden: true, cell: (row) => row.number },
    { ...of('organization'), cell: (row) => row.organization_name },
    { ...of('service_day'), cell: (row) => shortDay(row.service_day) },
    {
      ...of('started_at'),
      label: t('时间', 'Time'),
      cell: (row) => clocksOf(row.started_at, row.ended_at, row.minutes).join('–'),
    },
    { ...of('source'), cell: (row) => <SourceStamp of={row.source} small /> },
    {
      ...of('minutes'),
      cell: (row) => <b className="fig">{duration(row.minutes)}</b>,
    },
    { ...of('balance'), cell: (row) => balanceWords(row.balance) },
    {
      ...of('state'),
      cell: (row) =>
        row.is_disputed ? (
          <Tag state="late">{t('和账本对不上', 'Disagrees with the ledger')}</Tag>
        ) : (
          <Tag state={row.state === 'confirmed' ? 'ok' : row.state.startsWith('awaiting') ? 'due' : 'none'}>
            {attendanceStateNames[row.state][language]}
          </Tag>
        ),
    },
  ];
}
