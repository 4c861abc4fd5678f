/** Runs what `start` gives until Ctrl-C or SIGTERM, and stops it cleanly; a signal during a long start is told to it. */
export async function untilStopped(start: (signal: AbortSignal) => Promise<{ stop(): Promise<void> }>): Promise<void> {
  const stopping = new AbortController();
  const signalled = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  try {
    const running = await start(stopping.signal);
    await signalled;
    await running.stop();
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
  process.exit(0);
}
