import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';

/**
 * Boards open again without a signal: whoever stands at a door gets the console's service worker, other desks do without.
 * What was read before the worker took over is read again, so that it is kept.
 */
export function useOfflineBoards(): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    const again = (): void => void client.invalidateQueries();
    navigator.serviceWorker.addEventListener('controllerchange', again);
    void navigator.serviceWorker.register('/console/service-worker.js');
    return () => navigator.serviceWorker.removeEventListener('controllerchange', again);
  }, [client]);
}
