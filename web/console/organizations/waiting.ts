import { organizationsDesk } from '../../../domain/organizations/paths.ts';
import { useRead } from '../../api/query.ts';
import { t } from '../../ui/words.ts';
import { whereHeld, type UseWaiting, type WaitingLine } from '../home/waiting-lines.ts';

/** Rule books to agree, matters of the own organisations. */
export const useOrganizationsWaiting: UseWaiting = (held) => {
  const books = useRead('/api/rule-book-proposals', undefined, whereHeld(held, 'organizations.rules'));
  const desk = useRead('/api/my/desk', undefined, { refreshMs: 60_000 });
  return {
    reads: { books, desk },
    lines: [
      {
        shelf: 'agreement',
        href: organizationsDesk.ruleProposals(),
        words: t('规则修订，等您同意', 'Rule books, to agree'),
        count: books.data?.for_me,
      },
      ...(desk.data?.tasks ?? []).map((one): WaitingLine => ({
        shelf: 'tasks',
        href: organizationsDesk.organizations({ at: one.organization_id, part: 'tasks' }),
        words: t(`“${one.organization_name}”的事项，等办`, `Matters of “${one.organization_name}”`),
        count: one.open,
        ...(one.overdue > 0 ? { late: one.overdue } : {}),
      })),
    ],
  };
};
