import { useState } from 'react';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { categories, categoryNames } from '../../../domain/projects/categories.ts';
import { businessDate } from '../../../domain/time.ts';
import { usePages, useRead } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { OfferRow } from './OfferRow.tsx';
import './activity.css';

type Point = { longitude: number; latitude: number };
type Filters = Readonly<Record<string, string>>;

/** What is open to sign up for: search, category, free places, soon or near. The place stays on this phone unless "near" is chosen. */
export function Offers() {
  const { filters, setFilter } = useFilters();
  const [point, setPoint] = useState<Point | null>(null);
  const [refused, setRefused] = useState(false);
  const today = businessDate(new Date());
  const near = filters['sort'] === 'distance';
  const counties = useRead('/api/open-activities/counties').data?.rows ?? [];
  const { read, rows, more } = usePages('/api/open-activities', { query: query(filters, point) });
  function locate(): void {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setPoint({ longitude: coords.longitude, latitude: coords.latitude });
        setRefused(false);
        setFilter({ sort: 'distance' });
      },
      () => setRefused(true),
      { maximumAge: 600_000, timeout: 10_000 },
    );
  }
  return (
    <>
      <div className="list-tools">
        <SearchBox label={t('活动、地点、组织', 'Activity, place, unit')} />
        <Chips
          filters={[
            {
              name: 'organization_id',
              label: t('县（市、区）', 'County'),
              options: counties.map((county) => ({ value: county.id, label: county.name, count: county.activities })),
            },
            {
              name: 'category',
              label: t('类别', 'Category'),
              options: categories.map((code) => ({
                value: code,
                label: t(categoryNames[code].zh, categoryNames[code].en),
              })),
            },
            {
              name: 'has_places',
              label: t('名额', 'Places'),
              options: [{ value: 'true', label: t('还有名额', 'Places left') }],
            },
          ]}
        >
          {near && point !== null ? (
            <Button kind="text" icon="clock" onClick={() => setFilter({ sort: undefined })}>
              {t('按时间排', 'By time')}
            </Button>
          ) : (
            <Button kind="text" icon="pin" onClick={locate}>
              {t('离我近的', 'Near me')}
            </Button>
          )}
        </Chips>
        {refused && (
          <p className="mute" role="status">
            {t(
              '没有拿到位置，先按时间排。可在系统设置里允许定位。',
              'Your place is not known, so the list is by time. You can allow it in the settings.',
            )}
          </p>
        )}
      </div>
      <Reading of={read} what={t('活动', 'activities')}>
        {() =>
          rows.length === 0 ? (
            <div className="block">
              <Empty
                title={t('没有合适的活动', 'Nothing fits')}
                action={
                  <Button
                    onClick={() =>
                      setFilter({
                        q: undefined,
                        organization_id: undefined,
                        category: undefined,
                        has_places: undefined,
                      })
                    }
                  >
                    {t('看全部', 'Show all')}
                  </Button>
                }
              >
                {t('换个类别，或去掉“还有名额”再看。', 'Try another category, or drop “places left”.')}
              </Empty>
            </div>
          ) : (
            <>
              <ul className="offers">
                {rows.map((row) => (
                  <OfferRow
                    key={row.shift_id}
                    offer={row}
                    href={projectsPhone.activity({ activity_id: row.id, shift: row.shift_id })}
                    today={today}
                  />
                ))}
              </ul>
              {more && (
                <p className="more">
                  <Button onClick={more.load} running={more.running}>
                    {t('再看一些', 'Show more')}
                  </Button>
                </p>
              )}
            </>
          )
        }
      </Reading>
    </>
  );
}

function query(filters: Filters, point: Point | null) {
  const near = filters['sort'] === 'distance' && point !== null;
  const category = categories.find((code) => code === filters['category']);
  return {
    limit: 20,
    ...(filters['organization_id'] ? { organization_id: filters['organization_id'] } : {}),
    sort: near ? ('distance' as const) : ('time' as const),
    ...point,
    ...(filters['q'] ? { q: filters['q'] } : {}),
    ...(category ? { category } : {}),
    ...(filters['has_places'] ? { has_places: 'true' as const } : {}),
  };
}
