import { useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import type { Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { problemWords } from '../../ui/Form.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag, type State } from '../../ui/Tag.tsx';
import { period, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { WithdrawAsk } from './SignUpBar.tsx';
import './activity.css';

type Row = Answer<'get', '/api/me/sign-ups'>['rows'][number];

export default function SignUps() {
  const read = useRead('/api/me/sign-ups');
  const [leaving, setLeaving] = useState<Row | null>(null);
  return (
    <Screen title={t('我的报名', 'My sign-ups')} back={ownPhone.me()}>
      <Reading of={read} what={t('报名', 'sign-ups')}>
        {({ rows }) => {
          const coming = rows.filter((row) => row.ended_as === null && Date.parse(row.ends_at) > Date.now());
          const past = rows.filter((row) => !coming.includes(row));
          return rows.length === 0 ? (
            <div className="block">
              <Empty
                title={t('还没有报名', 'No sign-ups yet')}
                action={
                  <LinkButton kind="do" href={projectsPhone.activities()}>
                    {t('去找一场服务', 'Find a service')}
                  </LinkButton>
                }
              >
                {t(
                  '报名以后，在这里看时间、地点和候补到第几。',
                  'Once you sign up, times, places and your place in line stand here.',
                )}
              </Empty>
            </div>
          ) : (
            <>
              {coming.length > 0 && (
                <>
                  <h2 className="title part-head">{t('要去的', 'Coming')}</h2>
                  <List rows={coming} onLeave={setLeaving} />
                </>
              )}
              {past.length > 0 && (
                <>
                  <h2 className="title part-head">{t('以前的', 'Past')}</h2>
                  <List rows={past} onLeave={setLeaving} />
                </>
              )}
            </>
          );
        }}
      </Reading>
      <Subscribe />
      {leaving && (
        <WithdrawAsk
          open
          onClose={() => setLeaving(null)}
          sign_up_id={leaving.sign_up_id}
          title={leaving.title}
          withdraw_by={leaving.withdraw_by}
          waiting={leaving.place === 'waitlist'}
        />
      )}
    </Screen>
  );
}

function List({ rows, onLeave }: { rows: readonly Row[]; onLeave: (row: Row) => void }) {
  return (
    <ul className="mine-list">
      {rows.map((row) => (
        <li key={row.sign_up_id}>
          <Link href={projectsPhone.activity({ activity_id: row.activity_id, shift: row.shift_id })}>
            <b>{row.title}</b>
            <p>{period(row.starts_at, row.ends_at)}</p>
            <p>
              {row.child_name === null
                ? row.place_text
                : t(`${row.child_name}，${row.place_text}`, `${row.child_name}, ${row.place_text}`)}
            </p>
            {row.moved_at !== null && row.can.withdraw && (
              <p>
                {t(
                  '改过时间；来不了可以退，不算临时退出',
                  'The time was changed: withdrawing does not count against you',
                )}
              </p>
            )}
            {row.end_reason && <p>{row.end_reason}</p>}
            <span className="r">
              <StandingTag row={row} />
            </span>
          </Link>
          {row.can.withdraw && (
            <p className="row-actions">
              <Button kind="text" onClick={() => onLeave(row)}>
                {t('退出报名', 'Withdraw')}
              </Button>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function StandingTag({ row }: { row: Row }) {
  const [state, words] = standing(row);
  return <Tag state={state}>{words}</Tag>;
}

function standing(row: Row): [State, string] {
  if (row.ended_as === 'withdrawn') return ['none', t('已退出', 'Withdrawn')];
  if (row.ended_as === 'withdrawn_late') return ['behind', t('临时退出', 'Late withdrawal')];
  if (row.ended_as === 'no_show') return ['late', t('未到', 'Did not come')];
  if (row.ended_as === 'cancelled') return ['none', t('活动取消', 'Cancelled')];
  if (row.place === 'waitlist' && Date.parse(row.ends_at) < Date.now())
    return ['none', t('已结束，没轮到', 'Over, no place came free')];
  if (row.place === 'waitlist')
    return ['behind', t(`候补第 ${row.waitlist_place ?? ''}`, `Waiting, number ${row.waitlist_place ?? ''}`)];
  return Date.parse(row.ends_at) < Date.now() ? ['none', t('已结束', 'Over')] : ['ok', t('有名额', 'Seat')];
}

/** The phone's own calendar shows the sign-ups; the address is a secret and can be renewed. */
function Subscribe() {
  const renew = useWrite('put', '/api/me/calendar');
  return (
    <section className="subscribe">
      <h2 className="title">{t('放进手机日历', 'In your calendar')}</h2>
      <p>
        {t(
          '订阅一次，报名、退出、改地点都会自动更新。地址只给自己用；换新后旧的失效。',
          'Subscribe once: sign-ups, withdrawals and changed places follow. The address is yours alone; a new one stops the old.',
        )}
      </p>
      {renew.answer && (
        <>
          <code>{renew.answer.url}</code>
          <LinkButton outside href={renew.answer.url.replace(/^https?:/, 'webcal:')}>
            {t('在日历里打开', 'Open in the calendar')}
          </LinkButton>
        </>
      )}
      {renew.problem && <p role="alert">{problemWords(renew.problem)}</p>}
      <p>
        <Button icon="calendar" running={renew.running} onClick={() => void renew.send({ body: {} })}>
          {renew.answer ? t('再换一个地址', 'Another address') : t('要一个日历地址', 'Get a calendar address')}
        </Button>
      </p>
    </section>
  );
}
