import type { DeskAddress } from '../../../../domain/address.ts';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import type { Column } from '../../../ui/DataTable.tsx';
import { hours, t } from '../../../ui/words.ts';

export type Month = { readonly credit_minutes: number; readonly honorary_minutes: number };
export type Balance = 'credit_minutes' | 'honorary_minutes';
type Rows = {
  readonly organization_id: string;
  readonly itself?: 'yes';
  readonly from: string;
  readonly until: string;
  readonly as_it_stood: string | null;
  readonly under?: string | null;
};
/** One line of a table: the figures of the period, and whose rows stand behind them. */
export type Line = {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  readonly minutes: Month;
  readonly rows: Rows;
  readonly below: boolean;
};

export function minutes(open: boolean): Column<Line>[] {
  const column = (balance: Balance, label: string): Column<Line> => ({
    key: balance,
    label,
    right: true,
    cell: (row) => {
      const figure = <span className="fig">{hours(row.minutes[balance])}</span>;
      return open && row.minutes[balance] !== 0 ? (
        <Link
          href={rowsHref(row.rows, balance)}
          aria-label={t(
            `看${row.name}的${label} ${hours(row.minutes[balance])}`,
            `${label} of ${row.name}: ${hours(row.minutes[balance])}`,
          )}
        >
          {figure}
        </Link>
      ) : (
        <span className="mute">{figure}</span>
      );
    },
  });
  return [
    column('credit_minutes', t('信用时数', 'Credit hours')),
    column('honorary_minutes', t('荣誉时数', 'Honorary hours')),
  ];
}

export const rowsHref = (rows: Rows, balance: Balance): DeskAddress =>
  recordsDesk.records({ ...rows, balance, state: rows.as_it_stood === null ? 'confirmed' : null });
