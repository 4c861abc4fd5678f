import { projectsDesk } from '../../../domain/projects/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { kindNames, type OrganizationKind } from '../../../domain/organizations/kinds.ts';
import { isLacking, lacks, linesLacking, type Lack } from '../../../domain/projects/quota.ts';
import { serviceDaysOn } from '../../../domain/projects/service-days.ts';
import type { Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { month, number, shortDay, t } from '../../ui/words.ts';
import { categoryWords } from './names.ts';

type Below = Answer<'get', '/api/project-figures/below'>;
type Row = Below['rows'][number];

const kinds = ['direct', 'counties', 'teams'] as const;
const lacking =
  (lack: Lack) =>
  (row: Row): boolean =>
    isLacking(row, lack);

/** One line for each organisation below, each opening its own figures, projects and activities (P18, P25, L52, S38, P65). */
export function FiguresBelow({ organization_id, year }: { organization_id: string; year: number }) {
  const { filters } = useFilters();
  const of = kinds.find((one) => one === filters['of']) ?? 'direct';
  const read = useRead('/api/project-figures/below', { query: { organization_id, year, of } }, { keepPrevious: true });
  const lack = lacks.find((one) => one === filters['lacks']);
  return (
    <Reading of={read} what={t('各组织的数字', 'the figures below')}>
      {(below) => {
        const rows = linesLacking(below.rows, { lack, day: filters['day'] });
        return (
          <section className="figures-below">
            <h2 className="title">{t('各组织', 'By organisation')}</h2>
            <div className="list-tools">
              <Chips
                filters={[
                  {
                    name: 'of',
                    label: t('范围', 'Scope'),
                    all: t('直接下级', 'Directly below'),
                    options: [
                      { value: 'counties', label: t('各县（市、区）', 'Counties') },
                      { value: 'teams', label: t('各服务队', 'Teams') },
                    ],
                  },
                  {
                    name: 'lacks',
                    label: t('缺什么', 'What is missing'),
                    options: [
                      {
                        value: 'projects',
                        label: t('项目不足', 'Too few projects'),
                        count: below.rows.filter(lacking('projects')).length,
                      },
                      {
                        value: 'categories',
                        label: t('类别不足', 'Too few categories'),
                        count: below.rows.filter(lacking('categories')).length,
                      },
                      {
                        value: 'months',
                        label: t('有月份没发布', 'Months without'),
                        count: below.rows.filter(lacking('months')).length,
                      },
                    ],
                  },
                  {
                    name: 'day',
                    label: t('哪天没活动', 'No activity on'),
                    options: below.named_days.map((day) => ({
                      value: day,
                      label: `${shortDay(day)} ${dayWords(day)}`,
                      count: below.rows.filter((row) => row.days_without.includes(day)).length,
                    })),
                  },
                ]}
              >
                <LinkButton
                  kind="text"
                  icon="download"
                  download
                  href={`/api/project-figures.xlsx?${new URLSearchParams({ organization_id, year: String(year), of, ...(lack === undefined ? {} : { lacks: lack }), ...(filters['day'] === undefined ? {} : { day: filters['day'] }) }).toString()}`}
                >
                  {t(`导出 ${number(rows.length)} 行`, `Export ${number(rows.length)} rows`)}
                </LinkButton>
              </Chips>
            </div>
            <DataTable
              name="figures-below"
              label={t('各组织的发布', 'Publishing by organisation')}
              columns={columns(year)}
              rows={rows}
              rowKey={(row) => row.organization_id}
              total={rows.length}
              rowHref={(row) => projectsDesk.figures({ organization_id: row.organization_id, year })}
              hot={(row) => !row.published.met}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty title={t('没有这样的组织', 'No such organisation')}>
                        {t('换个范围或条件。', 'Choose another scope or condition.')}
                      </Empty>
                    ),
                  }
                : {})}
            />
          </section>
        );
      }}
    </Reading>
  );
}

const dayWords = (day: string): string =>
  serviceDaysOn(day)
    .map((one) => t(one.zh, one.en))
    .join(t('、', ', '));

function Quota({ of }: { of: Row['published'] }) {
  return of.met ? (
    <Tag state="ok">{t('达标', 'Met')}</Tag>
  ) : (
    <Tag state="behind">{t(`缺 ${of.missing}`, `${of.missing} missing`)}</Tag>
  );
}

function columns(year: number): readonly Column<Row>[] {
  const [from, until] = [`${year}-01-01`, `${year}-12-31`];
  return [
    { key: 'name', label: t('组织', 'Organisation'), cell: (row) => row.name },
    {
      key: 'kind',
      label: t('类别', 'Kind'),
      cell: (row) => t(kindNames[row.kind as OrganizationKind].zh, kindNames[row.kind as OrganizationKind].en),
    },
    {
      key: 'published',
      label: t('发布的项目', 'Projects'),
      right: true,
      value: (row) => row.published.have,
      cell: (row) => (
        <Link href={projectsDesk.projects({ organization_id: row.organization_id })}>{number(row.published.have)}</Link>
      ),
    },
    {
      key: 'published_met',
      label: t('每年 3 个', 'Three a year'),
      value: (row) => row.published.missing,
      cell: (row) => <Quota of={row.published} />,
    },
    {
      key: 'categories',
      label: t('不同类别', 'Categories'),
      right: true,
      value: (row) => row.categories.have,
      cell: (row) => (
        <span title={row.categories.names.map(categoryWords).join(t('、', ', '))}>{number(row.categories.have)}</span>
      ),
    },
    {
      key: 'categories_met',
      label: t('5 类', 'Five'),
      value: (row) => row.categories.missing,
      cell: (row) => <Quota of={row.categories} />,
    },
    {
      key: 'months',
      label: t('没发布的月份', 'Months without'),
      value: (row) => row.months_without.length,
      cell: (row) =>
        row.months_without.length === 0 ? (
          <span className="mute">{t('没有', 'None')}</span>
        ) : (
          <span className="wraps">
            {t(
              `${row.months_without.length} 个月：${row.months_without.map(month).join('、')}`,
              `${row.months_without.length}: ${row.months_without.map(month).join(', ')}`,
            )}
          </span>
        ),
    },
    {
      key: 'activities',
      label: t('活动', 'Activities'),
      right: true,
      value: (row) => row.activities,
      cell: (row) => (
        <Link href={projectsDesk.activities({ organization_id: row.organization_id, from, until })}>
          {number(row.activities)}
        </Link>
      ),
    },
  ];
}
