/**
 * Runs a server in a process of its own and starts it anew when its event loop hangs: the server says every second that
 * it lives (server/heartbeat.ts); when it has said nothing for a while it is killed, and the next one takes over.
 * Seconds are counted by this process, not read from a clock: a laptop that slept stopped both alike. A server under a
 * debugger may stand still for as long as it likes, and one that is still starting is not watched. Whatever ends by
 * itself ends this process too, with its exit code.
 */
import { fork } from 'node:child_process';

/** A server that hangs again soon after its start waits longer each time before the next, a minute at most. */
const longestPause = 60;
const steadyBeats = 600;

/**
 * @param {string} file
 * @param {readonly string[]} parameters
 * @param {{ beat_ms?: number, patience?: number, execArgv?: string[] }} options `patience`: how many beats may be missing
 */
export function watch(file, parameters = [], { beat_ms = 1000, patience = 30, execArgv = process.execArgv } = {}) {
  /** @type {import('node:child_process').ChildProcess} */
  let child;
  let stopping = false;
  let pause = 0;

  const start = () => {
    child = fork(file, parameters, {
      stdio: 'inherit',
      execArgv,
      env: { ...process.env, HEARTBEAT_MS: String(beat_ms) },
    });
    let missing = 0;
    let beats = 0;
    let isWatched = false;
    let isHung = false;
    child.on('message', (message) => {
      if (message?.heartbeat === undefined) return;
      missing = 0;
      beats += 1;
      isWatched = message.heartbeat === 'running';
      if (beats === steadyBeats) pause = 0;
    });
    const counting = setInterval(() => {
      missing += 1;
      if (!isWatched || missing <= patience) return;
      isHung = true;
      child.kill('SIGKILL');
    }, beat_ms);
    child.once('exit', (code, signal) => {
      clearInterval(counting);
      if (!isHung || stopping) process.exit(code ?? (signal === null ? 0 : 1));
      const seconds = pause;
      pause = Math.min(longestPause, Math.max(1, pause * 2));
      process.stderr.write(
        `服务 ${Math.round((patience * beat_ms) / 1000)} 秒没有响应，已结束，${seconds} 秒后重新启动 · The server did not answer for ${Math.round((patience * beat_ms) / 1000)} s; it was ended and starts again in ${seconds} s\n`,
      );
      setTimeout(() => {
        if (stopping) process.exit(0);
        else start();
      }, seconds * 1000);
    });
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) process.exit(0);
      child.kill(signal);
    });
  }
  start();
}
