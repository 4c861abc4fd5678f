import { Tag } from './Tag.tsx';
import { longDay, plural, t } from './words.ts';

/** As every answer says it of something that is due. */
export type Deadline = {
  readonly due_on: string;
  readonly is_provisional: boolean;
  readonly is_overdue: boolean;
  readonly days_left: number;
};

/** 还有 3 天 · 今天到期 · 逾期 2 天 */
export function daysLeftWords(days: number): string {
  if (days < 0) return t(`逾期 ${-days} 天`, `${-days} ${plural(-days, 'day', 'days')} over`);
  return days === 0 ? t('今天到期', 'due today') : t(`还有 ${days} 天`, `${days} ${plural(days, 'day', 'days')} left`);
}

const provisional = (): string => t('暂定', 'provisional');

/** 2026 年 12 月 3 日（暂定） */
export function dueDayWords({ due_on, is_provisional }: Pick<Deadline, 'due_on' | 'is_provisional'>): string {
  return is_provisional
    ? t(`${longDay(due_on)}（${provisional()}）`, `${longDay(due_on)} (${provisional()})`)
    : longDay(due_on);
}

/** How long something may still take, or by how much it is late; of what is done only that it was late. */
export function DueTag({ of, settled = false }: { of: Deadline | null; settled?: boolean }) {
  if (of === null || (settled && !of.is_overdue)) return null;
  const words = daysLeftWords(of.days_left);
  if (settled) return <Tag state="behind">{t(`${words}才办`, `done ${words}`)}</Tag>;
  return (
    <Tag state={of.is_overdue ? 'late' : 'due'}>
      {of.is_provisional && !of.is_overdue ? `${words}${t('，', ', ')}${provisional()}` : words}
    </Tag>
  );
}
