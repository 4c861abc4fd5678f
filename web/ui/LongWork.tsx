import type { ReactNode } from 'react';
import { number, t } from './words.ts';

type LongWorkProps = {
  done: number;
  /** Null while it is still being counted. */
  total: number | null;
  /** 行 */
  unit: string;
  /** 已核 */
  verb: string;
  secondsLeft?: number;
  note?: ReactNode;
  /** Whether it goes on, and tells, when the page is left. */
  mayLeave?: boolean;
  onStop?: () => void;
};

/** Work that takes a while: how much is done, how long it still takes; it may be left and stopped. */
export function LongWork({ done, total, unit, verb, secondsLeft, note, mayLeave = true, onStop }: LongWorkProps) {
  const cells = 40;
  const full = total === null || total === 0 ? 0 : Math.floor((done / total) * cells);
  const percentDone = total === null ? undefined : total === 0 ? 0 : Math.floor((done / total) * 100);
  return (
    <section className="job">
      <p className="p">
        {(done > 0 || total !== null) && <b>{number(done)}</b>}
        {total === null
          ? done > 0
            ? t(`${unit}${verb}`, `${unit} ${verb}`)
            : verb
          : t(`${unit}${verb}，共 ${number(total)} ${unit}`, `of ${number(total)} ${unit} ${verb}`)}
        {secondsLeft !== undefined && <span>{t(`约还要 ${secondsLeft} 秒`, `about ${secondsLeft} s left`)}</span>}
      </p>
      <div
        className="cells"
        role="progressbar"
        aria-label={t(`${verb}进度`, `Progress: ${verb}`)}
        aria-valuenow={percentDone}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        {Array.from({ length: cells }, (_, index) => (
          <i key={index} className={index < full ? '' : 'o'} />
        ))}
      </div>
      <p className="soft">
        {note}{' '}
        {mayLeave && t('可以离开本页，好了会告诉您。', 'You may leave this page: you will be told when it is done.')}
        {onStop && (
          <button type="button" className="link" onClick={onStop}>
            {t('停下', 'Stop')}
          </button>
        )}
      </p>
    </section>
  );
}
