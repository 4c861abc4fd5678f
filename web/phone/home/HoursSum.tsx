import { Link } from 'wouter';
import { useRead } from '../../api/query.ts';
import { hours, moment, t } from '../../ui/words.ts';

/** Credit and honorary hours side by side, never added; the sum opens the rows behind it. */
export function HoursSum() {
  const { data } = useRead('/api/my/hours', { query: { limit: 1 } });
  if (!data) return null;
  const unit = <span className="u">{t('小时', 'h')}</span>;
  return (
    <dl className="sum">
      <div><dt>{t('信用时数', 'Credit hours')}</dt><dd className="fig">{hours(data.credit_minutes)}{unit}</dd><dd className="n">{t('签到、定位取得', 'checked in or located')}</dd></div>
      <div><dt>{t('荣誉时数', 'Honorary')}</dt><dd className="fig">{hours(data.honorary_minutes)}{unit}</dd><dd className="n">{t('不与信用相加', 'kept apart')}</dd></div>
      <div><dt>{t('每一笔', 'Every entry')}</dt><dd className="sum-link"><Link href="/hours">{t('看来源', 'See sources')}</Link></dd><dd className="n">{t(`截至 ${moment(data.as_of)}`, `as of ${moment(data.as_of)}`)}</dd></div>
    </dl>
  );
}
