import { businessDate } from '../../../../domain/time.ts';
import { useFilters } from '../../../ui/query-string.ts';
import { longDay, t } from '../../../ui/words.ts';

/** Which day's names, places and figures are shown; empty for today. */
export function AsOfDay() {
  const { filters, setFilter } = useFilters();
  const today = businessDate(new Date());
  const set = (day: string) => setFilter({ on: day === '' || day >= today ? undefined : day });
  return (
    <label className="soft">
      {t('看哪天的', 'As of')}{' '}
      <input
        className="input"
        type="date"
        max={today}
        value={filters['on'] ?? today}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </label>
  );
}

/** A page of the past says so, and leads back. */
export function PastDay() {
  const { filters, setFilter } = useFilters();
  const day = filters['on'];
  if (day === undefined) return null;
  return (
    <p className="soft">
      {t(
        `这是 ${longDay(day)}的情况：名称、隶属和团属标记都按那天`,
        `As it stood on ${longDay(day)}: names, places and labels of that day`,
      )}{' '}
      <button type="button" className="link" onClick={() => setFilter({ on: undefined })}>
        {t('回到今天', 'Back to today')}
      </button>
    </p>
  );
}
