import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { useHeld } from '../../../api/session.ts';
import { dueDayWords } from '../../../ui/DueTag.tsx';
import { Link } from '../../../ui/navigation.tsx';
import { longDay, plural, t } from '../../../ui/words.ts';
import type { ProposalAnswer } from './proposal-shown.ts';

/** Until when, and why that day: from which day, how many days of what kind, by whose rule. */
export function DueBasis({ answer }: { answer: ProposalAnswer }) {
  const held = useHeld();
  const mayOpen = held.has('organizations.rules') || held.has('organizations.read');
  const { deadline, due_basis: basis } = answer;
  if (deadline === null || basis === null) return null;
  const { days } = basis;
  const unit = basis.in_working_days
    ? t(`${days} 个工作日`, `${days} working ${plural(days, 'day', 'days')}`)
    : t(`${days} 天`, `${days} ${plural(days, 'day', 'days')}`);
  const rolls =
    !basis.in_working_days && basis.rolls_off_days_off
      ? t('，最后一天放假就顺延', ', a last day that is off gives way')
      : '';
  const rule =
    basis.book_id === null
      ? t('内置的办理期限', 'the built-in waiting times')
      : t(`${basis.issuer_name}的办理期限`, `the waiting times of ${basis.issuer_name}`);
  return (
    <p className="soft">
      {t(
        `期限 ${dueDayWords(deadline)}：从 ${longDay(basis.from)}的次日起 ${unit}${rolls}，按`,
        `Due by ${dueDayWords(deadline)}: ${unit} from the day after ${longDay(basis.from)}${rolls}, by `,
      )}
      {mayOpen ? <Link href={organizationsDesk.rules({ kind: 'waiting_times' })}>{rule}</Link> : rule}
      {basis.book_id !== null && t(`（${basis.citing}）`, ` (${basis.citing})`)}
      {deadline.is_provisional &&
        t(
          '。跨到的年份还没公布放假安排，录入后会重新计算。',
          '. It reaches into a year whose days off are not announced; it is counted anew once they are entered.',
        )}
    </p>
  );
}
