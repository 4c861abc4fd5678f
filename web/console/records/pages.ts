import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';
import { useRecordsWaiting } from './waiting.ts';

export const records: Manifest = {
  pages: [
    { path: '/records', load: () => import('./service/Confirmations.tsx') },
    { path: '/records/proposals', load: () => import('./proposals/Proposals.tsx') },
    { path: '/records/proposals/:proposal_id', load: () => import('./proposals/Proposal.tsx') },
    { path: '/records/boards', load: () => import('./check-in/Boards.tsx') },
    { path: '/records/board/:shift_id', load: () => import('./check-in/Board.tsx') },
    { path: '/records/back-fill/:shift_id', load: () => import('./proposals/BackFill.tsx') },
    { path: '/records/list', load: () => import('./service/Records.tsx') },
    { path: '/hours', load: () => import('./service/HoursBelow.tsx') },
    { path: '/records/:volunteer_id/:record_id', load: () => import('./service/Record.tsx') },
    { path: '/certificates', load: () => import('./certificates/Certificates.tsx') },
  ],
  modules: [
    {
      path: '/records',
      shelf: 'work',
      words: () => t('记录', 'Records'),
      note: () => t('签到、确认、补录、更正', 'Check-in, confirmation, back-fill, corrections'),
      opens: ['records.'],
    },
    {
      path: '/hours',
      shelf: 'work',
      words: () => t('时数', 'Hours'),
      note: () => t('各组织的时数、上期、导出', 'By organisation, the period before, export'),
      opens: ['records.read'],
    },
    {
      path: '/certificates',
      shelf: 'work',
      words: () => t('证明', 'Proofs'),
      note: () => t('开具、查验、撤销', 'Issue, verify, revoke'),
      opens: ['records.certify'],
    },
  ],
  useWaiting: useRecordsWaiting,
};
