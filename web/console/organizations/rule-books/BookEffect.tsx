import type { Answer } from '../../../api/client.ts';
import { Effects } from '../../../ui/Dialog.tsx';
import { day, duration, number, t } from '../../../ui/words.ts';

type Effect = Answer<'get', '/api/rule-book-proposals/{proposal_id}/effect'>['effect'];

/** What the book would have made of the last ninety days, in minutes and in who had to agree. */
export function BookEffect({ effect }: { effect: Effect }) {
  if (effect === null)
    return <p className="soft">{t('这类规则不改已记的时数。', 'Rules of this kind change no recorded hours.')}</p>;
  if (effect.records === 0)
    return (
      <p className="soft">
        {t('过去 90 天没有按它计时的记录。', 'No record of the last 90 days would have been counted by it.')}
      </p>
    );
  const change = effect.minutes_then - effect.minutes_now;
  const { levels_now: now, levels_then: then } = effect;
  return (
    <>
      <Effects
        title={t(
          `如果过去 90 天就按它执行（${effect.is_cut ? '最近的' : ''}${number(effect.records)} 条记录）`,
          `Had it been in force for the last 90 days (${effect.is_cut ? 'the latest ' : ''}${number(effect.records)} records)`,
        )}
        rows={[
          {
            what: t('时数会不同的记录', 'Records that differ'),
            value: <b className="fig">{number(effect.changed)}</b>,
          },
          {
            what: t('合计时数', 'Hours together'),
            value: (
              <span className="fig">
                {duration(effect.minutes_now)} → <b>{duration(effect.minutes_then)}</b>
                {change !== 0 &&
                  t(
                    `（${change > 0 ? '多' : '少'} ${duration(Math.abs(change))}）`,
                    ` (${change > 0 ? '+' : '−'}${duration(Math.abs(change))})`,
                  )}
              </span>
            ),
          },
          {
            what: t('当场生效', 'At once'),
            value: (
              <span className="fig">
                {number(now.team)} → {number(then.team)}
              </span>
            ),
          },
          {
            what: t('要上级审核', 'Parent organisation'),
            value: (
              <span className="fig">
                {number(now.parent)} → {number(then.parent)}
              </span>
            ),
          },
          {
            what: t('要省级审核', 'Province'),
            value: (
              <span className="fig">
                {number(now.province)} → {number(then.province)}
              </span>
            ),
          },
        ]}
      />
      {effect.largest.length > 0 && (
        <ul className="rule-lines">
          {effect.largest.map((line, index) => (
            <li key={index}>
              {day(line.service_day)} {line.title}
              {t('：', ': ')}
              <span className="fig">
                {duration(line.minutes_now)} → {duration(line.minutes_then)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
