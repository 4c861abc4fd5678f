import { shareOfWay, starName, type Standing } from '../../ui/stars.ts';
import { hours, t } from '../../ui/words.ts';
import './stars.css';

/** The way from one star to the next as a bar, with its two ends. Nothing is left to show on the last step. */
export function StarWay({ standing }: { standing: Standing }) {
  const { stars, next, counted_minutes: counted } = standing;
  if (next === null) return null;
  return (
    <div className="star-way">
      <div
        className="bar"
        role="img"
        aria-label={t(
          `${starName(next.stars)}要 ${hours(next.minutes)} 小时，已有 ${hours(counted)} 小时`,
          `${starName(next.stars)} at ${hours(next.minutes)} h, ${hours(counted)} h held`,
        )}
      >
        <i style={{ width: `${shareOfWay(standing) * 100}%` }} />
      </div>
      <p aria-hidden="true">
        <span>
          {stars === 0 ? '0' : starName(stars)}
          {stars > 0 && ` ${hours(next.from_minutes)}`}
        </span>
        <span>
          {starName(next.stars)} {t(`${hours(next.minutes)} 小时`, `${hours(next.minutes)} h`)}
        </span>
      </p>
    </div>
  );
}
