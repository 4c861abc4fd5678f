import { recordsPhone } from '../../../domain/records/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { useRead } from '../../api/query.ts';
import { missingHours, starName, type Standing } from '../../ui/stars.ts';
import { hours, moment, t } from '../../ui/words.ts';
import { StarWay } from '../records/StarWay.tsx';

/** Credit and honorary hours side by side, never added; what the next star needs; the sum opens the rows behind it. */
export function HoursSum() {
  const { data } = useRead('/api/my/hours', { query: { limit: 1 } });
  const stars = useRead('/api/my/stars').data?.standing ?? null;
  if (!data) return null;
  const unit = <span className="u">{t('小时', 'h')}</span>;
  const asOf = t(`截至 ${moment(data.as_of)}`, `as of ${moment(data.as_of)}`);
  return (
    <>
      <dl className="sum">
        <div>
          <dt>{t('信用时数', 'Credit hours')}</dt>
          <dd className="fig">
            {hours(data.credit_minutes)}
            {unit}
          </dd>
          <dd className="n">{t('签到、定位取得', 'checked in or located')}</dd>
        </div>
        <div>
          <dt>{t('荣誉时数', 'Honorary')}</dt>
          <dd className="fig">
            {hours(data.honorary_minutes)}
            {unit}
          </dd>
          <dd className="n">{t('不与信用相加', 'kept apart')}</dd>
        </div>
        {stars === null ? (
          <div>
            <dt>{t('每一笔', 'Every entry')}</dt>
            <dd className="sum-link">
              <Link href={recordsPhone.hours()}>{t('看来源', 'See sources')}</Link>
            </dd>
            <dd className="n">{asOf}</dd>
          </div>
        ) : (
          <NextStar stars={stars} />
        )}
      </dl>
      {stars !== null && (
        <div className="sum-foot">
          <StarWay standing={stars} />
          <p>
            <span>{asOf}</span>
            <Link href={recordsPhone.hours()}>{t('每一笔看来源', 'See every entry')}</Link>
          </p>
        </div>
      )}
    </>
  );
}

function NextStar({ stars: { stars, next } }: { stars: Standing }) {
  const now = t(`现为${starName(stars)}`, `now ${starName(stars)}`);
  if (next === null)
    return (
      <div>
        <dt>{t('星级', 'Stars')}</dt>
        <dd className="fig star">{starName(stars)}</dd>
        <dd className="n">{t('已是最高一级', 'the highest step')}</dd>
      </div>
    );
  return (
    <div>
      <dt>{t(`距${starName(next.stars)}还差`, `To ${starName(next.stars)}`)}</dt>
      <dd className="fig">
        {missingHours(next.missing_minutes)}
        <span className="u">{t('小时', 'h')}</span>
      </dd>
      <dd className="n">{stars === 0 ? t('还没有星级', 'no star yet') : now}</dd>
    </div>
  );
}
