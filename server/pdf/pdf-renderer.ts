/**
 * Sheets are printed in a process of its own: nobody else waits while one is set, a sheet that breaks it breaks nothing
 * else, and its memory goes when nobody prints (decision 019).
 */
import { problem } from '../../domain/problem.ts';
import { startPdfRenderer, type Print, type RunningPdfRenderer } from './start-pdf-renderer.ts';

/** One is in the pdfRenderer while the other is at the database. */
const turnsAtOnce = 2;
/** Some ten seconds of printing. */
const mostInLine = 500;

export class PdfRenderer {
  private readonly idle_ms: number;
  private readonly timeout_ms: number;
  private readonly line: (() => void)[] = [];
  private taken = 0;
  private running: RunningPdfRenderer | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor({ idle_ms = 120_000, timeout_ms = 30_000 } = {}) {
    this.idle_ms = idle_ms;
    this.timeout_ms = timeout_ms;
  }

  /** `work` begins when the pdfRenderer is ready and its turn has come: nobody stands in line with a transaction open. */
  async turn<T>(work: (print: Print) => Promise<T>): Promise<T> {
    await this.place();
    try {
      if (this.running === undefined || this.running.isGone()) this.running = startPdfRenderer(this.timeout_ms);
      const { ready, print } = this.running;
      await ready;
      return await work(print);
    } finally {
      this.leave();
    }
  }

  /** Its process, while there is one. */
  get pid(): number | undefined {
    return this.running?.isGone() === false ? this.running.pid : undefined;
  }

  private async place(): Promise<void> {
    clearTimeout(this.idle);
    if (this.line.length >= mostInLine) throw problem('core.busy');
    if (this.taken === turnsAtOnce) await new Promise<void>((go) => this.line.push(go));
    else this.taken += 1;
  }

  private leave(): void {
    const next = this.line.shift();
    if (next !== undefined) return next(); // the place goes over
    this.taken -= 1;
    if (this.taken === 0) this.idle = setTimeout(() => this.end(), this.idle_ms).unref();
  }

  private end(): void {
    this.running?.end();
    this.running = undefined;
  }
}

/** The one of this server; its process starts with the first sheet. */
export const pdfRenderer = new PdfRenderer();
