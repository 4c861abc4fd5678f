/**
 * The load, in a process of its own so that its work is not counted as the server's. Requests are sent as they come over
 * plain sockets; of the answers only status, length and body are read.
 */
import { connect, type Socket } from 'node:net';
import type { LoadOrder, LoadResult, WireRequest } from './load.ts';

class Lane {
  private readonly socket: Socket;
  private received: Buffer = Buffer.alloc(0);
  private settle: ((answer: { status: number; body: string }) => void) | undefined;
  private fail: ((error: Error) => void) | undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk) => this.take(chunk));
    this.socket.on('error', (error) => this.fail?.(error));
    this.socket.on('close', () => this.fail?.(new Error('the server closed the connection')));
  }

  send(text: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      this.settle = resolve;
      this.fail = reject;
      this.socket.write(text);
    });
  }

  close(): void {
    this.fail = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.received.length < end + 4 + length) return;
    const body = this.received.toString('utf8', end + 4, end + 4 + length);
    this.received = Buffer.alloc(0);
    this.settle?.({ status: Number(head.slice(9, 12)), body });
  }
}

function textOf(request: WireRequest): string {
  const body = request.body ?? '';
  const headers = { host: 'localhost', ...request.headers, ...(request.body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }) };
  return `${request.method} ${request.path} HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const texts = order.requests.map(textOf);
  const lanes = Array.from({ length: order.lanes }, () => new Lane(order.port));
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let [next, unexpected, late] = [0, '', 0];
  const from = performance.now();
  const take = (): string | undefined => (order.repeat ? texts[next++ % texts.length] : texts[next++]);
  const due = (place: number): number => (order.per_second === undefined ? 0 : from + (place * 1000) / order.per_second);
  await Promise.all(lanes.map(async (lane) => {
    while (performance.now() - from < order.ms) {
      const start = Math.max(due(next), 0);
      const text = take();
      if (text === undefined) return;
      const wait = start - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      else if (start > 0) late += 1;
      const begun = order.per_second === undefined ? performance.now() : start; // waiting for a free lane counts
      const { status, body } = await lane.send(text);
      times.push(performance.now() - begun);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status !== 200 && unexpected === '') unexpected = `${status} ${body.slice(0, 200)}`;
    }
  }));
  const seconds = (performance.now() - from) / 1000;
  for (const lane of lanes) lane.close();
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { calls: times.length, seconds, p50_ms: at(0.5), p95_ms: at(0.95), late, statuses, unexpected, used_up: !order.repeat && next >= texts.length };
}

process.on('message', (order: LoadOrder) => {
  run(order).then((result) => process.send?.(result), (error: Error) => process.send?.({ calls: 0, seconds: 0, p50_ms: 0, p95_ms: 0, late: 0, statuses: {}, unexpected: error.message, used_up: false } satisfies LoadResult));
});
