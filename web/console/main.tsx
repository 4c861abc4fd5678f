import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ownDesk, ownPhone } from '../../domain/paths.ts';
import '../ui/tokens.css';
import '../ui/parts.css';
import '../ui/kit.css';
import './console.css';
import { onSignedOut } from '../api/client.ts';
import { flushWhenPossible } from '../api/outbox.ts';
import { newQueryClient } from '../api/query.ts';
import { LeaveGuard } from '../ui/LeaveGuard.tsx';
import { usePreferences } from '../ui/preferences.ts';
import { SignInAgain } from '../ui/SignInAgain.tsx';
import { ready } from '../ui/routes.tsx';
import { App } from './App.tsx';
import { routes } from './routes.ts';

const queries = newQueryClient();
// every part of the kit on one page, for looking and for the accessibility test
const gallery = { page: ownDesk.gallery, load: () => import('./gallery/Gallery.tsx') };
const pages = ready(import.meta.env.DEV ? [...routes, gallery] : routes);

// sign-in is one page for both surfaces and lives with the phone
onSignedOut((here) => location.assign(ownPhone.signIn({ next: here })));

flushWhenPossible();

/** A change of language draws everything anew; see `t` in words.ts. */
function Root() {
  const { language } = usePreferences();
  return <App key={language} pages={pages} />;
}

const place = document.getElementById('app');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <LeaveGuard>
          <Root />
          <SignInAgain />
        </LeaveGuard>
      </QueryClientProvider>
    </StrictMode>,
  );
}
