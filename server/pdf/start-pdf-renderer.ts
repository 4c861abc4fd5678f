/** The process that prints, seen from the one that asks. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { problem, type ProblemCode, type ProblemParams } from '../../domain/problem.ts';
import type { PrintJob } from './typst.ts';

export type PdfRendererAnswer =
  | { readonly ready: true }
  | { readonly pdf: Uint8Array }
  | { readonly fault: string }
  | { readonly problem: ProblemCode; readonly params: ProblemParams };
export type Print = (job: PrintJob) => Promise<Buffer>;
export type RunningPdfRenderer = {
  readonly pid: number | undefined;
  readonly ready: Promise<unknown>;
  readonly print: Print;
  isGone(): boolean;
  end(): void;
};

type Waiting = { readonly settle: (answer: PdfRendererAnswer) => void; readonly fail: (error: Error) => void };

/** Who waits longer than `timeout_ms` for an answer ends the process. */
export function startPdfRenderer(timeout_ms: number): RunningPdfRenderer {
  const child = fork(fileURLToPath(new URL('./pdf-renderer-process.mjs', import.meta.url)), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting: Waiting[] = [];
  let isGone = false;
  const gone = (why: string): void => {
    isGone = true;
    for (const each of waiting.splice(0)) each.fail(new Error(`the pdfRenderer ended: ${why}`));
  };
  child.on('message', (answer: PdfRendererAnswer) => waiting.shift()?.settle(answer)); // in the order of asking
  child.on('error', (error) => gone(error.message));
  child.once('exit', (code, signal) => gone(signal ?? String(code)));
  // It keeps nobody from ending; who waits is kept by the timer.
  child.unref();
  child.channel?.unref();

  const answer = (): Promise<PdfRendererAnswer> =>
    new Promise<PdfRendererAnswer>((settle, fail) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), timeout_ms);
      waiting.push({
        settle: (said) => {
          clearTimeout(timer);
          settle(said);
        },
        fail: (error) => {
          clearTimeout(timer);
          fail(error);
        },
      });
    });
  return {
    pid: child.pid,
    ready: answer(),
    print: async (job) => {
      if (isGone) throw new Error('the pdfRenderer has ended');
      child.send(job);
      const said = await answer();
      if ('pdf' in said) return Buffer.from(said.pdf.buffer, said.pdf.byteOffset, said.pdf.byteLength);
      if ('problem' in said) throw problem(said.problem, said.params);
      throw new Error('fault' in said ? said.fault : 'the pdfRenderer is ready twice');
    },
    isGone: () => isGone,
    end: () => {
      if (child.connected) child.disconnect();
    },
  };
}
