import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { call, type Answer } from './client.ts';
import { useRead } from './query.ts';

/** Who is signed in; asked again now and then, so that counts and permissions stay true. */
export function useMe(): UseQueryResult<Answer<'get', '/api/me'>, Error> {
  return useRead('/api/me', undefined, { refreshMs: 60_000 });
}

/** Ends the session and leaves nothing of the person on this device. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await call('post', '/api/sign-out', {}).catch(() => undefined);
    navigator.serviceWorker?.controller?.postMessage('forget');
    queries.clear();
    location.assign('/sign-in');
  };
}
