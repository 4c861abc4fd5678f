import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { useFilters } from './query-string.ts';
import { t } from './words.ts';

export type ChipFilter = {
  /** The name in the address. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
  /** Words for no choice. */
  readonly all?: string;
};

/** Filters as chips. Each is a native select under its words, bound to the address. */
export function Chips({ filters, children }: { filters: readonly ChipFilter[]; children?: ReactNode }) {
  const { filters: set, setFilter } = useFilters();
  const any = filters.some((filter) => set[filter.name] !== undefined);
  return (
    <div className="chips" role="group" aria-label={t('筛选', 'Filters')}>
      {filters.map((filter) => {
        const value = set[filter.name] ?? '';
        const chosen = filter.options.find((option) => option.value === value);
        return (
          <span key={filter.name} className={chosen ? 'chip on' : 'chip'}>
            <span aria-hidden="true">
              {filter.label}{' '}
              <b>
                {chosen?.label ?? filter.all ?? t('全部', 'All')}
                {chosen?.count === undefined ? '' : ` ${chosen.count}`}
              </b>
            </span>
            {!chosen && <Icon name="down" size={14} />}
            <select
              aria-label={filter.label}
              value={value}
              onChange={(event) => setFilter({ [filter.name]: event.currentTarget.value, after: undefined })}
            >
              <option value="">{filter.all ?? t('全部', 'All')}</option>
              {filter.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                  {option.count === undefined ? '' : ` ${option.count}`}
                </option>
              ))}
            </select>
            {chosen && (
              <button
                type="button"
                aria-label={t(`不限${filter.label}`, `Any ${filter.label}`)}
                onClick={() => setFilter({ [filter.name]: undefined, after: undefined })}
              >
                <Icon name="close" size={12} />
              </button>
            )}
          </span>
        );
      })}
      {children}
      {any && (
        <button
          type="button"
          className="btn btn-text"
          onClick={() => setFilter(Object.fromEntries(filters.map((filter) => [filter.name, undefined])))}
        >
          {t('清除条件', 'Clear')}
        </button>
      )}
    </div>
  );
}
