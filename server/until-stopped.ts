/** Runs what `start` gives until Ctrl-C or SIGTERM, also when the signal comes before it is ready, and stops it cleanly. */
export async function untilStopped(start: () => Promise<{ stop(): Promise<void> }>): Promise<void> {
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const running = await start();
  await signalled;
  await running.stop();
  process.exit(0);
}
