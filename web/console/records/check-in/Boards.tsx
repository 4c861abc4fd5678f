import { recordsDesk } from '../../../../domain/records/paths.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { useReadableAfterSession } from '../../../api/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { DateInput } from '../../../ui/Field.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { period, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { RecordsTree } from '../service/RecordsTree.tsx';

type Row = Answer<'get', '/api/boards'>['rows'][number];

/** The shifts around now: one tap to the code that people scan. */
export default function Boards() {
  const { filters, setFilter } = useFilters();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(filters['day'] ?? '') ? filters['day'] : undefined;
  useReadableAfterSession();
  const boards = useRead('/api/boards', { query: day === undefined ? {} : { day } }, { refreshMs: 30_000 });
  return (
    <Page tree={<RecordsTree at={recordsDesk.boards()} />}>
      <PageHead
        title={t('现场签到', 'Check-in now')}
        crumbs={[
          { words: t('记录', 'Records'), href: recordsDesk.confirmations() },
          { words: t('现场签到', 'Check-in now') },
        ]}
      />
      <div className="filt">
        <DateInput
          name="day"
          label={t('哪一天', 'Which day')}
          hint={t('不选就是昨天、今天和明天', 'Left out: yesterday, today and tomorrow')}
          value={day ?? ''}
          onChange={(value) => setFilter({ day: value })}
        />
        {day !== undefined && (
          <Button kind="text" onClick={() => setFilter({ day: undefined })}>
            {t('看这几天', 'These days')}
          </Button>
        )}
      </div>
      <div className="block">
        <Reading of={boards} what={t('场次', 'shifts')}>
          {({ rows }) => (
            <DataTable
              name="boards"
              label={
                day === undefined
                  ? t('昨天、今天和明天的场次', 'Shifts of yesterday, today and tomorrow')
                  : t('这一天的场次', 'Shifts of this day')
              }
              columns={columns()}
              rows={rows}
              rowKey={(row) => row.shift_id}
              rowHref={(row) => recordsDesk.board({ shift_id: row.shift_id })}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty
                        title={
                          day === undefined
                            ? t('这几天没有场次', 'No shift these days')
                            : t('这一天没有场次', 'No shift on this day')
                        }
                      >
                        {t(
                          '活动开始前一天起，会出现在这里；更早的选日期。',
                          'Shifts appear here from the day before; choose a day for earlier ones.',
                        )}
                      </Empty>
                    ),
                  }
                : {})}
            />
          )}
        </Reading>
      </div>
    </Page>
  );
}

function columns(): readonly Column<Row>[] {
  return [
    {
      key: 'title',
      label: t('活动', 'Activity'),
      cell: (row) => (row.name === '' ? row.activity_title : `${row.activity_title} ${row.name}`),
    },
    { key: 'when', label: t('时间', 'When'), cell: (row) => period(row.starts_at, row.ends_at) },
    { key: 'place', label: t('地点', 'Place'), cell: (row) => row.place },
    { key: 'signed', label: t('报名', 'Signed up'), right: true, cell: (row) => row.signed_up },
    { key: 'here', label: t('在场', 'Here'), right: true, cell: (row) => <b className="fig">{row.here}</b> },
    { key: 'gone', label: t('已签退', 'Gone'), right: true, cell: (row) => row.gone },
  ];
}
