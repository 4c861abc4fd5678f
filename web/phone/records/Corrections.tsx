import { recordsPhone } from '../../../domain/records/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { usePages, useRead } from '../../api/query.ts';
import { DueTag, dueDayWords } from '../../ui/DueTag.tsx';
import { SourceStamp } from '../../ui/SourceStamp.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag, type State } from '../../ui/Tag.tsx';
import { duration, moment, shortDay, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import './hours.css';

/** Which record is wrong, and what became of earlier requests. */
export default function Corrections() {
  const list = usePages('/api/my/hours', { query: { limit: 100 } });
  const asked = useRead('/api/my/corrections');
  return (
    <Screen title={t('更正', 'Corrections')} back={recordsPhone.hours()}>
      {asked.data !== undefined && asked.data.rows.length > 0 && (
        <section className="hours-list">
          <h2 className="title">{t('更正的情况', 'Corrections so far')}</h2>
          <ul>
            {asked.data.rows.map((one) => (
              <li key={one.proposal_id}>
                <span />
                <div>
                  <h3>{one.kind === 'appeal' ? t(`申诉：${one.title}`, `Appeal: ${one.title}`) : one.title}</h3>
                  <p>
                    {one.is_own
                      ? one.reason
                      : t(`组织提出：${one.reason}`, `Proposed by the organisation: ${one.reason}`)}
                  </p>
                  <p>
                    {one.answer === null ? moment(one.requested_at) : t(`答复：${one.answer}`, `Answer: ${one.answer}`)}
                    {one.answer === null &&
                      one.deadline !== null &&
                      t(`，期限 ${dueDayWords(one.deadline)}`, `, due ${dueDayWords(one.deadline)}`)}
                  </p>
                </div>
                <p>
                  <Tag state={tagOf[one.state]}>
                    {one.kind === 'appeal' && one.state === 'approved'
                      ? t('已恢复', 'given back')
                      : stateWords(one.state)}
                  </Tag>
                  {one.deadline?.is_overdue === true && one.answer === null && <DueTag of={one.deadline} />}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Reading of={list.read} what={t('服务记录', 'records')}>
        {(rows) => {
          const open = rows.filter((row) => row.can.request_correction);
          if (open.length === 0)
            return (
              <div className="block">
                <Empty title={t('没有可以更正的记录', 'Nothing to correct')}>
                  {t('入账或退回的记录才能申请更正。', 'A record can be corrected once it was posted or sent back.')}
                </Empty>
              </div>
            );
          return (
            <section className="hours-list">
              <h2 className="title">{t('哪一条有误', 'Which one is wrong?')}</h2>
              <ul>
                {open.map((row) => (
                  <li key={row.record_id ?? row.attendance_id}>
                    {row.source === null ? <span /> : <SourceStamp of={row.source} />}
                    <div>
                      <h3>
                        <Link href={recordsPhone.askCorrection({ attendance_id: row.attendance_id })}>{row.title}</Link>
                      </h3>
                      <p>{shortDay(row.service_day)}</p>
                    </div>
                    <p className="value">{row.minutes === null ? '–' : duration(row.minutes)}</p>
                  </li>
                ))}
              </ul>
            </section>
          );
        }}
      </Reading>
    </Screen>
  );
}

const tagOf: Record<'requested' | 'handled' | 'approved' | 'returned', State> = {
  requested: 'due',
  handled: 'due',
  approved: 'ok',
  returned: 'behind',
};

function stateWords(state: keyof typeof tagOf): string {
  return {
    requested: t('等经办', 'waiting'),
    handled: t('等第二人', 'second person'),
    approved: t('已更正', 'corrected'),
    returned: t('已退回', 'sent back'),
  }[state];
}
