/**
 * The ledger table of the console: a native table with sorting, selection, more rows, and its own states. On a phone each row stands
 * as a block, its cells with their column's name; the roles say that it is a table still, which a browser forgets of blocks.
 */
import { useState, type ReactNode } from 'react';
import type { Address } from '../../domain/address.ts';
import type { FactColumn, FactColumns } from '../../domain/facts.ts';
import { Link } from './navigation.tsx';
import { Button } from './Button.tsx';
import { useColumns } from './ColumnSettings.tsx';
import { preferences } from './preferences.ts';
import { useFilters } from './query-string.ts';
import { inOrder, nextSort, sortMark, sortWord, valueOf, type Column } from './table-order.ts';
import { ChooseAll, chosenAtMost, TableBulk } from './TableBulk.tsx';
import { PageSize, TableLine, type Counted } from './TableLine.tsx';
import { number, t } from './words.ts';

export type { Column };

/** Heading, order and side of a column of a fact. */
export function factColumn<Columns extends FactColumns>(
  columns: Columns,
  name: keyof Columns & string,
): { readonly key: string; readonly label: string; readonly sort: string; readonly right: boolean } {
  const column = columns[name] as FactColumn; // a name of these columns
  return {
    key: name,
    label: column[preferences().language],
    sort: name,
    right: column.kind === 'number' || column.kind === 'minutes',
  };
}

type MoreRows<Row> = {
  readonly load: () => void;
  readonly loadAll?: (most: number) => Promise<readonly Row[]>;
  readonly running: boolean;
};

/** So many rows are drawn at a time: a browser is slow with thousands, and nobody reads them at once. */
const drawnAtOnce = 200;

type DataTableProps<Row> = {
  /** Names the table for screen readers, and keeps its column settings apart. */
  name: string;
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The address a row opens; its first column becomes the link. */
  rowHref?: (row: Row) => Address;
  /** Needs attention first: a red edge. */
  hot?: (row: Row) => boolean;
  total?: number;
  more?: MoreRows<Row> | undefined;
  /** Of a list that the server orders, counts and sums: its totals, and how many rows a page holds. */
  list?: Counted;
  /** Names a row for its checkbox. Selection is on when this and `bulk` are given. */
  rowName?: (row: Row) => string;
  bulk?: (chosen: readonly Row[], clear: () => void) => ReactNode;
  /** Loading, empty or error: takes the place of the rows. */
  state?: ReactNode;
};

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, label, rowKey, rowHref, hot, rowName, bulk, state } = props;
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const { filters, setFilter } = useFilters();
  // a part of a list cannot be put in order here: the rest would be missing from it
  const isWhole =
    props.list === undefined &&
    props.more === undefined &&
    (props.total === undefined || props.total <= props.rows.length);
  const columns = isWhole
    ? props.columns.map((column) => ({
        ...column,
        ...(column.sort === undefined && valueOf(column, props.rows) !== undefined ? { sort: column.key } : {}),
      }))
    : props.columns;
  const ordered = isWhole ? inOrder(props.rows, props.columns, filters['sort']) : props.rows;
  const rows = ordered.slice(0, drawn);
  const isCut = rows.length < ordered.length;
  const counted = props.list?.totals?.goes_on === false ? props.list.totals.count : undefined;
  const total = props.total ?? counted ?? (isCut ? ordered.length : undefined);
  const more = isCut ? { load: () => setDrawn(drawn + drawnAtOnce), running: false } : props.more;
  const { shown, settings } = useColumns(name, columns);
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = ordered.filter((row) => keys.has(rowKey(row)));
  const selecting = bulk !== undefined && rowName !== undefined;
  const clear = () => setKeys(new Set());
  const isMoreToChoose = selecting && rows.length > 0 && chosen.length === rows.length && more !== undefined;
  function toggle(key: string): void {
    const next = new Set(keys);
    if (!next.delete(key)) next.add(key);
    setKeys(next);
  }
  return (
    <div className="data-table">
      <TableLine shown={rowsShown(rows.length, total, more !== undefined)} of={props.list} settings={settings} />
      <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
        <table className="led stacks" role="table">
          <caption className="unseen">{label}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {selecting && (
                <th scope="col" role="columnheader" data-label={t('全选', 'All')}>
                  <input
                    type="checkbox"
                    className="tick"
                    aria-label={t('选这一页全部', 'Select all shown')}
                    checked={rows.length > 0 && chosen.length >= rows.length}
                    ref={(box) => {
                      if (box) box.indeterminate = chosen.length > 0 && chosen.length < rows.length;
                    }}
                    onChange={() => (chosen.length >= rows.length ? clear() : setKeys(new Set(rows.map(rowKey))))}
                  />
                </th>
              )}
              {shown.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  role="columnheader"
                  className={column.right ? 'r' : undefined}
                  aria-sort={sortWord(filters['sort'], column.sort)}
                >
                  {column.sort === undefined ? (
                    column.label
                  ) : (
                    <button
                      type="button"
                      className="sort"
                      onClick={() =>
                        setFilter({ sort: nextSort(filters['sort'], column.sort ?? ''), after: undefined })
                      }
                    >
                      {column.label}
                      <i aria-hidden="true">{sortMark(filters['sort'], column.sort)}</i>
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          {state === undefined && (
            <tbody role="rowgroup">
              {rows.map((row) => {
                const key = rowKey(row);
                const isChosen = keys.has(key);
                return (
                  <tr
                    key={key}
                    role="row"
                    className={[isChosen ? 'sel' : '', hot?.(row) ? 'hot' : ''].filter(Boolean).join(' ') || undefined}
                  >
                    {selecting && (
                      <td role="cell" className="box">
                        <input
                          type="checkbox"
                          className="tick"
                          aria-label={t(`选${rowName(row)}`, `Select ${rowName(row)}`)}
                          checked={isChosen}
                          onChange={() => toggle(key)}
                        />
                      </td>
                    )}
                    {shown.map((column, index) => (
                      <td
                        key={column.key}
                        role="cell"
                        data-label={index === 0 ? undefined : column.label}
                        className={column.right ? 'r' : undefined}
                      >
                        {index === 0 && rowHref ? (
                          <Link className="nm" href={rowHref(row)}>
                            {column.cell(row)}
                          </Link>
                        ) : (
                          column.cell(row)
                        )}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          )}
        </table>
        {isMoreToChoose && (
          <ChooseAll
            shown={rows.length}
            total={total}
            choose={async () => {
              const all = (await props.more?.loadAll?.(chosenAtMost)) ?? ordered;
              setKeys(new Set(all.slice(0, chosenAtMost).map(rowKey)));
            }}
          />
        )}
        {state}
      </div>
      {state === undefined && (more !== undefined || (props.list !== undefined && filters['size'] !== undefined)) && (
        <div className="more">
          {props.list !== undefined && <span>{rowsShown(rows.length, total, more !== undefined)}</span>}
          {more !== undefined && (
            <Button onClick={more.load} running={more.running}>
              {t('再看一页', 'Show more')}
            </Button>
          )}
          {props.list !== undefined && <PageSize />}
        </div>
      )}
      {selecting && chosen.length > 0 && (
        <TableBulk
          count={chosen.length}
          names={chosen.slice(0, 4).map(rowName)}
          actions={bulk(chosen, clear)}
          clear={clear}
        />
      )}
    </div>
  );
}

/** Where a list goes on and nobody has counted it, that it goes on is what is known. */
function rowsShown(count: number, total: number | undefined, goesOn: boolean): string {
  if (count === 0) return t('0 行', '0 rows');
  if (total !== undefined)
    return t(`第 1 至 ${number(count)} 行，共 ${number(total)} 行`, `Rows 1 to ${number(count)} of ${number(total)}`);
  return goesOn
    ? t(`先列 ${number(count)} 行，下面还有`, `The first ${number(count)} rows; more follow`)
    : t(`${number(count)} 行`, `${number(count)} rows`);
}
