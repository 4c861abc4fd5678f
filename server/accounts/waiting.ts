import { accountsDesk } from '../../domain/accounts/paths.ts';
import { waiting } from '../../domain/inbox/line.ts';
import type { InboxQuestion } from '../inbox/question.ts';
import { grantsForMe } from './roles/role-queries.ts';

export const accountsWaiting: readonly InboxQuestion[] = [
  {
    held: ['accounts.grant'],
    ask: async ({ reader, actor, now }) => {
      const given = await grantsForMe(reader, actor, now);
      return waiting({
        kind: 'accounts.grants',
        words: { zh: '有审核权限的授权，等第二位管理员同意', en: 'Grants that can approve, for a second yes' },
        count: given.length,
        href: accountsDesk.roles({ part: 'waiting' }),
        since: given[0] ?? null,
      });
    },
  },
];
