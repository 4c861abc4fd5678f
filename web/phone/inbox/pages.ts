import { inboxPhone } from '../../../domain/inbox/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const inbox: Manifest = {
  pages: [{ page: inboxPhone.inbox, load: () => import('./Inbox.tsx') }],
  links: [
    {
      href: inboxPhone.inbox(),
      shelf: 'serving',
      icon: 'check',
      words: () => t('要我做的', 'What I owe'),
      note: () => t('邀请、同意、确认，按日子排', 'Invitations, consents, confirmations, by their day'),
    },
  ],
};
