/** PostgreSQL's COPY through the driver: the fastest way out and in, without a package of its own. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type pg from 'pg';

/** What the driver calls on a running statement; its own types do not name these. */
type Wire = {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
};

class Copy {
  readonly finished: Promise<void>;
  private readonly text: string;
  private readonly onData: (chunk: Buffer, wire: Wire) => void;
  private readonly source: AsyncIterable<Buffer> | null;
  private done!: () => void;
  private fail!: (error: Error) => void;
  private failure: Error | undefined;

  constructor(text: string, onData: (chunk: Buffer, wire: Wire) => void, source: AsyncIterable<Buffer> | null) {
    this.text = text;
    this.onData = onData;
    this.source = source;
    this.finished = new Promise((resolve, reject) => {
      this.done = resolve;
      this.fail = reject;
    });
  }

  submit(wire: Wire): void {
    wire.query(this.text);
  }

  handleCopyData(message: { chunk: Buffer }, wire: Wire): void {
    this.onData(Buffer.from(message.chunk), wire); // the driver uses its memory again
  }

  handleCopyInResponse(wire: Wire): void {
    void this.send(wire);
  }

  private async send(wire: Wire): Promise<void> {
    try {
      for await (const chunk of this.source ?? []) {
        if (this.failure !== undefined) return;
        wire.sendCopyFromChunk(chunk);
        if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain');
      }
      wire.endCopyFrom();
    } catch (error) {
      this.failure ??= error as Error;
      wire.sendCopyFail('the source broke off');
    }
  }

  handleError(error: Error): void {
    this.failure ??= error;
    this.fail(this.failure);
  }

  handleReadyForQuery(): void {
    if (this.failure === undefined) this.done();
    else this.fail(this.failure);
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
}

function run(client: pg.ClientBase, copy: Copy): Promise<void> {
  client.query(copy as unknown as pg.Submittable);
  return copy.finished;
}

/** Rows in COPY's text form. The server is held back while `take` is busy. */
export function copyOut(
  client: pg.ClientBase,
  query: string,
  take: (chunk: Buffer) => Promise<void> | undefined,
): Promise<void> {
  let failed: Error | undefined;
  const copy = new Copy(
    `copy (${query}) to stdout`,
    (chunk, wire) => {
      const busy = failed === undefined ? take(chunk) : undefined;
      if (busy === undefined) return;
      wire.stream.pause();
      busy.then(
        () => wire.stream.resume(),
        (error: Error) => {
          failed = error;
          wire.stream.resume();
        },
      );
    },
    null,
  );
  return run(client, copy).then(() => {
    if (failed !== undefined) throw failed;
  });
}

export function copyIn(client: pg.ClientBase, target: string, source: AsyncIterable<Buffer>): Promise<void> {
  return run(client, new Copy(`copy ${target} from stdin`, () => undefined, source));
}
