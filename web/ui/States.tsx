/** When a page cannot show what was asked: what is so, what to do, one button. */
import type { ReactNode } from 'react';
import { ApiProblem, NoAnswer } from '../api/problem.ts';
import { Button } from './Button.tsx';
import { problemWords } from './Form.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { number, t } from './words.ts';

type StateProps = { title: string; children?: ReactNode; action?: ReactNode };

function StateCard({ icon, tone = '', title, children, action }: StateProps & { icon: IconName; tone?: string }) {
  return (
    <section className={`state ${tone}`}>
      <Icon name={icon} size={24} />
      <h2 className="title">{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </section>
  );
}

export function Empty(props: StateProps) {
  return <StateCard icon="ledger" {...props} />;
}

export function Forbidden({ title, children, action }: Partial<StateProps>) {
  return (
    <StateCard icon="shield" title={title ?? t('这页您看不了', 'This page is not open to you')} action={action}>
      {children ?? t('需要的话，可以请管理员开通。', 'If you need it, ask an administrator to open it.')}
    </StateCard>
  );
}

export function ErrorState({ problem, onRetry }: { problem: Error; onRetry?: () => void }) {
  const number = problem instanceof ApiProblem ? problem.requestId : undefined;
  return (
    <div role="alert">
      <StateCard
        icon="alert"
        tone="err"
        title={t('没有取到', 'It could not be fetched')}
        action={onRetry && <Button onClick={onRetry}>{t('再试一次', 'Try again')}</Button>}
      >
        {problemWords(problem)}
        {number && t(` 编号 ${number}，报修时说这个号。`, ` Number ${number}: quote it when you report this.`)}
      </StateCard>
    </div>
  );
}

export function Offline({
  waiting = 0,
  action,
  onRetry,
}: {
  waiting?: number;
  action?: ReactNode;
  onRetry?: () => void;
}) {
  return (
    <StateCard
      icon="noSignal"
      tone="off"
      title={t('现在没有信号', 'No signal just now')}
      action={action ?? (onRetry && <Button onClick={onRetry}>{t('再试一次', 'Try again')}</Button>)}
    >
      {waiting > 0
        ? t(
            `${waiting} 条已存在手机里，有信号后自动补传，不会丢，也不会重复。`,
            `${waiting} kept on this phone. They are sent when the signal is back: nothing is lost, nothing counts twice.`,
          )
        : t('这一页还没存过，有信号后再看。', 'This page was not kept yet. Look again when the signal is back.')}
    </StateCard>
  );
}

/** Waiting, and for what: `what` names it, `count` says how many are expected when that is known. */
export function Loading({ what, count }: { what: string; count?: number }) {
  return (
    <p className="loading" role="status">
      <span className="cells" aria-hidden="true">
        <i />
        <i />
        <i className="o" />
        <i className="o" />
      </span>
      {count === undefined
        ? t(`正在取${what}`, `Fetching ${what}`)
        : t(`正在取 ${number(count)} 条${what}`, `Fetching ${number(count)} ${what}`)}
    </p>
  );
}

type Read<T> = { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };

/** What a read gave: its answer, or one of the four states. Kept answers stay visible while offline. */
export function Reading<T>({
  of,
  what,
  children,
}: {
  of: Read<T>;
  /** what is being fetched, in words */ what: string;
  children: (answer: T) => ReactNode;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error === null) return <Loading what={what} />;
  const retry = () => void of.refetch();
  if (of.error instanceof NoAnswer) return <Offline onRetry={retry} />;
  if (of.error instanceof ApiProblem && of.error.status === 403) return <Forbidden>{of.error.message}</Forbidden>;
  if (of.error instanceof ApiProblem && of.error.status === 404)
    return <Empty title={t('没有找到', 'Not found')}>{of.error.message}</Empty>;
  return <ErrorState problem={of.error} onRetry={retry} />;
}
