import { useCallback, useState, type ReactNode } from 'react';
import { Router } from 'wouter';
import { useBrowserLocation } from 'wouter/use-browser-location';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { leaveWhenAgreed, useLeaveGuard } from './unsaved.ts';
import { t } from './words.ts';

/** What a page is about stands in these of its filters: another one draws the page anew. */
const subjects = ['at', 'part'];

function isAnotherPage(to: string): boolean {
  const next = new URL(to, location.href);
  const [now, then] = [new URLSearchParams(location.search), next.searchParams];
  return (
    next.pathname.replace(/\/$/, '') !== location.pathname.replace(/\/$/, '') ||
    subjects.some((name) => now.get(name) !== then.get(name))
  );
}

/** Links and buttons that lead to another page ask first while something typed is not saved. */
function useGuardedLocation(): ReturnType<typeof useBrowserLocation> {
  const [place, go] = useBrowserLocation();
  const guarded = useCallback<typeof go>(
    (to, options) => {
      if (isAnotherPage(String(to))) leaveWhenAgreed(() => go(to, options));
      else go(to, options);
    },
    [go],
  );
  return [place, guarded];
}

/** Around each shell's pages: asked before leaving what is not saved. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const [leave, setLeave] = useState<(() => void) | null>(null);
  useLeaveGuard(useCallback((go: () => void) => setLeave(() => go), []));
  return (
    <Router hook={useGuardedLocation}>
      {children}
      <Dialog
        open={leave !== null}
        kind="alert"
        title={t('填的还没有存，要离开吗？', 'What you typed is not saved. Leave?')}
        onClose={() => setLeave(null)}
      >
        <p>{t('没有存的不会生效。', 'What is not saved has no effect.')}</p>
        <div className="actions">
          <Button
            onClick={() => {
              const go = leave;
              setLeave(null);
              go?.();
            }}
          >
            {t('不要了，离开', 'Leave without it')}
          </Button>
          <Button kind="do" onClick={() => setLeave(null)}>
            {t('留下接着填', 'Stay and go on')}
          </Button>
        </div>
      </Dialog>
    </Router>
  );
}
