import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { FastifyInstance } from 'fastify';

/** Whether a server goes on answering /healthz while it is asked other things; a hang ends the test with the name of what was asked. */
export type Pulse = { readonly slowestMs: () => number; asking(what: string): void; stop(): Promise<void> };

const hangsAfterMs = 60_000;

export async function takePulse(app: FastifyInstance): Promise<Pulse> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  const slowest = new Float64Array(new SharedArrayBuffer(8));
  const doing = new Uint8Array(new SharedArrayBuffer(300));
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/healthz`;
  const worker = new Worker(new URL('./pulse-worker.mjs', import.meta.url), {
    workerData: { address, slowest, doing, hangs_after_ms: hangsAfterMs },
  });
  return {
    slowestMs: () => slowest[0] ?? 0,
    asking: (what) => {
      doing.fill(0);
      new TextEncoder().encodeInto(what, doing);
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
