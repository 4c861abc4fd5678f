import { useState } from 'react';
import { Link } from 'wouter';
import { lineStates, type LineState } from '../../../../domain/organizations/county-overview.ts';
import { buildStepNames, buildSteps } from '../../../../domain/organizations/build-steps.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Glyph, Tag } from '../../../ui/Tag.tsx';
import { longDay, number, shortDay, t } from '../../../ui/words.ts';
import { OrganizationTree } from '../tree/OrganizationTree.tsx';
import { useChosen } from '../tree/use-chosen.ts';
import { Page } from '../../Page.tsx';
import { AsOfDay, PastDay } from './AsOfDay.tsx';
import { VisitDialog } from './VisitDialog.tsx';
import './county-overview.css';

type Overview = Answer<'get', '/api/county-overview'>;
type Line = Overview['rows'][number];

/** The basic overview of county organisations: one line per county (G14), its figures, and a strip of all of them. */
export default function CountyOverview() {
  const { chosen, choose } = useChosen();
  const { filters } = useFilters();
  const query = { organization_id: chosen ?? '', ...asked(filters) };
  const overview = useRead('/api/county-overview', { query }, { enabled: chosen !== undefined, keepPrevious: true });
  return (
    <Page tree={<OrganizationTree value={chosen} onChoose={choose} />}>
      {chosen === undefined ? (
        <PageHead title={t('县级团属志愿服务组织台账', 'Overview of county organisations')} />
      ) : (
        <Reading of={overview} what={t('台账', 'the overview')}>
          {(answer) => <LedgerPage overview={answer} at={chosen} query={query} />}
        </Reading>
      )}
    </Page>
  );
}

function asked(filters: Readonly<Record<string, string>>) {
  const state = filters['state'] as LineState | 'open' | undefined;
  return {
    ...(state ? { state } : {}),
    ...(filters['city'] ? { city_id: filters['city'] } : {}),
    ...(filters['watcher'] ? { watcher: filters['watcher'] } : {}),
    ...(filters['q'] ? { words: filters['q'] } : {}),
    ...(filters['founded'] ? { founded: filters['founded'] as 'yes' | 'no' } : {}),
    ...(filters['on'] ? { on: filters['on'] } : {}),
  };
}

function LedgerPage({ overview, at, query }: { overview: Overview; at: string; query: Record<string, string> }) {
  const [visiting, setVisiting] = useState(false);
  const { figures, states } = overview;
  const rows = (more: string) =>
    `/county-overview?at=${at}${query['on'] === undefined ? '' : `&on=${query['on']}`}${more}`;
  const whole = figures.counties;
  const states_: readonly LineState[] = ['ok', 'due', 'behind', 'late'];
  return (
    <>
      <PageHead
        title={t('县级团属志愿服务组织台账', 'Overview of county organisations')}
        crumbs={[{ words: t('台账', 'County overview') }, { words: t('县级组织', 'Counties') }]}
        beside={t(`数据截至 ${longDay(overview.as_of)}`, `As of ${longDay(overview.as_of)}`)}
        actions={
          <>
            <LinkButton icon="list" href={`/county-overview/lists?at=${at}`}>
              {t('各类清单', 'Named lists')}
            </LinkButton>
            <LinkButton
              href={`/api/county-overview/export?${new URLSearchParams(query).toString()}`}
              download
              icon="download"
            >
              {t(`导出 ${overview.rows.length} 行`, `Export ${overview.rows.length} rows`)}
            </LinkButton>
            <LinkButton href="/county-overview/asked">{t('上级交办', 'Asked from above')}</LinkButton>
            {overview.visitable.length > 0 && (
              <button type="button" className="btn" onClick={() => setVisiting(true)}>
                {t('记一次调研', 'Record a visit')}
              </button>
            )}
          </>
        }
      >
        <PastDay />
        <Figures>
          <FigureCard
            name={t('县（市、区）', 'Counties')}
            value={String(whole)}
            unit={t('个', '')}
            note={t(
              `${figures.cities} 个地市，含 ${figures.cities_without_counties} 个不设县`,
              `${figures.cities} cities, ${figures.cities_without_counties} without counties`,
            )}
            rows={{ href: rows(''), words: t(`看 ${whole} 行`, `See ${whole}`) }}
          />
          <FigureCard
            name={t('已成立', 'Founded')}
            value={String(figures.founded.count)}
            unit={t('个', '')}
            beside={figures.founded.share}
            note={t(`还有 ${whole - figures.founded.count} 个未成立`, `${whole - figures.founded.count} not yet`)}
            rows={{
              href: rows('&founded=yes'),
              words: t(`看 ${figures.founded.count} 行`, `See ${figures.founded.count}`),
            }}
          />
          <FigureCard
            name={t('已规范', 'Standardised')}
            value={String(figures.standardised.count)}
            unit={t('个', '')}
            beside={figures.standardised.share}
            note={t(`分母是 ${whole} 个县`, `of ${whole} counties`)}
            rows={{
              href: rows('&state=ok'),
              words: t(`看 ${figures.standardised.count} 行`, `See ${figures.standardised.count}`),
            }}
          />
          <FigureCard
            gap
            name={t('距全覆盖', 'To full coverage')}
            value={String(figures.gap)}
            unit={t('个', '')}
            note={t(`其中逾期 ${figures.late} 个`, `${figures.late} overdue`)}
            rows={{ href: rows('&state=open'), words: t(`看 ${figures.gap} 行`, `See ${figures.gap}`) }}
          />
        </Figures>
        <Strip overview={overview} />
        <ul className="strip-legend">
          {states_.map((state) => (
            <li key={state}>
              <Glyph state={state} />
              {t(lineStates[state].zh, lineStates[state].en)} <b>{states[state]}</b>
            </li>
          ))}
          <li className="mute">{t('一格一县，按地市成组', 'One cell a county, grouped by city')}</li>
        </ul>
      </PageHead>
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'state',
              label: t('状态', 'State'),
              options: [
                { value: 'open', label: t('未规范', 'Not standardised'), count: figures.gap },
                ...states_.map((value) => ({
                  value,
                  label: t(lineStates[value].zh, lineStates[value].en),
                  count: states[value],
                })),
              ],
            },
            {
              name: 'city',
              label: t('地市', 'City'),
              options: figures.cities_full.map((city) => ({
                value: city.id,
                label: `${city.name_zh} ${city.coverage}`,
              })),
            },
            {
              name: 'watcher',
              label: t('盯县干部', 'Watcher'),
              options: overview.watchers.map((name) => ({ value: name, label: name })),
            },
          ]}
        />
        <AsOfDay />
        <span className="sp" />
        <SearchBox label={t('找县、组织', 'Find a county or organisation')} />
      </div>
      <div className="block">
        <DataTable
          name="county-overview"
          label={t('县级组织台账', 'Overview of county organisations')}
          columns={columns()}
          rows={overview.rows}
          rowKey={(row) => row.county_id}
          total={overview.rows.length}
          rowHref={(row) => `/organizations?at=${row.county_id}`}
          hot={(row) => row.state === 'late'}
          {...(overview.rows.length === 0
            ? {
                state: (
                  <Empty title={t('没有符合条件的县', 'No county matches')}>
                    {t('换个条件，或清除条件看全部。', 'Change the filters, or clear them to see all.')}
                  </Empty>
                ),
              }
            : {})}
        />
      </div>
      <VisitDialog open={visiting} at={at} onClose={() => setVisiting(false)} />
    </>
  );
}

function columns(): readonly Column<Line>[] {
  return [
    { key: 'county', label: t('县（市、区）', 'County'), cell: (row) => row.county_name },
    { key: 'city', label: t('地市', 'City'), cell: (row) => <span className="soft">{row.city_name}</span> },
    {
      key: 'organization',
      label: t('组织', 'Organisation'),
      cell: (row) => row.organization_name ?? <span className="mute">{t('未成立', 'Not founded')}</span>,
    },
    {
      key: 'state',
      label: t('状态', 'State'),
      cell: (row) => <Tag state={row.state}>{t(lineStates[row.state].zh, lineStates[row.state].en)}</Tag>,
    },
    { key: 'steps', label: t('四步', 'Four steps'), cell: (row) => <FourSteps closed={row.closed_steps} /> },
    {
      key: 'bottleneck',
      label: t('卡在哪里', 'Stuck at'),
      cell: (row) => (
        <span className="gives" title={row.bottleneck ?? ''}>
          {row.bottleneck ?? ''}
        </span>
      ),
    },
    {
      key: 'due',
      label: t('期限', 'Deadline'),
      cell: (row) => (
        <>
          <Deadline days={row.days_left} state={row.state} />
          <FromVisit row={row} cell="due" />
        </>
      ),
    },
    { key: 'class', label: t('类别', 'Class'), cell: (row) => row.class, hidden: true }, // G27
    {
      key: 'next',
      label: t('下一步', 'Next'),
      cell: (row) => (
        <span className="soft gives" title={row.next_step}>
          {row.next_step}
        </span>
      ),
    },
    {
      key: 'members',
      label: t('会员', 'Members'),
      right: true,
      cell: (row) => <Counted row={row} cell="members" />,
      value: (row) => row.members,
    },
    {
      key: 'staff',
      label: t('专职', 'Staff'),
      right: true,
      cell: (row) => <Counted row={row} cell="staff" />,
      value: (row) => row.staff,
      hidden: true,
    },
    { key: 'area', label: t('片区', 'Area'), cell: (row) => row.area ?? '', hidden: true },
    {
      key: 'watcher',
      label: t('盯县干部', 'Watcher'),
      cell: (row) => row.watcher ?? <span className="mute">{t('未定', 'None')}</span>,
    },
    {
      key: 'responsible',
      label: t('负责人', 'Responsible'),
      cell: (row) => (
        <>
          {row.responsible ?? ''}
          <FromVisit row={row} cell="responsible" />
        </>
      ),
    },
    {
      key: 'updated',
      label: t('更新', 'Updated'),
      right: true,
      cell: (row) => <span className="mute">{row.updated_on === null ? '' : shortDay(row.updated_on)}</span>,
    },
  ];
}

type Cell = Line['sources'][number]['cell'];

/** G18: the value stands there since a visit; the mark says from what it was corrected and opens the visit. */
function FromVisit({ row, cell }: { row: Line; cell: Cell }) {
  const source = row.sources.find((one) => one.cell === cell);
  if (source === undefined) return null;
  const words = t(
    `${longDay(source.visited_on)}实地调研后更正${source.before === null ? '' : `，原为 ${source.before}`}`,
    `Corrected after the visit of ${longDay(source.visited_on)}${source.before === null ? '' : `; it was ${source.before}`}`,
  );
  return (
    <>
      {' '}
      <Link
        className="from-visit"
        href={`/organizations?at=${source.organization_id}&part=tasks`}
        title={words}
        aria-label={words}
      >
        {t('调', 'visit')}
      </Link>
    </>
  );
}

function Counted({ row, cell }: { row: Line; cell: 'members' | 'staff' }) {
  const value = row[cell];
  return value === null ? (
    <span className="mute" title={t('没有填', 'Not recorded')}>
      —
    </span>
  ) : (
    <>
      <span className="fig">{number(value)}</span>
      <FromVisit row={row} cell={cell} />
    </>
  );
}

export function FourSteps({ closed }: { closed: readonly string[] }) {
  return (
    <span
      className="four"
      role="img"
      aria-label={t(`四步已完成 ${closed.length} 步`, `${closed.length} of four steps closed`)}
    >
      {buildSteps.map((step) => (
        <i key={step} className={closed.includes(step) ? 'y' : ''}>
          {buildStepNames[step].seal}
        </i>
      ))}
    </span>
  );
}

function Deadline({ days, state }: { days: number | null; state: LineState }) {
  if (days === null || state === 'ok') return null;
  return days < 0 ? (
    <span className="red">{t(`逾期 ${-days} 天`, `${-days} days over`)}</span>
  ) : (
    <span className="soft">{t(`还有 ${days} 天`, `${days} days left`)}</span>
  );
}

function Strip({ overview }: { overview: Overview }) {
  return (
    <div
      className="strip"
      role="img"
      aria-label={t(
        `${overview.figures.counties} 个县按地市排列的状态`,
        `State of ${overview.figures.counties} counties by city`,
      )}
    >
      {overview.strip.map((city) => (
        <div key={city.city_name} title={city.city_name}>
          {city.counties.map((county) => (
            <i key={county.id} className={`pat-${county.state}`} title={county.name_zh} />
          ))}
        </div>
      ))}
    </div>
  );
}
