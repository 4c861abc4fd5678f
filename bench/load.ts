/** Orders to the process that makes the load. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type WireRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type LoadOrder = {
  readonly port: number;
  readonly lanes: number;
  readonly ms: number;
  readonly requests: readonly WireRequest[];
  /** Begin anew when all are sent; otherwise the slice ends. */
  readonly repeat: boolean;
  /** A fixed rate of arrival; absent: each lane sends the next one when it has its answer. */
  readonly per_second?: number;
};
export type LoadResult = {
  readonly calls: number;
  readonly seconds: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly late: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly unexpected: string;
  readonly used_up: boolean;
};

export class Load {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(fileURLToPath(new URL('./load-worker.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  }

  run(order: LoadOrder): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the load process ended'));
      this.child.once('exit', gone);
      this.child.once('message', (result: LoadResult) => {
        this.child.off('exit', gone);
        resolve(result);
      });
      this.child.send(order);
    });
  }

  stop(): void {
    this.child.kill();
  }
}
