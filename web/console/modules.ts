import { t } from '../ui/words.ts';

/** The modules on the spine, in the order of work. `badge` names the count that stands beside the word. */
export type Module = { readonly path: string; readonly words: () => string; readonly badge?: string };

export const modules: readonly Module[] = [
  { path: '/organizations', words: () => t('组织', 'Units') },
  { path: '/volunteers', words: () => t('志愿者', 'People') },
  { path: '/projects', words: () => t('项目', 'Projects') },
  { path: '/records', words: () => t('记录', 'Records'), badge: 'records' },
  { path: '/certificates', words: () => t('证明', 'Proofs') },
  { path: '/rules', words: () => t('规则', 'Rules') },
  { path: '/audit', words: () => t('审计', 'Audit') },
];
