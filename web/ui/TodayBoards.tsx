import { recordsDesk } from '../../domain/records/paths.ts';
import { businessDate } from '../../domain/time.ts';
import { useRead } from '../api/query.ts';
import { useMe } from '../api/session.ts';
import { LinkButton } from './Button.tsx';
import { clock, t } from './words.ts';

/** Today's shifts whose check-in this person runs; nothing for everybody else. */
export function useTodayBoards() {
  const me = useMe();
  const runs = (me.data?.grants ?? []).some((grant) => grant.permissions.includes('records.check_in'));
  const today = businessDate(new Date());
  return useRead('/api/boards', { query: { day: today } }, { enabled: runs, refreshMs: 60_000 }).data?.rows ?? [];
}

/** Whoever runs a check-in today has the board one tap away, on the phone and at the desk. */
export function TodayBoards() {
  const boards = useTodayBoards();
  if (boards.length === 0) return null;
  return (
    <section className="today-boards" aria-label={t('今天的签到', 'Check-in today')}>
      <h2 className="title">{t('今天的签到', 'Check-in today')}</h2>
      <ul>
        {boards.slice(0, 8).map((row) => (
          <li key={row.shift_id}>
            <span>
              <b>{row.name === '' ? row.activity_title : `${row.activity_title} ${row.name}`}</b>
              <small>
                {clock(row.starts_at)} {t('至', 'to')} {clock(row.ends_at)}，{row.place}
                {t(`，报名 ${row.signed_up} 人`, `, ${row.signed_up} signed up`)}
              </small>
            </span>
            <LinkButton icon="scan" href={recordsDesk.board({ shift_id: row.shift_id })}>
              {t('打开签到板', 'Open the board')}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
