import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { goTo } from '../ui/navigation.tsx';
import { ownPhone } from '../../domain/paths.ts';
import '../ui/tokens.css';
import '../ui/parts.css';
import '../ui/kit.css';
import './phone.css';
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
const pages = ready(routes);

onSignedOut((here) => goTo(ownPhone.signIn({ next: here }), { replace: true }));
flushWhenPossible();
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/service-worker.js');
}

/** A change of language draws everything anew; see `t` in words.ts. */
function Root() {
  const { language } = usePreferences();
  return <App key={language} pages={pages} />;
}

const place = document.getElementById('app');
if (place)
  createRoot(place).render(
    <QueryClientProvider client={queries}>
      <LeaveGuard>
        <Root />
        <SignInAgain />
      </LeaveGuard>
    </QueryClientProvider>,
  );
