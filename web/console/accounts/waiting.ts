import { accountsDesk } from '../../../domain/accounts/paths.ts';
import { useRead } from '../../api/query.ts';
import { t } from '../../ui/words.ts';
import { whereHeld, type UseWaiting } from '../home/waiting-lines.ts';

/** Grants that want a second yes. */
export const useAccountsWaiting: UseWaiting = (held) => {
  const grants = useRead('/api/waiting-grants', undefined, whereHeld(held, 'accounts.grant'));
  return {
    reads: { grants },
    lines: [
      {
        shelf: 'agreement',
        href: accountsDesk.roles({ part: 'waiting' }),
        words: t('有审核权限的授权，等第二位管理员同意', 'Grants that can approve, for a second yes'),
        count: grants.data?.rows.filter((row) => row.can.confirm).length,
      },
    ],
  };
};
