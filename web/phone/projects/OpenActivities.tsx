import { projectsPhone } from '../../../domain/projects/paths.ts';
import { businessDate } from '../../../domain/time.ts';
import { categories, categoryNames, isCategory } from '../../../domain/projects/categories.ts';
import { usePages } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { PublicScreen } from '../PublicScreen.tsx';
import { OfferRow } from './OfferRow.tsx';

/** Activities anyone may see before registering (条例 art. 10: recruitment is published). */
export default function OpenActivities() {
  const { filters } = useFilters();
  const category = filters['category'];
  const { read, more } = usePages('/api/open-activities', {
    query: {
      limit: 20,
      sort: 'time',
      q: filters['q'],
      category: category !== undefined && isCategory(category) ? category : undefined,
      has_places: filters['places'] === 'yes' ? 'true' : undefined,
    },
  });
  const today = businessDate(new Date());
  return (
    <PublicScreen title={t('公开招募', 'Open activities')} aside={<About />}>
      <h1 className="title page-title">{t('正在招人的志愿服务', 'Volunteering that needs people')}</h1>
      <div className="open-filters">
        <SearchBox label={t('找活动、地点', 'Find an activity or place')} />
        <Chips
          filters={[
            {
              name: 'category',
              label: t('领域', 'Field'),
              options: categories.map((value) => ({
                value,
                label: t(categoryNames[value].zh, categoryNames[value].en),
              })),
            },
            {
              name: 'places',
              label: t('名额', 'Places'),
              options: [{ value: 'yes', label: t('还有名额', 'Open places') }],
            },
          ]}
        />
      </div>
      <Reading of={read} what={t('活动', 'activities')}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('现在没有合适的活动', 'Nothing fits just now')}>
              {t(
                '换个领域看看，或者过几天再来：新的活动会发布在这里。',
                'Try another field, or come back in a few days: new activities appear here.',
              )}
            </Empty>
          ) : (
            <>
              <ul className="offers">
                {rows.map((offer) => (
                  <OfferRow
                    key={offer.shift_id}
                    offer={offer}
                    href={projectsPhone.openActivity({ id: offer.id })}
                    today={today}
                  />
                ))}
              </ul>
              {more && (
                <p className="more">
                  <Button onClick={more.load} running={more.running}>
                    {t('再看一页', 'Show more')}
                  </Button>
                </p>
              )}
            </>
          )
        }
      </Reading>
    </PublicScreen>
  );
}

function About() {
  return (
    <section className="oth">
      <h2 className="title">{t('看了想去？', 'Would you like to go?')}</h2>
      <p>
        {t(
          '登录后报名，三步就好。报名后在规定时间前都可以退。',
          'Sign in and sign up in three steps. You may withdraw until the time stated.',
        )}
      </p>
      <p>
        {t(
          '14 岁以上可以注册；未满 18 岁要监护人同意。',
          'You may register from the age of 14; below 18 a guardian agrees.',
        )}
      </p>
      <p>
        <a href="/api/open-activities.jsonld">{t('开放数据（JSON-LD）', 'Open data (JSON-LD)')}</a>
      </p>
    </section>
  );
}
