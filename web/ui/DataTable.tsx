/**
 * The ledger table of the console: a native table with sorting, selection, more rows, and its own states. On a phone each row stands
 * as a block, its cells with their column's name; the roles say that it is a table still, which a browser forgets of blocks.
 */
import { useState, type ReactNode } from 'react';
import type { Address } from '../../domain/address.ts';
import { Link } from './navigation.tsx';
import { Button } from './Button.tsx';
import { ColumnSettings, useColumns } from './ColumnSettings.tsx';
import { useFilters } from './query-string.ts';
import { number, t } from './words.ts';

export type Column<Row> = {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  readonly right?: boolean;
  /** The value of `sort` in the address where the server orders; `-` before it turns the order. */
  readonly sort?: string;
  /** What the column is ordered by where all rows are here; without it the text or figure that the cell shows. */
  readonly value?: (row: Row) => string | number | null;
  /** Can be switched on in the column settings. */
  readonly hidden?: boolean;
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
  more?: { readonly load: () => void; readonly running: boolean } | undefined;
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
  const isWhole = props.more === undefined && (props.total === undefined || props.total <= props.rows.length);
  const columns = isWhole
    ? props.columns.map((column) => ({
        ...column,
        ...(column.sort === undefined && valueOf(column, props.rows) !== undefined ? { sort: column.key } : {}),
      }))
    : props.columns;
  const rows = (isWhole ? inOrder(props.rows, props.columns, filters['sort']) : props.rows).slice(0, drawn);
  const isCut = rows.length < props.rows.length;
  const total = props.total ?? (isCut ? props.rows.length : undefined);
  const more = isCut ? { load: () => setDrawn(drawn + drawnAtOnce), running: false } : props.more;
  const { shown, settings } = useColumns(name, columns);
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter((row) => keys.has(rowKey(row)));
  const selecting = bulk !== undefined && rowName !== undefined;
  const clear = () => setKeys(new Set());
  function toggle(key: string): void {
    const next = new Set(keys);
    if (!next.delete(key)) next.add(key);
    setKeys(next);
  }
  return (
    <div className="data-table">
      <div className="table-line">
        <p className="mute" role="status">
          {rowsShown(rows.length, total, more !== undefined)}
        </p>
        <ColumnSettings settings={settings} />
      </div>
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
                    checked={rows.length > 0 && chosen.length === rows.length}
                    ref={(box) => {
                      if (box) box.indeterminate = chosen.length > 0 && chosen.length < rows.length;
                    }}
                    onChange={() => setKeys(chosen.length === rows.length ? new Set() : new Set(rows.map(rowKey)))}
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
                return (
                  <tr
                    key={key}
                    role="row"
                    className={
                      [keys.has(key) ? 'sel' : '', hot?.(row) ? 'hot' : ''].filter(Boolean).join(' ') || undefined
                    }
                  >
                    {selecting && (
                      <td role="cell" className="box">
                        <input
                          type="checkbox"
                          className="tick"
                          aria-label={t(`选${rowName(row)}`, `Select ${rowName(row)}`)}
                          checked={keys.has(key)}
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
        {state}
      </div>
      {more && state === undefined && (
        <div className="more">
          <Button onClick={more.load} running={more.running}>
            {t('再看一页', 'Show more')}
          </Button>
        </div>
      )}
      {selecting && chosen.length > 0 && (
        <div className="bulk" role="toolbar" aria-label={t('已选行的操作', 'Actions on the selected rows')}>
          <b>{t(`已选 ${chosen.length} 行`, `${chosen.length} selected`)}</b>
          <span className="names">{chosen.slice(0, 4).map(rowName).join(t('、', ', '))}</span>
          <span className="bulk-actions">
            {bulk(chosen, clear)}
            <Button onClick={clear}>{t('取消选择', 'Clear selection')}</Button>
          </span>
        </div>
      )}
    </div>
  );
}

/** How to order by this column: as told, or by what its cells show where that is plain. */
function valueOf<Row>(column: Column<Row>, rows: readonly Row[]): ((row: Row) => string | number | null) | undefined {
  if (column.value !== undefined) return column.value;
  const plain = (shown: ReactNode): string | number | null =>
    typeof shown === 'string' || typeof shown === 'number' ? shown : null;
  return rows.some((row) => plain(column.cell(row)) !== null) ? (row) => plain(column.cell(row)) : undefined;
}

/** Empty cells come last in either order; names go by pinyin. */
function inOrder<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: string | undefined): readonly Row[] {
  const column = columns.find((one) => one.sort === undefined && one.key === sort?.replace(/^-/, ''));
  const value = column === undefined ? undefined : valueOf(column, rows);
  if (value === undefined) return rows;
  const turned = sort?.startsWith('-') ? -1 : 1;
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    const empty = Number(a === null || a === '') - Number(b === null || b === '');
    if (empty !== 0 || a === null || b === null) return empty;
    return turned * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}

function nextSort(now: string | undefined, sort: string): string | undefined {
  if (now === sort) return `-${sort}`;
  return now === `-${sort}` ? undefined : sort;
}

function sortWord(now: string | undefined, sort: string | undefined): 'ascending' | 'descending' | 'none' | undefined {
  if (sort === undefined) return undefined;
  if (now === sort) return 'ascending';
  return now === `-${sort}` ? 'descending' : 'none';
}

function sortMark(now: string | undefined, sort: string): string {
  if (now === sort) return '↑';
  return now === `-${sort}` ? '↓' : '';
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
