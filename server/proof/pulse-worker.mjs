/** Asks /healthz all the time from a thread of its own, while the thread of the server works; ends the process once it hangs. */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { address, slowest, doing, hangs_after_ms } = workerData;
const words = () =>
  Buffer.from(doing)
    .toString('utf8')
    .replace(/\0[^]*$/, '');
for (;;) {
  const since = performance.now();
  const hung = setTimeout(() => {
    writeSync(2, `the server hangs at ${words()}\n`);
    process.kill(process.pid, 'SIGKILL');
  }, hangs_after_ms);
  await fetch(address).then(
    (answer) => answer.arrayBuffer(),
    () => undefined,
  );
  clearTimeout(hung);
  slowest[0] = Math.max(slowest[0], performance.now() - since);
}
