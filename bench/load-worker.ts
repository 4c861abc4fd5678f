/**
 * The load, in a process of its own so that its work is not counted as the server's. It shares the cores with what it measures,
 * so it does little: requests are bytes before the slice begins, and of an answer status and length are read where they arrived.
 */
import { connect, type Socket } from 'node:net';
import type { LoadOrder, LoadResult, WireRequest } from './load.ts';

const roomForOne = 65_536;

class Lane {
  private readonly socket: Socket;
  private begun: Buffer | undefined; // of an answer that comes in pieces

  constructor(
    port: number,
    answered: (lane: Lane, status: number, body: () => string) => void,
    failed: (error: Error) => void,
  ) {
    const take = (chunk: Buffer): void => {
      const answer = this.begun === undefined ? chunk : Buffer.concat([this.begun, chunk]);
      const size = sizeOf(answer);
      if (size === undefined || answer.length < size.head + size.body) {
        this.begun = Buffer.from(answer); // the room is used again
        return;
      }
      this.begun = undefined;
      answered(this, Number(answer.toString('latin1', 9, 12)), () => answer.toString('utf8', size.head));
    };
    this.socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(roomForOne),
        callback: (length, room) => {
          take(Buffer.from(room.buffer, room.byteOffset, length));
          return true;
        },
      },
    });
    this.socket.on('error', failed);
    this.socket.on('close', () => failed(new Error('the server closed the connection')));
  }

  send(request: Buffer): void {
    this.socket.write(request);
  }

  close(): void {
    this.socket.removeAllListeners('close').destroy();
  }
}

const [endOfHead, lengthName] = [Buffer.from('\r\n\r\n'), Buffer.from('\r\ncontent-length: ')];

function sizeOf(answer: Buffer): { head: number; body: number } | undefined {
  const end = answer.indexOf(endOfHead);
  if (end < 0) return undefined;
  const at = answer.indexOf(lengthName);
  const from = at + lengthName.length;
  return {
    head: end + 4,
    body: at < 0 || at > end ? 0 : Number(answer.toString('latin1', from, answer.indexOf('\r', from))),
  };
}

function bytesOf(request: WireRequest): Buffer {
  const body = request.body ?? '';
  const headers = {
    host: 'localhost',
    ...request.headers,
    ...(request.body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  };
  return Buffer.from(
    `${request.method} ${request.path} HTTP/1.1\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n${body}`,
  );
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const requests = order.requests.map(bytesOf);
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let [next, unexpected, late, busy, from] = [0, '', 0, order.lanes, 0];
  const begun = new Map<Lane, number>();
  const lanes = await new Promise<readonly Lane[]>((over, failed) => {
    const all = Array.from({ length: order.lanes }, () => new Lane(order.port, answered, failed));
    const go = (lane: Lane): void => {
      const request =
        performance.now() - from >= order.ms ? undefined : requests[order.repeat ? next % requests.length : next];
      if (request === undefined) {
        busy -= 1;
        if (busy === 0) over(all);
        return;
      }
      const due = order.per_second === undefined ? 0 : from + (next * 1000) / order.per_second;
      next += 1;
      const now = performance.now();
      const send = (): void => {
        begun.set(lane, order.per_second === undefined ? now : due); // waiting for a free lane counts
        lane.send(request);
      };
      if (due > now) setTimeout(send, due - now);
      else {
        if (due > 0) late += 1;
        send();
      }
    };
    function answered(lane: Lane, status: number, body: () => string): void {
      times.push(performance.now() - (begun.get(lane) ?? 0));
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status !== 200 && unexpected === '') unexpected = `${status} ${body().slice(0, 200)}`;
      go(lane);
    }
    from = performance.now();
    for (const lane of all) go(lane);
  });
  const seconds = (performance.now() - from) / 1000;
  for (const lane of lanes) lane.close();
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    calls: times.length,
    seconds,
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    late,
    statuses,
    unexpected,
    used_up: !order.repeat && next >= requests.length,
  };
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result),
    (error: Error) =>
      process.send?.({
        calls: 0,
        seconds: 0,
        p50_ms: 0,
        p95_ms: 0,
        late: 0,
        statuses: {},
        unexpected: error.message,
        used_up: false,
      } satisfies LoadResult),
  );
});
