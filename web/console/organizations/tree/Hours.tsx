import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { kindNames } from '../../../../domain/organizations/kinds.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { hours, t } from '../../../ui/words.ts';
import { minutes, rowsHref, type Balance, type Line, type Month } from './hours-columns.tsx';
import { StandingChoice, standingWords, useStood } from './Standing.tsx';

type Year = Answer<'get', '/api/organizations/{organization_id}/hours-by-month'>;
/** What an organisation and all below it gave, by month and by part. Credit and honorary hours are never added together; each figure opens its rows. */
export function Hours({ organizationId }: { organizationId: string }) {
  const { filters } = useFilters();
  const thisYear = new Date().getFullYear();
  const year = Number(filters['year'] ?? thisYear);
  const month = filters['month'] === undefined ? null : Number(filters['month']);
  const stood = useStood();
  const read = useRead(
    '/api/organizations/{organization_id}/hours-by-month',
    { path: { organization_id: organizationId }, query: { year, ...stood } },
    { keepPrevious: true },
  );
  const monthNames = Array.from({ length: 12 }, (_, index) => t(`${index + 1}月`, monthName(index)));
  return (
    <section className="org-hours">
      <div className="hours-line">
        <Chips
          filters={[
            {
              name: 'year',
              label: t('年份', 'Year'),
              all: String(thisYear),
              options: [1, 2, 3].map((back) => ({ value: String(thisYear - back), label: String(thisYear - back) })),
            },
            {
              name: 'month',
              label: t('月份', 'Month'),
              all: t('全年', 'Whole year'),
              options: monthNames.map((label, index) => ({ value: String(index + 1), label })),
            },
          ]}
        />
        <LinkButton
          icon="download"
          download
          href={`/api/organizations/${organizationId}/hours-by-month/workbook?${new URLSearchParams({ year: String(year), ...stood }).toString()}`}
        >
          {t('导出 Excel', 'Export to Excel')}
        </LinkButton>
      </div>
      <div className="hours-line">
        <StandingChoice until={periodOf(year, month).until} />
      </div>
      <Reading of={read} what={t('服务时数', 'hours')}>
        {(answer) => <Shown answer={answer} organizationId={organizationId} month={month} monthNames={monthNames} />}
      </Reading>
    </section>
  );
}

function Shown({
  answer,
  organizationId,
  month,
  monthNames,
}: {
  answer: Year;
  organizationId: string;
  month: number | null;
  monthNames: readonly string[];
}) {
  const { year, can } = answer;
  const chosen = (months: readonly Month[]): Month => sum(month === null ? months : months.slice(month - 1, month));
  const whole = chosen(answer.whole);
  const own = chosen(answer.itself);
  const { as_it_stood } = answer;
  const period = { ...periodOf(year, month), as_it_stood };
  const when =
    month === null ? t(`${year} 年`, String(year)) : t(`${year} 年 ${month} 月`, `${monthNames[month - 1]} ${year}`);
  const parts: Line[] = [
    {
      key: organizationId,
      name: t(`${answer.name}本级`, `${answer.name} itself`),
      note: t('本级', 'itself'),
      minutes: own,
      rows: { organization_id: organizationId, itself: 'yes', ...period },
      below: false,
    },
    ...answer.below
      .map((part) => ({
        key: part.organization_id,
        name: part.name,
        note: part.is_dissolved ? t('已撤销', 'dissolved') : t(kindNames[part.kind].zh, kindNames[part.kind].en),
        minutes: chosen(part.months),
        rows: {
          organization_id: part.organization_id,
          ...period,
          under: as_it_stood === null ? null : organizationId,
        },
        below: true,
      }))
      .sort(
        (one, other) =>
          other.minutes.credit_minutes - one.minutes.credit_minutes ||
          other.minutes.honorary_minutes - one.minutes.honorary_minutes,
      ),
  ];
  const months: Line[] = answer.whole.map((minutes, index) => ({
    key: String(index + 1),
    name: monthNames[index] ?? '',
    note: '',
    minutes,
    rows: { organization_id: organizationId, ...periodOf(year, index + 1), as_it_stood },
    below: false,
  }));
  const none = sum(answer.whole).credit_minutes === 0 && sum(answer.whole).honorary_minutes === 0;
  if (none)
    return (
      <Empty title={t(`${year} 年还没有入账的时数`, `No hours posted in ${year}`)}>
        {t(
          '确认入账以后，会按月列在这里；也可以换个年份看。',
          'They stand here by month once confirmed; or choose another year.',
        )}
      </Empty>
    );
  const card = (balance: Balance, name: string) => (
    <FigureCard
      name={name}
      value={hours(whole[balance])}
      unit={t('小时', ' h')}
      note={t(
        `本级 ${hours(own[balance])}，下级 ${hours(whole[balance] - own[balance])}`,
        `itself ${hours(own[balance])}, below ${hours(whole[balance] - own[balance])}`,
      )}
      {...(can.open_rows && whole[balance] !== 0
        ? {
            rows: {
              href: rowsHref({ organization_id: organizationId, ...period }, balance),
              words: t('看记录', 'See the records'),
            },
          }
        : {})}
    />
  );
  return (
    <>
      <p className="mute hours-when">
        {t(`${when}，含全部下级，${standingWords(answer)}`, `${when}, with all below, ${standingWords(answer)}`)}
      </p>
      <Figures>
        {card('credit_minutes', t('信用时数', 'Credit hours'))}
        {card('honorary_minutes', t('荣誉时数', 'Honorary hours'))}
      </Figures>
      {answer.below.length > 0 && <h2>{t('按下级组织', 'By organisation below')}</h2>}
      {answer.below.length > 0 && (
        <DataTable
          name="hours-below"
          label={t('按下级组织', 'By organisation below')}
          rows={parts}
          rowKey={(row) => row.key}
          total={parts.length}
          columns={[
            {
              key: 'name',
              label: t('组织', 'Organisation'),
              cell: (row) =>
                row.below ? (
                  <Link
                    className="nm"
                    href={organizationsDesk.organizations({ at: row.key, part: 'hours', year, month, as_it_stood })}
                  >
                    {row.name}
                  </Link>
                ) : (
                  <b>{row.name}</b>
                ),
            },
            { key: 'kind', label: t('类别', 'Kind'), cell: (row) => <span className="soft">{row.note}</span> },
            ...minutes(can.open_rows),
          ]}
        />
      )}
      <h2>{t(`${year} 年各月`, `${year} by month`)}</h2>
      <DataTable
        name="hours-months"
        label={t('各月', 'By month')}
        rows={months}
        rowKey={(row) => row.key}
        total={12}
        columns={[{ key: 'month', label: t('月份', 'Month'), cell: (row) => row.name }, ...minutes(can.open_rows)]}
      />
    </>
  );
}

function sum(months: readonly Month[]): Month {
  return {
    credit_minutes: months.reduce((all, month) => all + month.credit_minutes, 0),
    honorary_minutes: months.reduce((all, month) => all + month.honorary_minutes, 0),
  };
}

function periodOf(year: number, month: number | null): { from: string; until: string } {
  if (month === null) return { from: `${year}-01-01`, until: `${year}-12-31` };
  const part = `${year}-${String(month).padStart(2, '0')}`;
  return { from: `${part}-01`, until: `${part}-${String(new Date(year, month, 0).getDate()).padStart(2, '0')}` };
}

const monthName = (index: number): string =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, index, 1)));
