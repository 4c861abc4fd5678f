import { recordsDesk } from '../../../domain/records/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';
import { recordsRuleFields } from './rule-fields.ts';

export const records: Manifest = {
  pages: [
    { page: recordsDesk.confirmations, load: () => import('./service/Confirmations.tsx') },
    { page: recordsDesk.proposals, load: () => import('./proposals/Proposals.tsx') },
    { page: recordsDesk.proposal, load: () => import('./proposals/Proposal.tsx') },
    { page: recordsDesk.boards, load: () => import('./check-in/Boards.tsx') },
    { page: recordsDesk.board, load: () => import('./check-in/Board.tsx') },
    { page: recordsDesk.backFill, load: () => import('./proposals/BackFill.tsx') },
    { page: recordsDesk.records, load: () => import('./service/Records.tsx') },
    { page: recordsDesk.hours, load: () => import('./service/HoursBelow.tsx') },
    { page: recordsDesk.record, load: () => import('./service/Record.tsx') },
    { page: recordsDesk.certificates, load: () => import('./certificates/Certificates.tsx') },
  ],
  modules: [
    {
      page: recordsDesk.confirmations,
      shelf: 'work',
      words: () => t('记录', 'Records'),
      note: () => t('签到、确认、补录、更正', 'Check-in, confirmation, back-fill, corrections'),
      opens: ['records.'],
    },
    {
      page: recordsDesk.hours,
      shelf: 'work',
      words: () => t('时数', 'Hours'),
      note: () => t('各组织的时数、上期、导出', 'By organisation, the period before, export'),
      opens: ['records.read'],
    },
    {
      page: recordsDesk.certificates,
      shelf: 'work',
      words: () => t('证明', 'Proofs'),
      note: () => t('开具、查验、撤销', 'Issue, verify, revoke'),
      opens: ['records.certify'],
    },
  ],
  ruleFields: recordsRuleFields,
};
