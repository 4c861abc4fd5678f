/** An open stream outlives the request that asked for it, so whoever listens is looked at again every few seconds. */
import { isDeepStrictEqual } from 'node:util';
import type { FastifyReply } from 'fastify';
import { businessDate } from '../../domain/time.ts';
import type { Actor } from './actor.ts';
import type { ActorLoader } from './load-actor.ts';

const lookAgainMs = 3_000;

/**
 * Cuts the stream off once the session has ended or what it may do has changed in any way. Browsers ask again by themselves, and
 * are answered by what holds then. Who cannot be read is nobody.
 */
export function endWithCaller(
  response: FastifyReply['raw'],
  actor: Actor,
  since: Date,
  load: (now: Date) => ReturnType<ActorLoader>,
  clock: () => Date,
): void {
  const held = (grants: Actor['grants'], at: Date): unknown => [
    businessDate(at),
    grants.map((grant) => JSON.stringify(grant)).sort(),
  ];
  const first = held(actor.grants, since);
  const look = async (): Promise<void> => {
    const now = clock();
    const loaded = await load(now).catch(() => null);
    if (loaded === null || !isDeepStrictEqual(held(loaded.actor.grants, now), first)) response.destroy();
  };
  const timer = setInterval(() => void look(), lookAgainMs).unref();
  response.once('close', () => {
    clearInterval(timer);
  });
}
