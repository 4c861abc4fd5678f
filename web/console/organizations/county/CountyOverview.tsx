import { useState } from 'react';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { lineStates, type LineState } from '../../../../domain/organizations/county-overview.ts';
import { useRead } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Glyph } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { OrganizationTree } from '../tree/OrganizationTree.tsx';
import { useChosen } from '../tree/use-chosen.ts';
import { Page } from '../../Page.tsx';
import { AsOfDay, PastDay } from './AsOfDay.tsx';
import { VisitDialog } from './VisitDialog.tsx';
import { type Overview, columns } from './overview-columns.tsx';
import { Strip } from './Strip.tsx';
import './county-overview.css';

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
          {(answer) => (
            <LedgerPage
              overview={answer}
              at={answer.place.id}
              query={{ ...query, organization_id: answer.place.id }}
              onWhole={answer.place.id === chosen ? undefined : () => choose(answer.place.id)}
            />
          )}
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

function LedgerPage({
  overview,
  at,
  query,
  onWhole,
}: {
  overview: Overview;
  at: string;
  query: Record<string, string>;
  /** Where the page shows another place than the chosen one: chooses it. */ onWhole: (() => void) | undefined;
}) {
  const [visiting, setVisiting] = useState(false);
  const { figures, states } = overview;
  const place = t(overview.place.name_zh, overview.place.name_en ?? overview.place.name_zh);
  const rows = (more: { state?: LineState | 'open'; founded?: 'yes' }) =>
    organizationsDesk.countyOverview({ at, on: query['on'], ...more });
  const whole = figures.counties;
  const states_: readonly LineState[] = ['ok', 'due', 'behind', 'late'];
  return (
    <>
      <PageHead
        title={t('县级团属志愿服务组织台账', 'Overview of county organisations')}
        crumbs={[{ words: t('台账', 'County overview') }, { words: place }]}
        beside={t(`数据截至 ${longDay(overview.as_of)}`, `As of ${longDay(overview.as_of)}`)}
        actions={
          <>
            <LinkButton icon="list" href={organizationsDesk.lists({ at })}>
              {t('各类清单', 'Named lists')}
            </LinkButton>
            <LinkButton
              href={`/api/county-overview/export?${new URLSearchParams(query).toString()}`}
              download
              icon="download"
            >
              {t(`导出 ${overview.rows.length} 行`, `Export ${overview.rows.length} rows`)}
            </LinkButton>
            <LinkButton href={organizationsDesk.asked()}>{t('上级交办', 'Asked from above')}</LinkButton>
            {overview.visitable.length > 0 && (
              <button type="button" className="btn" onClick={() => setVisiting(true)}>
                {t('记一次调研', 'Record a visit')}
              </button>
            )}
          </>
        }
      >
        {onWhole && (
          <p className="overview-other">
            {t(`您选的地方没有台账，这里是${place}的。`, `Your choice has no overview: this is the one of ${place}.`)}{' '}
            <Button onClick={onWhole}>{t(`改看${place}`, `Choose ${place}`)}</Button>
          </p>
        )}
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
            rows={{ href: rows({}), words: t(`看 ${whole} 行`, `See ${whole}`) }}
          />
          <FigureCard
            name={t('已成立', 'Founded')}
            value={String(figures.founded.count)}
            unit={t('个', '')}
            beside={figures.founded.share}
            note={t(`还有 ${whole - figures.founded.count} 个未成立`, `${whole - figures.founded.count} not yet`)}
            rows={{
              href: rows({ founded: 'yes' }),
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
              href: rows({ state: 'ok' }),
              words: t(`看 ${figures.standardised.count} 行`, `See ${figures.standardised.count}`),
            }}
          />
          <FigureCard
            gap
            name={t('距全覆盖', 'To full coverage')}
            value={String(figures.gap)}
            unit={t('个', '')}
            note={t(`其中逾期 ${figures.late} 个`, `${figures.late} overdue`)}
            rows={{ href: rows({ state: 'open' }), words: t(`看 ${figures.gap} 行`, `See ${figures.gap}`) }}
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
          rowHref={(row) => organizationsDesk.organizations({ at: row.county_id })}
          hot={(row) => row.state === 'late'}
          {...(overview.rows.length === 0
            ? {
                state:
                  whole === 0 ? (
                    <Empty title={t(`${place}没有县级组织的台账`, `${place} has no county overview`)}>
                      {t(
                        '台账按县记，从县、市、省看。',
                        'It goes by counties: look from a county, a city or the province.',
                      )}
                    </Empty>
                  ) : (
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
