/** Long lists pass through a server whose heap should stay small; other requests should not pay for that. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let lists = 0;
let sweep: (() => void) | undefined;

/**
 * From now on, until the answer is called, the heap is swept whenever it grew by a quarter: rows that wait for the database
 * outlive the quick sweeps, and left alone the heap grows to three times of what is alive. The bound counts from one sweep
 * to the next, so there is one at the beginning.
 */
export function sweepOften(): () => void {
  if ((lists += 1) === 1) {
    setFlagsFromString('--heap-growing-percent=25');
    (sweep ??= findSweep())();
  }
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    if ((lists -= 1) === 0) setFlagsFromString('--heap-growing-percent=0');
  };
}

/** The engine shows its sweep only to contexts that are made while it is asked to. */
function findSweep(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return typeof found === 'function' ? () => { found(); } : () => undefined;
}
