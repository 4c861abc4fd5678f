import type { Route } from '../ui/routes.tsx';

/** One line a page. The page is the default export of its file; its code is fetched when first opened. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('./home/Home.tsx') },
  { path: '/records', load: () => import('./records/Confirmations.tsx') },
  { path: '/records/proposals', load: () => import('./records/Proposals.tsx') },
  { path: '/records/proposals/:proposal_id', load: () => import('./records/Proposal.tsx') },
  { path: '/records/boards', load: () => import('./records/Boards.tsx') },
  { path: '/records/board/:shift_id', load: () => import('./records/Board.tsx') },
  { path: '/records/back-fill/:shift_id', load: () => import('./records/BackFill.tsx') },
  { path: '/records/list', load: () => import('./records/Records.tsx') },
  { path: '/records/:volunteer_id/:record_id', load: () => import('./records/Record.tsx') },
  { path: '/certificates', load: () => import('./records/Certificates.tsx') },
  { path: '/messages', load: () => import('./accounts/Notices.tsx') },
  { path: '/volunteers', load: () => import('./volunteers/Roster.tsx') },
  { path: '/volunteers/import', load: () => import('./volunteers/Import.tsx') },
  { path: '/volunteers/joiners', load: () => import('./volunteers/Joiners.tsx') },
  { path: '/volunteers/residents', load: () => import('./volunteers/Residents.tsx') },
  { path: '/volunteers/league', load: () => import('./volunteers/League.tsx') },
  { path: '/volunteers/matters', load: () => import('./volunteers/Matters.tsx') },
  { path: '/volunteers/merges', load: () => import('./volunteers/Merges.tsx') },
  { path: '/volunteers/minors', load: () => import('./volunteers/Minors.tsx') },
  { path: '/volunteers/cards', load: () => import('./volunteers/CardLookup.tsx') },
  { path: '/volunteers/:id', load: () => import('./volunteers/Volunteer.tsx') },
];
