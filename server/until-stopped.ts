import { endWith } from './explain-fault.ts';
import { startHeartbeat } from './heartbeat.ts';

/** Runs what `start` gives until Ctrl-C, SIGTERM or the end of whoever watches; a signal during a long start is told to it. */
export async function untilStopped(start: (signal: AbortSignal) => Promise<{ stop(): Promise<void> }>): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  const signalled = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  const heartbeat = startHeartbeat(stop);
  try {
    const running = await start(stopping.signal);
    heartbeat.running();
    await signalled;
    await running.stop();
  } catch (error) {
    if (!stopping.signal.aborted) endWith(error);
  }
  process.exit(0);
}
