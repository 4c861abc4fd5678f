import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ownPhone } from '../../domain/paths.ts';
import { call, type Answer } from './client.ts';
import { removeDrafts } from '../ui/form-drafts.ts';
import { flush, useWholeOutbox, type OutboxItem } from './outbox.ts';
import { useRead } from './query.ts';
import { forgetSeen, stayReadable, rememberPerson, signInAgain } from './sign-in-again.ts';

/** Who is signed in; asked again now and then, so that counts and permissions stay true. */
export function useMe(): UseQueryResult<Answer<'get', '/api/me'>, Error> {
  const me = useRead('/api/me', undefined, { refreshMs: 60_000 });
  rememberPerson(me.data?.person?.id ?? null);
  return me;
}

/** Every permission that the person holds somewhere: what a page may ask for at all. Empty until it is known. */
export function useHeld(): ReadonlySet<string> {
  return new Set(useMe().data?.grants.flatMap((grant) => grant.permissions));
}

/** What waits on this device of the person who is signed in. On a shared phone nobody sees what another one kept. */
export function useOutbox(): readonly OutboxItem[] {
  const me = useMe().data?.person?.id;
  return useWholeOutbox().filter((item) => item.made_by === undefined || item.made_by === me);
}

/** How many of them wait to be sent; refused ones are counted on their own page. */
export function useWaiting(): number {
  return useOutbox().filter((item) => item.refused === undefined).length;
}

/** Leaves nothing of the person on this device, once the session has ended. */
export function useLeave(): () => void {
  const queries = useQueryClient();
  return () => {
    forgetSeen();
    queries.clear();
    removeDrafts();
    sessionStorage.clear();
    location.assign(ownPhone.signIn());
  };
}

export function useSignOut(): () => Promise<void> {
  const leave = useLeave();
  return async () => {
    await call('post', '/api/sign-out', {}).catch(() => undefined);
    leave();
  };
}

/** This page goes on with what it last saw when the session runs out. */
export function useReadableAfterSession(): void {
  useEffect(stayReadable, []);
}

/** Signing in over the page: then everything is asked anew, and what waited goes out. */
export function useSignInAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    if (!(await signInAgain())) return;
    await flush().catch(() => undefined);
    await queries.invalidateQueries();
  };
}
