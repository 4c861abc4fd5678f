import { pageSizes, type Figures } from '../../domain/facts.ts';
import { ColumnSettings, type Settings } from './ColumnSettings.tsx';
import { preferences } from './preferences.ts';
import { useFilters } from './query-string.ts';
import { duration, number, t } from './words.ts';

export type Totals = {
  readonly count: number;
  /** There are more than are counted at once. */
  readonly goes_on: boolean;
  readonly figures: Readonly<Record<string, number>> | null;
};
export type Counted = { readonly totals: Totals | null; readonly figures: Figures };

/** Above a table: how many rows there are and what all of them add up to, not only those of this page. */
export function TableLine({ shown, of, settings }: { shown: string; of: Counted | undefined; settings: Settings }) {
  return (
    <div className="table-line">
      <p className="table-totals" role="status">
        {of?.totals == null ? <span className="mute">{shown}</span> : <Added totals={of.totals} figures={of.figures} />}
      </p>
      <ColumnSettings settings={settings} />
    </div>
  );
}

function Added({ totals, figures }: { totals: Totals; figures: Figures }) {
  const { setFilter } = useFilters();
  const language = preferences().language;
  if (totals.goes_on)
    return (
      <>
        <b className="fig">{number(totals.count)}</b> {t('行以上', 'rows and more')}{' '}
        <button type="button" className="link" onClick={() => setFilter({ totals: 'whole' })}>
          {t('全部算出来', 'Count and sum all')}
        </button>
      </>
    );
  return (
    <>
      <span>
        <b className="fig">{number(totals.count)}</b> {t('行', totals.count === 1 ? 'row' : 'rows')}
      </span>
      {Object.entries(figures).map(([name, figure]) => {
        const value = totals.figures?.[name];
        if (value === undefined) return null;
        const shown = <b className="fig">{figure.kind === 'minutes' ? duration(value) : number(value)}</b>;
        return (
          <span key={name}>
            {figure.adds === 'distinct' ? (
              <>
                {shown} {figure[language]}
              </>
            ) : (
              <>
                {figure[language]} {shown}
              </>
            )}
          </span>
        );
      })}
    </>
  );
}

/** How many rows a page holds; it stands in the address like a filter. */
export function PageSize() {
  const { filters, setFilter } = useFilters();
  const size = pageSizes.find((one) => String(one) === filters['size']) ?? 50;
  return (
    <label className="page-size">
      {t('每页', 'Per page')}{' '}
      <select
        value={size}
        onChange={(event) =>
          setFilter({ size: event.currentTarget.value === '50' ? undefined : event.currentTarget.value })
        }
      >
        {pageSizes.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
