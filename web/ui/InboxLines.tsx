import { ownAddress } from '../../domain/address.ts';
import { ownPhone } from '../../domain/paths.ts';
import { businessDate, daysUntil } from '../../domain/time.ts';
import type { InboxRow } from '../api/inbox.ts';
import { DueTag } from './DueTag.tsx';
import { Link } from './navigation.tsx';
import { Tag } from './Tag.tsx';
import { day, number, plural, t } from './words.ts';

/** What somebody owes, in the order of the server: by when, what, to whom, and how near the day is. */
export function InboxLines({ rows }: { rows: readonly InboxRow[] }) {
  const today = businessDate(new Date());
  return (
    <ul className="owed">
      {rows.map((row) => (
        <li
          key={`${row.href} ${row.kind} ${row.about ?? ''} ${row.since ?? ''}`}
          className={row.is_overdue ? 'late' : undefined}
        >
          <Link href={ownAddress(row.href) ?? ownPhone.home()}>
            <span className="owed-day">{row.due_on === null ? '' : day(row.due_on)}</span>
            <span className="owed-what">
              <b>{t(row.words.zh, row.words.en)}</b>
              {row.about !== null && <span>{row.about}</span>}
              {(row.about === null || row.count > 1) && (
                <span className="fig">
                  {t(`${number(row.count)} 件`, `${number(row.count)} ${plural(row.count, 'matter', 'matters')}`)}
                </span>
              )}
            </span>
            <span className="owed-to">{whom(row)}</span>
            <Due row={row} today={today} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function whom({ owed_to, place }: InboxRow): string {
  if (owed_to !== null) return t(`给${owed_to.zh}`, `to ${owed_to.en}`);
  return place ?? '';
}

/** How near the day is; without one, how long it has waited. */
function Due({ row, today }: { row: InboxRow; today: string }) {
  if (row.due_on !== null && row.is_overdue && row.count > 1)
    return <Tag state="late">{t(`逾期 ${number(row.overdue)} 件`, `${number(row.overdue)} late`)}</Tag>;
  if (row.due_on !== null)
    return <DueTag of={{ ...row, due_on: row.due_on, days_left: daysUntil(row.due_on, today) }} />;
  if (row.since === null) return <span />;
  const days = daysUntil(today, businessDate(new Date(row.since)));
  return <Tag state="none">{days <= 0 ? t('今天来的', 'came today') : t(`等了 ${days} 天`, `${days} d waiting`)}</Tag>;
}
