/**
 * Calls that come while earlier ones are on their way travel together: one statement and one commit for all of them. On a rush
 * this costs the database a third of what each alone would; a call that is alone goes at once (decision 016).
 */
import type { Pool } from 'pg';
import { problem } from '../../domain/problem.ts';

export type Batched<Q, A> = {
  /** One transaction for all. Answers in the order of the questions. When it fails, each question is sent again by itself, beside the queue. */
  readonly send: (questions: readonly Q[]) => Promise<readonly A[]>;
  /** Questions of different keys never travel together. */
  readonly key?: (question: Q) => string;
  /** How many statements of one key are on their way at a time. */
  readonly at_once?: number;
  readonly timeout_ms?: number;
};

type Waiting<Q, A> = {
  readonly question: Q;
  readonly since: number;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
};
type Queue<Q, A> = {
  sending: number;
  is_planned: boolean;
  patience: NodeJS.Timeout | undefined;
  waiting: Waiting<Q, A>[];
};

/** Locks of one statement are held together, so it stays short. */
export const maxBatchSize = 32;
/** As long as anybody waits for a connection (open.ts). */
const timeoutMs = 10_000;

/** A function that asks one question and may send it with others. */
export function batch<Q, A>({
  send,
  key = () => '',
  at_once = 1,
  timeout_ms = timeoutMs,
}: Batched<Q, A>): (question: Q) => Promise<A> {
  const queues = new Map<string, Queue<Q, A>>();

  function plan(name: string, queue: Queue<Q, A>): void {
    if (queue.is_planned || queue.sending >= at_once) return;
    queue.is_planned = true;
    // After what has arrived on the sockets by now, so that the first of a rush does not leave alone.
    setImmediate(() => {
      queue.is_planned = false;
      const group = queue.waiting.splice(0, maxBatchSize);
      queue.sending += 1;
      if (queue.waiting.length > 0) plan(name, queue);
      void together(group).finally(() => {
        queue.sending -= 1;
        if (queue.waiting.length > 0) plan(name, queue);
        else if (queue.sending === 0 && !queue.is_planned) queues.delete(name);
      });
    });
  }

  /** Nothing of a failed statement has happened. Who fails alone, fails with the own fault, and nobody waits for that. */
  async function together(group: readonly Waiting<Q, A>[]): Promise<void> {
    if (group.length === 0) return; // all of them lost patience meanwhile
    try {
      const answers = await send(group.map((each) => each.question));
      group.forEach((each, place) => {
        each.resolve(answers[place] as A);
      });
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else if (!isOfOne(error)) for (const each of group) each.reject(error);
      else for (const each of group) void together([each]);
    }
  }

  /** Behind a database that does not answer nobody waits for ever. */
  function keepPatience(queue: Queue<Q, A>): void {
    const [first] = queue.waiting;
    if (first === undefined || queue.patience !== undefined) return;
    queue.patience = setTimeout(
      () => {
        queue.patience = undefined;
        const late = performance.now() - timeout_ms;
        while ((queue.waiting[0]?.since ?? Infinity) <= late) queue.waiting.shift()?.reject(problem('core.busy'));
        keepPatience(queue);
      },
      Math.max(1, first.since + timeout_ms - performance.now()),
    ).unref();
  }

  return (question) =>
    new Promise<A>((resolve, reject) => {
      const name = key(question);
      const queue = queues.get(name) ?? { sending: 0, is_planned: false, patience: undefined, waiting: [] };
      queues.set(name, queue);
      queue.waiting.push({ question, since: performance.now(), resolve, reject });
      plan(name, queue);
      keepPatience(queue);
    });
}

/** What one row may cause: a value, a lock, a conflict. Where the database is out of reach or full, all have the same fault. */
function isOfOne(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return /^(22|23|25|40|55P03|P0|QZ)/.test(code);
}

/** One of something for each pool: a process has one, a test has many. */
export function perPool<T>(make: (pool: Pool) => T): (pool: Pool) => T {
  const made = new WeakMap<Pool, T>();
  return (pool) => {
    const found = made.get(pool) ?? make(pool);
    made.set(pool, found);
    return found;
  };
}
