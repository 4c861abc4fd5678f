import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { longDay, month as monthWords, number, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { Campaigns } from '../registration/Campaigns.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';
import { sources, sourceWords } from '../source-words.ts';

type Joined = Answer<'get', '/api/volunteer-joiners'>;

/** L83: who joined, by month and source, and after which campaign; every figure opens its rows. */
export default function Joiners() {
  const { filters } = useFilters();
  const query = {
    ...(filters['organization_id'] ? { organization_id: filters['organization_id'] } : {}),
    ...(filters['from'] ? { from: filters['from'] } : {}),
    ...(filters['until'] ? { until: filters['until'] } : {}),
  };
  const report = useRead('/api/volunteer-joiners', { query });
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead
        title={t('新注册志愿者', 'New volunteers')}
        actions={
          <LinkButton
            icon="download"
            href={`/api/volunteer-joiners.xlsx?${new URLSearchParams(query).toString()}`}
            download
          >
            {t('导出', 'Export')}
          </LinkButton>
        }
      />
      <div className="block">
        <Reading of={report} what={t('新注册', 'new registrations')}>
          {(joined) => <Report joined={joined} />}
        </Reading>
      </div>
    </Page>
  );
}

function Report({ joined }: { joined: Joined }) {
  if (joined.total === 0)
    return (
      <>
        <Empty title={t('这段时间没有新注册', 'Nobody joined in this time')} />
        <Campaigns campaigns={joined.campaigns} mayMake={joined.can.make} />
      </>
    );
  const widest = Math.max(...joined.months.map((row) => row.total));
  return (
    <>
      <Figures>
        <FigureCard
          name={t('新注册', 'Joined')}
          value={number(joined.total)}
          unit={t('人', 'people')}
          note={t(
            `${longDay(joined.from)}至${longDay(joined.until)}`,
            `${longDay(joined.from)} to ${longDay(joined.until)}`,
          )}
        />
        {sources.map((source) => {
          const count = joined.months.reduce(
            (sum, row) => sum + (row.by_source.find((one) => one.source === source)?.count ?? 0),
            0,
          );
          return (
            count > 0 && (
              <FigureCard
                key={source}
                name={sourceWords(source)}
                value={number(count)}
                unit={t('人', 'people')}
                rows={{ href: volunteersDesk.roster({ source }), words: t('看名册', 'See the rows') }}
              />
            )
          );
        })}
      </Figures>
      <h2 className="title">{t('按月', 'By month')}</h2>
      <p className="legend" aria-hidden="true">
        {sources.map((source) => (
          <span key={source}>
            <i className={`src-${source}-bar`} />
            {sourceWords(source)}
          </span>
        ))}
      </p>
      <ul className="month-chart">
        {joined.months.map((row) => (
          <li key={row.month}>
            <Link href={volunteersDesk.roster({ month: row.month })}>{monthWords(row.month)}</Link>
            <span
              className="stack"
              role="img"
              aria-label={
                row.total === 0
                  ? t('没有人', 'nobody')
                  : row.by_source.map((one) => `${sourceWords(one.source)} ${one.count}`).join(t('，', ', '))
              }
            >
              {row.by_source.map((one) => (
                <i
                  key={one.source}
                  className={`src-${one.source}-bar`}
                  style={{ width: `${(one.count / widest) * 100}%` }}
                />
              ))}
            </span>
            <span className="n">{number(row.total)}</span>
          </li>
        ))}
      </ul>
      <Campaigns campaigns={joined.campaigns} mayMake={joined.can.make} />
    </>
  );
}
