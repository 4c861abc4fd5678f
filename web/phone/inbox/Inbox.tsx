import { ownPhone } from '../../../domain/paths.ts';
import { businessDate, daysUntil } from '../../../domain/time.ts';
import { useInbox, type InboxRow } from '../../api/inbox.ts';
import { InboxLines } from '../../ui/InboxLines.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import './inbox.css';

const shelves = ['late', 'today', 'week', 'later', 'any'] as const;
type Shelf = (typeof shelves)[number];

function shelfOf({ due_on, is_overdue }: InboxRow, today: string): Shelf {
  if (is_overdue) return 'late';
  if (due_on === null) return 'any';
  const days = daysUntil(due_on, today);
  return days <= 0 ? 'today' : days <= 7 ? 'week' : 'later';
}

const shelfWords: Readonly<Record<Shelf, () => string>> = {
  late: () => t('过了日子', 'Over their day'),
  today: () => t('今天', 'Today'),
  week: () => t('七天内', 'Within seven days'),
  later: () => t('以后', 'Later'),
  any: () => t('没有定日子', 'Without a day'),
};

/** Everything that this person owes, as a volunteer, as a guardian and at a desk. */
export default function Inbox() {
  const read = useInbox();
  const today = businessDate(new Date());
  return (
    <Screen title={t('要我做的', 'What I owe')} back={ownPhone.home()} tabs>
      <Reading of={read} what={t('要做的事', 'what you owe')}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="block">
              <Empty title={t('都办完了', 'All done')}>
                {t(
                  '有要您答复、同意或确认的，会出现在这里。',
                  'What waits for your answer, consent or confirmation appears here.',
                )}
              </Empty>
            </div>
          ) : (
            shelves
              .map((shelf) => ({ shelf, rows: rows.filter((row) => shelfOf(row, today) === shelf) }))
              .filter((one) => one.rows.length > 0)
              .map((one) => (
                <section key={one.shelf} className="owed-shelf" aria-label={shelfWords[one.shelf]()}>
                  <h2>{shelfWords[one.shelf]()}</h2>
                  <InboxLines rows={one.rows} />
                </section>
              ))
          )
        }
      </Reading>
    </Screen>
  );
}
