import type { DeskAddress } from '../../../../domain/address.ts';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { kindNames } from '../../../../domain/organizations/kinds.ts';
import type { Answer } from '../../../api/client.ts';
import type { Column } from '../../../ui/DataTable.tsx';
import { duration, shortDay, t } from '../../../ui/words.ts';

type Below = Answer<'get', '/api/organizations/{organization_id}/hours-below'>;
type Row = Below['rows'][number];
type Unit = 'credit_minutes' | 'honorary_minutes';
const past: Readonly<Record<Unit, 'credit_before' | 'honorary_before'>> = {
  credit_minutes: 'credit_before',
  honorary_minutes: 'honorary_before',
};

export const days = ({ from, until }: { from: string; until: string }): string =>
  t(
    `${from.slice(0, 4)} 年 ${shortDay(from)}至 ${until.slice(0, 4) === from.slice(0, 4) ? '' : `${until.slice(0, 4)} 年 `}${shortDay(until)}`,
    `${from} to ${until}`,
  );

type Rows = {
  readonly organization_id: string;
  readonly from: string;
  readonly until: string;
  /** An organisation's own alone; as it stood, while it stood below this place. */
  readonly itself_under?: string;
};

export function rowsHref(
  { as_it_stood }: Pick<Below, 'as_it_stood'>,
  balance: Unit,
  { itself_under: under, ...rows }: Rows,
): DeskAddress {
  return recordsDesk.records({
    ...rows,
    itself: under === undefined ? null : 'yes',
    balance,
    state: as_it_stood === null ? 'confirmed' : null, // what counted then may have been struck since
    as_it_stood,
    under: as_it_stood === null ? null : under,
  });
}

/** In the order of the tree a line stands as deep as it lies; put in another order all stand at the edge. */
export function columns(
  answer: Below,
  { at, isByTree }: { readonly at: string; readonly isByTree: boolean },
): readonly Column<Row>[] {
  const figures = (unit: Unit, label: string, before: string): Column<Row>[] => {
    const most = Math.max(1, ...answer.rows.map((row) => Math.max(row[unit], row[past[unit]])));
    const opened = (row: Row, minutes: number, period: { from: string; until: string }, words: string) =>
      minutes === 0 ? (
        <span className="mute">0</span>
      ) : (
        <Link
          href={rowsHref(answer, unit, {
            organization_id: row.organization_id,
            from: period.from,
            until: period.until,
            itself_under: at,
          })}
          aria-label={t(
            `看${row.name}的${words} ${duration(minutes)}`,
            `${words} of ${row.name}: ${duration(minutes)}`,
          )}
        >
          {duration(minutes)}
        </Link>
      );
    return [
      {
        key: unit,
        label,
        right: true,
        value: (row) => row[unit],
        cell: (row) => (
          <span className="hours-bar">
            <i aria-hidden="true" style={{ width: `${Math.max(0, Math.round((row[unit] / most) * 100))}%` }} />
            {opened(row, row[unit], answer, label)}
          </span>
        ),
      },
      {
        key: past[unit],
        label: before,
        right: true,
        value: (row) => row[past[unit]],
        cell: (row) => opened(row, row[past[unit]], answer.before, before),
      },
    ];
  };
  return [
    {
      key: 'name',
      label: t('组织', 'Organisation'),
      value: (row) => row.name,
      cell: (row) => (
        <span style={{ paddingInlineStart: `${isByTree ? Math.min(row.depth, 6) * 16 : 0}px` }}>
          {row.depth === 0 ? (
            <b>{t(`${row.name}本级`, `${row.name} itself`)}</b>
          ) : (
            <Link
              href={recordsDesk.hours({
                at: row.organization_id,
                from: answer.from,
                until: answer.until,
                as_it_stood: answer.as_it_stood,
              })}
            >
              {row.name}
            </Link>
          )}
        </span>
      ),
    },
    {
      key: 'kind',
      label: t('类别', 'Kind'),
      value: (row) => row.kind,
      cell: (row) => (
        <span className="soft">
          {row.is_dissolved ? t('已撤销', 'dissolved') : t(kindNames[row.kind].zh, kindNames[row.kind].en)}
        </span>
      ),
    },
    ...figures('credit_minutes', t('信用时数', 'Credit hours'), t('上期信用', 'Credit before')),
    ...figures('honorary_minutes', t('荣誉时数', 'Honorary hours'), t('上期荣誉', 'Honorary before')),
  ];
}
