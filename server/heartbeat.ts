/** Tells the process that watches over this one (tools/watch.mjs) that the event loop turns. Alone it does nothing. */
import { url as debuggerUrl } from 'node:inspector';

export type Heartbeat = { running(): void };

/** Whoever watches is gone once the channel is: then `orphaned` is called. */
export function startHeartbeat(orphaned: () => void): Heartbeat {
  const every = Number(process.env['HEARTBEAT_MS']);
  const { send } = process;
  if (send === undefined || !(every > 0)) return { running: () => undefined };
  let isRunning = false;
  const beat = (): void => {
    if (process.connected)
      send.call(
        process,
        { heartbeat: !isRunning ? 'starting' : debuggerUrl() === undefined ? 'running' : 'debugged' },
        () => undefined,
      );
  };
  process.once('disconnect', orphaned);
  setInterval(beat, every).unref();
  return {
    running: () => {
      isRunning = true;
      beat();
    },
  };
}
