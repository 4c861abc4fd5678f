import { attendanceStateNames, type AttendanceState } from '../../../domain/records/attendance.ts';
import type { Answer } from '../../api/client.ts';
import { usePages } from '../../api/query.ts';
import { Chips } from '../../ui/Chips.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Masked } from '../../ui/Person.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { preferences } from '../../ui/preferences.ts';
import { useFilters } from '../../ui/query-string.ts';
import { SourceSeal } from '../../ui/SourceSeal.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { clock, duration, shortDay, t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';
import { RecordsTree } from './RecordsTree.tsx';

type Row = Answer<'get', '/api/service-records'>['rows'][number];
const offered: readonly AttendanceState[] = ['confirmed', 'awaiting_parent', 'awaiting_province', 'returned', 'reversed', 'superseded'];

/** Every service record of the organisation and below, by state. */
export default function Records() {
  const { filters } = useFilters();
  const language = preferences().language;
  const state = offered.find((one) => one === filters['state']);
  const list = usePages('/api/service-records', { query: { limit: 50, ...(state === undefined ? {} : { state }), ...(filters['activity'] === undefined ? {} : { activity_id: filters['activity'] }) } });
  return (
    <Page tree={<RecordsTree at={state === undefined ? '/records/list' : `/records/list?state=${state}`} />}>
      <PageHead title={t('服务记录', 'Service records')} crumbs={[{ words: t('记录', 'Records'), href: '/records' }, { words: t('服务记录', 'Service records') }]} />
      <div className="filt"><Chips filters={[{ name: 'state', label: t('状态', 'State'), options: offered.map((one) => ({ value: one, label: attendanceStateNames[one][language] })) }]} /></div>
      <div className="block">
        <Reading of={list.read} what={t('服务记录', 'records')}>
          {(rows) => (
            <DataTable name="service-records" label={t('服务记录', 'Service records')} columns={columns()} rows={rows} rowKey={(row) => row.record_id} rowHref={(row) => `/records/${row.volunteer_id}/${row.record_id}`} more={list.more}
              hot={(row) => row.can.decide} {...(rows.length === 0 ? { state: <Empty title={t('没有这样的记录', 'No such record')} /> } : {})} />
          )}
        </Reading>
      </div>
    </Page>
  );
}

function columns(): readonly Column<Row>[] {
  const language = preferences().language;
  return [
    { key: 'title', label: t('服务', 'Service'), cell: (row) => row.title },
    { key: 'name', label: t('志愿者', 'Volunteer'), cell: (row) => <Masked text={row.name} /> },
    { key: 'day', label: t('日期', 'Day'), cell: (row) => shortDay(row.service_day) },
    { key: 'time', label: t('时间', 'Time'), cell: (row) => `${clock(row.started_at)}–${clock(row.ended_at)}` },
    { key: 'source', label: t('来源', 'Source'), cell: (row) => <SourceSeal of={row.source} small /> },
    { key: 'minutes', label: t('时长', 'Minutes'), right: true, cell: (row) => <b className="fig">{duration(row.minutes)}</b> },
    { key: 'balance', label: t('计入', 'As'), cell: (row) => (row.balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary')) },
    { key: 'state', label: t('状态', 'State'), cell: (row) => <Tag state={row.state === 'confirmed' ? 'ok' : row.state.startsWith('awaiting') ? 'due' : 'none'}>{attendanceStateNames[row.state][language]}</Tag> },
  ];
}
