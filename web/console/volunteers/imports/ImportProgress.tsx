import { useRead } from '../../../api/query.ts';
import { LongWork } from '../../../ui/LongWork.tsx';
import { t } from '../../../ui/words.ts';

const phases = {
  sending: { title: () => t('传文件', 'Sending the file'), verb: () => t('已传', 'sent') },
  reading: { title: () => t('读表格', 'Reading the sheet'), verb: () => t('已读', 'read') },
  checking: { title: () => t('逐行检查', 'Checking each row'), verb: () => t('已查', 'checked') },
  registering: { title: () => t('检查并登记', 'Checking and registering'), verb: () => t('已登记', 'registered') },
} as const;
const ofLooking = ['sending', 'reading', 'checking'] as const;
const ofTaking = ['sending', 'reading', 'registering'] as const;

/** Which step a roster is at and how far; the file is read and checked again before it goes in, so that nothing else goes in. */
export function ImportProgress({ id, taking }: { id: string; taking: boolean }) {
  const { data } = useRead(
    '/api/volunteer-import-progress/{progress_id}',
    { path: { progress_id: id } },
    { refreshMs: 600 },
  );
  const at = data?.progress ?? { phase: 'sending' as const, done: 0, total: null, seconds_left: null };
  const counting = at.total === null && at.done === 0;
  const steps: readonly (keyof typeof phases)[] = taking ? ofTaking : ofLooking;
  return (
    <section className="import-progress" aria-live="polite">
      <ol>
        {steps.map((step) => (
          <li key={step} aria-current={step === at.phase ? 'step' : undefined}>
            {phases[step].title()}
          </li>
        ))}
      </ol>
      <LongWork
        done={at.done}
        total={at.total}
        unit={t('行', 'rows')}
        verb={counting ? t(`正在${phases[at.phase].title()}`, phases[at.phase].title()) : phases[at.phase].verb()}
        {...(at.seconds_left === null ? {} : { secondsLeft: at.seconds_left })}
        mayLeave={taking}
        note={
          taking
            ? t('要么全部进，要么一行不进。', 'All of it goes in, or nothing.')
            : t('检查时什么都不存，请不要关这一页。', 'Nothing is stored by checking. Please keep this page open.')
        }
      />
    </section>
  );
}
