import { inboxPhone } from '../../../domain/inbox/paths.ts';
import { useInbox } from '../../api/inbox.ts';
import { InboxLines } from '../../ui/InboxLines.tsx';
import { Link } from '../../ui/navigation.tsx';
import { number, t } from '../../ui/words.ts';

const shownAtMost = 3;

/** What this person owes first; nothing where nothing is owed. */
export function Owed() {
  const inbox = useInbox().data;
  if (inbox === undefined || inbox.count === 0) return null;
  return (
    <section className="owed-first" aria-label={t('要我做的', 'What I owe')}>
      <h2 className="title">
        {t('要我做的', 'What I owe')}{' '}
        <Link href={inboxPhone.inbox()}>{t(`全部 ${number(inbox.count)} 件`, `All ${number(inbox.count)}`)}</Link>
      </h2>
      <InboxLines rows={inbox.rows.slice(0, shownAtMost)} />
    </section>
  );
}
