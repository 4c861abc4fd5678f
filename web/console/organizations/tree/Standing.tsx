import { businessDate, isBusinessDate } from '../../../../domain/time.ts';
import { DateInput, Select } from '../../../ui/Field.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { longDay, longMoment, t } from '../../../ui/words.ts';

/** What of the address says whose tree and whose books are meant: the day of the books as it stood, nothing as it stands. */
type Stood = { readonly as_it_stood?: string };

export function useStood(): Stood {
  const day = useFilters().filters['as_it_stood'] ?? '';
  return isBusinessDate(day) ? { as_it_stood: day } : {};
}

/** The books that a period is read by when nothing else is chosen: its last day, or today while it runs. */
export function closing(until: string): string {
  const today = businessDate(new Date());
  return until < today ? until : today;
}

/** The switch, and the day of the books where it matters. */
export function StandingChoice({ until }: { until: string }) {
  const { setFilter } = useFilters();
  const { as_it_stood: day } = useStood();
  return (
    <>
      <Select
        name="standing"
        label={t('归属', 'Belonging')}
        value={day === undefined ? 'now' : 'then'}
        onChange={(value) => setFilter({ as_it_stood: value === 'then' ? closing(until) : undefined })}
        options={[
          { value: 'now', label: t('按现在归属', 'As it stands') },
          { value: 'then', label: t('按当时归属', 'As it stood') },
        ]}
      />
      {day !== undefined && (
        <DateInput
          name="as_it_stood"
          label={t('账记到', 'Books until')}
          value={day}
          onChange={(chosen) => setFilter({ as_it_stood: isBusinessDate(chosen) ? chosen : closing(until) })}
        />
      )}
    </>
  );
}

/** What a page or a list says about its figures. */
export function standingWords(of: { readonly as_it_stood: string | null; readonly as_of: string }): string {
  return of.as_it_stood === null
    ? t(`按现在的归属，截至 ${longMoment(of.as_of)}`, `as the tree stands today, as of ${longMoment(of.as_of)}`)
    : t(
        `按服务当天的归属，账记到 ${longDay(of.as_it_stood)}为止，后来入账和冲回的不算`,
        `as the tree stood on the day of each service, by the books until ${longDay(of.as_it_stood)}: what was posted or struck later is not counted`,
      );
}
