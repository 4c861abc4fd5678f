import type { Route } from '../ui/routes.tsx';

/** One line a page. The page is the default export of its file; its code is fetched when first opened. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('./home/Home.tsx') },
  { path: '/sign-in', load: () => import('./sign-in/SignIn.tsx') },
  { path: '/seal', load: () => import('./ledger/Seals.tsx') },
  { path: '/me', load: () => import('./me/Me.tsx') },
  { path: '/me/privacy', load: () => import('./me/Privacy.tsx') },
  { path: '/me/profile', load: () => import('./volunteers/Profile.tsx') },
  { path: '/me/guardian', load: () => import('./volunteers/Guardian.tsx') },
  { path: '/me/rights', load: () => import('./volunteers/Rights.tsx') },
  { path: '/me/merges', load: () => import('./volunteers/Merges.tsx') },
  { path: '/register', load: () => import('./volunteers/Register.tsx') },
  { path: '/card', load: () => import('./volunteers/Card.tsx') },
  { path: '/me/security', load: () => import('./me/Security.tsx') },
  { path: '/messages', load: () => import('./messages/Messages.tsx') },
  { path: '/verify', load: () => import('./records/Verify.tsx') },
  { path: '/verify/:code', load: () => import('./records/Verify.tsx') },
  { path: '/open', load: () => import('./projects/OpenActivities.tsx') },
  { path: '/open/:id', load: () => import('./projects/OpenActivity.tsx') },
  { path: '/hours', load: () => import('./records/Hours.tsx') },
  { path: '/hours/in-period', load: () => import('./records/HoursInPeriod.tsx') },
  { path: '/hours/correct', load: () => import('./records/Corrections.tsx') },
  { path: '/hours/correct/:attendance_id', load: () => import('./records/AskCorrection.tsx') },
  { path: '/hours/:record_id', load: () => import('./records/RecordHistory.tsx') },
  { path: '/scan', load: () => import('./records/Scan.tsx') },
  { path: '/certificates', load: () => import('./records/Certificates.tsx') },
];
