import { projectsDesk } from '../../../domain/projects/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { categories, type Category } from '../../../domain/projects/categories.ts';
import type { Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { Chips } from '../../ui/Chips.tsx';
import { FigureCard, Figures as FigureRow } from '../../ui/FigureCard.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { Forbidden, Reading } from '../../ui/States.tsx';
import { month, number, shortDay, t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';
import { categoryWords, topicWords } from './names.ts';
import { FiguresBelow } from './FiguresBelow.tsx';
import { ProjectNav } from './ProjectNav.tsx';

/** R20, R23, P18: the year against its quotas; S38, P65: the named days. */
export default function Figures() {
  const { filters } = useFilters();
  const me = useMe();
  const desks = (me.data?.grants ?? []).filter((grant) => grant.permissions.includes('projects.read'));
  const organization_id = filters['organization_id'] ?? desks[0]?.organization_id;
  const year = Number(filters['year'] ?? new Date().getFullYear());
  const years = [0, 1, 2].map((back) => String(new Date().getFullYear() - back));
  return (
    <Page>
      <PageHead title={t('达标与主题', 'Quotas and topics')} beside={t(`${year} 年`, String(year))}>
        <ProjectNav />
      </PageHead>
      <div className="filt">
        <Chips
          filters={[
            ...(desks.length < 2
              ? []
              : [
                  {
                    name: 'organization_id',
                    label: t('组织', 'Unit'),
                    all: desks[0]?.organization_name ?? '',
                    options: desks
                      .slice(1)
                      .map((desk) => ({ value: desk.organization_id, label: desk.organization_name })),
                  },
                ]),
            {
              name: 'year',
              label: t('年份', 'Year'),
              all: years[0] ?? '',
              options: years.slice(1).map((each) => ({ value: each, label: each })),
            },
          ]}
        />
      </div>
      <div className="block">
        {organization_id === undefined ? (
          me.data ? (
            <Forbidden />
          ) : null
        ) : (
          <OfYear organization_id={organization_id} year={year} />
        )}
      </div>
    </Page>
  );
}

/** Which are there, and which could still come: one of them each for what is missing. */
function categoryNote({ met, missing, names }: Answer<'get', '/api/project-figures'>['categories']): string {
  const list = (these: readonly Category[]): string => these.map(categoryWords).join(t('、', ', '));
  const there = names.length === 0 ? t('还没有', 'none yet') : t(`已有 ${list(names)}`, `There: ${list(names)}`);
  if (met) return t(`达标，${there}`, `Met. ${there}`);
  const rest = list(categories.filter((one) => !names.includes(one)));
  return t(`${there}；还缺 ${missing} 类，可从这些里补：${rest}`, `${there}; ${missing} more needed, of: ${rest}`);
}

function OfYear({ organization_id, year }: { organization_id: string; year: number }) {
  const read = useRead('/api/project-figures', { query: { organization_id, year } }, { keepPrevious: true });
  return (
    <Reading of={read} what={t('数字', 'figures')}>
      {(figures) => (
        <>
          <h2 className="title">{figures.organization_name}</h2>
          <FigureRow>
            <FigureCard
              name={t('平台发布的项目', 'Projects published here')}
              value={number(figures.published.have)}
              unit={t('个', '')}
              gap={!figures.published.met}
              note={
                figures.published.met
                  ? t(`达标，每年至少 ${figures.published.need} 个`, `Met: at least ${figures.published.need} a year`)
                  : t(
                      `缺${figures.published.missing}，每年至少 ${figures.published.need} 个`,
                      `${figures.published.missing} missing of ${figures.published.need} a year`,
                    )
              }
              rows={{ href: projectsDesk.projects({ organization_id }), words: t('看项目', 'See the projects') }}
            />
            <FigureCard
              name={t('不同类别', 'Different categories')}
              value={number(figures.categories.have)}
              unit={t('类', '')}
              gap={!figures.categories.met}
              note={categoryNote(figures.categories)}
            />
            <FigureCard
              name={t('没有发布的月份', 'Months without')}
              value={number(figures.months_without.length)}
              unit={t('个月', '')}
              gap={figures.months_without.length > 0}
              note={figures.months_without.map(month).join(t('、', ', '))}
            />
          </FigureRow>
          <FiguresBelow organization_id={organization_id} year={year} />
          <h2 className="title">{t('按主题', 'By topic')}</h2>
          {figures.by_topic.length === 0 ? (
            <p className="mute">{t('还没有带主题的活动。', 'No activity with a topic yet.')}</p>
          ) : (
            <KeyValues
              rows={figures.by_topic.map((row) => ({
                key: topicWords(row.topic),
                value: (
                  <>
                    <Link
                      href={projectsDesk.activities({
                        organization_id,
                        topic: row.topic,
                        from: `${year}-01-01`,
                        until: `${year}-12-31`,
                      })}
                    >
                      {t(`${row.activities} 场活动`, `${row.activities} activities`)}
                    </Link>
                    {t('，', ', ')}
                    <Link href={projectsDesk.projects({ organization_id, topic: row.topic })}>
                      {t(`${row.projects} 个项目`, `${row.projects} projects`)}
                    </Link>
                  </>
                ),
              }))}
            />
          )}
          <h2 className="title">{t('有名字的日子', 'Named days')}</h2>
          <KeyValues
            rows={figures.service_days.map((day) => ({
              key: shortDay(day.day),
              value: t(day.zh, day.en),
              note:
                day.activities === 0 ? (
                  t('还没有活动', 'Nothing planned')
                ) : (
                  <Link href={projectsDesk.activities({ organization_id, from: day.day, until: day.day })}>
                    {t(`${day.activities} 场活动`, `${day.activities} activities`)}
                  </Link>
                ),
            }))}
          />
        </>
      )}
    </Reading>
  );
}
