import type { LineState } from '../../../../domain/organizations/county-overview.ts';
import { buildStepNames, buildSteps } from '../../../../domain/organizations/build-steps.ts';
import { daysLeftWords } from '../../../ui/DueTag.tsx';
import { t } from '../../../ui/words.ts';

export function FourSteps({ closed }: { closed: readonly string[] }) {
  return (
    <span
      className="four"
      role="img"
      aria-label={t(`四步已完成 ${closed.length} 步`, `${closed.length} of four steps closed`)}
    >
      {buildSteps.map((step) => (
        <i key={step} className={closed.includes(step) ? 'y' : ''}>
          {buildStepNames[step].seal}
        </i>
      ))}
    </span>
  );
}

export function Deadline({ days, state }: { days: number | null; state: LineState }) {
  if (days === null || state === 'ok') return null;
  return <span className={days < 0 ? 'red' : 'soft'}>{daysLeftWords(days)}</span>;
}
