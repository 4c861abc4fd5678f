import { recordsDesk } from '../../../../domain/records/paths.ts';
import { useRead, usePages } from '../../../api/query.ts';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { clocksOf, duration, hours, longMoment, shortDay, t } from '../../../ui/words.ts';

const pageSize = 50;

/** One person's year: credit and honorary hours apart, by month and by source, and the records behind them. */
export function VolunteerHours({ volunteerId }: { volunteerId: string }) {
  const { filters } = useFilters();
  const thisYear = new Date().getFullYear();
  const year = Number(filters['year'] ?? thisYear);
  const read = useRead(
    '/api/volunteers/{volunteer_id}/hours-by-month',
    { path: { volunteer_id: volunteerId }, query: { year } },
    { keepPrevious: true },
  );
  return (
    <section className="person-part">
      <Chips
        filters={[
          {
            name: 'year',
            label: t('年份', 'Year'),
            all: String(thisYear),
            options: [1, 2, 3].map((back) => ({ value: String(thisYear - back), label: String(thisYear - back) })),
          },
        ]}
      />
      <Reading of={read} what={t('服务时数', 'hours')}>
        {(answer) => {
          const months = answer.months
            .map((minutes, index) => ({ key: index + 1, ...minutes }))
            .filter((row) => row.credit_minutes !== 0 || row.honorary_minutes !== 0);
          const sum = (balance: 'credit_minutes' | 'honorary_minutes'): number =>
            months.reduce((all, row) => all + row[balance], 0);
          return (
            <>
              <p className="mute">
                {t(
                  `${answer.year} 年，截至 ${longMoment(answer.as_of)}`,
                  `${answer.year}, as of ${longMoment(answer.as_of)}`,
                )}
              </p>
              <Figures>
                <FigureCard
                  name={t('信用时数', 'Credit hours')}
                  value={hours(sum('credit_minutes'))}
                  unit={t('小时', ' h')}
                />
                <FigureCard
                  name={t('荣誉时数', 'Honorary hours')}
                  value={hours(sum('honorary_minutes'))}
                  unit={t('小时', ' h')}
                />
              </Figures>
              {answer.by_source.length > 0 && (
                <ul className="by-source" aria-label={t('按来源', 'By source')}>
                  {answer.by_source.map((row) => (
                    <li key={row.source}>
                      <SourceStamp of={row.source} small withWords /> <b className="fig">{duration(row.minutes)}</b>
                    </li>
                  ))}
                </ul>
              )}
              {months.length > 0 && (
                <DataTable
                  name="volunteer-months"
                  label={t('各月时数', 'Hours by month')}
                  rows={months}
                  rowKey={(row) => String(row.key)}
                  total={months.length}
                  columns={[
                    {
                      key: 'month',
                      label: t('月份', 'Month'),
                      cell: (row) => t(`${row.key}月`, `${answer.year}-${String(row.key).padStart(2, '0')}`),
                    },
                    {
                      key: 'credit',
                      label: t('信用时数', 'Credit hours'),
                      right: true,
                      cell: (row) => <span className="fig">{hours(row.credit_minutes)}</span>,
                    },
                    {
                      key: 'honorary',
                      label: t('荣誉时数', 'Honorary hours'),
                      right: true,
                      cell: (row) => <span className="fig">{hours(row.honorary_minutes)}</span>,
                    },
                  ]}
                />
              )}
              <Records volunteerId={volunteerId} year={year} />
              {answer.elsewhere_minutes > 0 && (
                <p className="mute">
                  {t(
                    `另有 ${duration(answer.elsewhere_minutes)}在别的组织服务，记录请那个组织看。`,
                    `A further ${duration(answer.elsewhere_minutes)} was served elsewhere; that organisation opens those records.`,
                  )}
                </p>
              )}
            </>
          );
        }}
      </Reading>
    </section>
  );
}

function Records({ volunteerId, year }: { volunteerId: string; year: number }) {
  const list = usePages('/api/service-records', {
    query: { volunteer_id: volunteerId, from: `${year}-01-01`, until: `${year}-12-31`, limit: pageSize },
  });
  return (
    <Reading of={list.read} what={t('服务记录', 'records')}>
      {(rows) => (
        <DataTable
          name="volunteer-records"
          label={t('服务记录', 'Service records')}
          rows={rows}
          rowKey={(row) => row.record_id}
          rowHref={(row) => recordsDesk.record({ volunteer_id: row.volunteer_id, record_id: row.record_id })}
          more={list.more}
          {...(rows.length === 0
            ? {
                state: (
                  <Empty title={t(`${year} 年没有您能看的记录`, `No record of ${year} that you may open`)}>
                    {t(
                      '服务确认以后会列在这里；也可以换个年份看。',
                      'Services stand here once confirmed; or choose another year.',
                    )}
                  </Empty>
                ),
              }
            : {})}
          columns={[
            { key: 'title', label: t('服务', 'Service'), cell: (row) => row.title },
            { key: 'day', label: t('日期', 'Day'), cell: (row) => shortDay(row.service_day) },
            {
              key: 'time',
              label: t('时间', 'Time'),
              cell: (row) => clocksOf(row.started_at, row.ended_at, row.minutes).join('–'),
            },
            { key: 'source', label: t('来源', 'Source'), cell: (row) => <SourceStamp of={row.source} small /> },
            {
              key: 'minutes',
              label: t('时长', 'Length'),
              right: true,
              cell: (row) => <b className="fig">{duration(row.minutes)}</b>,
            },
            {
              key: 'balance',
              label: t('计入', 'As'),
              cell: (row) => (row.balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary')),
            },
            {
              key: 'state',
              label: t('状态', 'State'),
              cell: (row) => <RecordState state={row.state} disputed={row.is_disputed} />,
            },
          ]}
        />
      )}
    </Reading>
  );
}

function RecordState({ state, disputed }: { state: string; disputed: boolean }) {
  if (disputed) return <Tag state="late">{t('和账本对不上', 'Disagrees with the ledger')}</Tag>;
  if (state === 'confirmed') return <Tag state="ok">{t('已入账', 'Posted')}</Tag>;
  return state.startsWith('awaiting') ? (
    <Tag state="due">{t('等审核', 'Awaits approval')}</Tag>
  ) : (
    <Tag state="none">{t('没有入账', 'Not posted')}</Tag>
  );
}
