import { recordsDesk } from '../../../../domain/records/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { attendanceStateNames, isCheckOutForgotten } from '../../../../domain/records/attendance.ts';
import { useOutbox } from '../../../api/session.ts';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { Empty } from '../../../ui/States.tsx';
import { clock, t } from '../../../ui/words.ts';
import { arrivalsWithQueued } from './arrivals.ts';
import type { BoardAnswer } from './use-arrivals.ts';

export function Arrivals({ answer }: { answer: BoardAnswer }) {
  const language = preferences().language;
  const { rows, here, gone } = arrivalsWithQueued(answer, useOutbox());
  if (answer.rows.length === 0)
    return (
      <Empty title={t('还没有人报名', 'Nobody has signed up')}>
        {t('报名的人会列在这里。', 'Those who sign up are listed here.')}
      </Empty>
    );
  return (
    <>
      <Figures>
        <FigureCard
          name={t('在场', 'Here')}
          value={String(here)}
          note={t(`报名 ${answer.counts.signed_up} 人`, `${answer.counts.signed_up} signed up`)}
        />
        <FigureCard name={t('已签退', 'Gone')} value={String(gone)} />
        {answer.counts.uninsured > 0 && (
          <FigureCard
            name={t('没有保险', 'Uninsured')}
            value={String(answer.counts.uninsured)}
            gap
            note={t('不能签到', 'cannot check in')}
          />
        )}
      </Figures>
      <div className="table-scroll" role="region" aria-label={t('到场名单', 'Arrivals')} tabIndex={0}>
        <table className="led stacks" role="table">
          <caption className="unseen">{t('到场名单，最新在前', 'Arrivals, latest first')}</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                {t('志愿者', 'Volunteer')}
              </th>
              <th scope="col" role="columnheader">
                {t('编号', 'Number')}
              </th>
              <th scope="col" role="columnheader">
                {t('状态', 'State')}
              </th>
              <th scope="col" role="columnheader">
                {t('签到', 'In')}
              </th>
              <th scope="col" role="columnheader">
                {t('最近', 'Last')}
              </th>
              <th scope="col" role="columnheader">
                {t('来源', 'Source')}
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup" aria-live="polite">
            {rows.map((row) => (
              <tr key={row.volunteer_id} role="row" className={row.state === 'checked_in' ? 'fresh' : undefined}>
                <td role="cell">
                  <Masked text={row.name} />
                </td>
                <td role="cell" data-label={t('编号', 'Number')}>
                  {row.number}
                </td>
                <td role="cell" data-label={t('状态', 'State')}>
                  {attendanceStateNames[row.state][language]}
                  {answer.can.propose && isCheckOutForgotten(row.state, new Date(answer.shift.ends_at), new Date()) && (
                    <>
                      {' '}
                      <Link
                        href={recordsDesk.backFill({
                          shift_id: answer.shift.id,
                          person: row.volunteer_id,
                          from: row.first_in_at && clock(row.first_in_at),
                        })}
                      >
                        {t('补签退', 'Add the check-out')}
                      </Link>
                    </>
                  )}
                  {row.kept.length > 0 && <span className="mute"> {t('待补传', 'kept here')}</span>}
                  {answer.shift.requires_insurance && !row.is_insured && (
                    <span className="red"> {t('没有保险', 'uninsured')}</span>
                  )}
                </td>
                <td role="cell" data-label={t('签到', 'In')}>
                  {row.first_in_at === null ? '–' : clock(row.first_in_at)}
                </td>
                <td role="cell" data-label={t('最近', 'Last')}>
                  {row.last_stamp_at === null ? '–' : clock(row.last_stamp_at)}
                </td>
                <td role="cell" data-label={t('来源', 'Source')}>
                  {row.source === null ? (
                    '–'
                  ) : (
                    <>
                      <SourceStamp of={row.source} small />
                      {row.is_late && <span className="mute"> {t('补传', 'late')}</span>}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
