import { t } from '../../../ui/words.ts';
import type { Overview } from './overview-columns.tsx';

export function Strip({ overview }: { overview: Overview }) {
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
