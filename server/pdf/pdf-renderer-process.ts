/** The process that prints. It answers in the order of asking and ends with the server that started it. */
import { Problem } from '../../domain/problem.ts';
import type { PdfRendererAnswer } from './start-pdf-renderer.ts';
import { tidyUp, typeset, typst, type PrintJob } from './typst.ts';

const say = (answer: PdfRendererAnswer): void => void process.send?.(answer);

function printed(job: PrintJob): PdfRendererAnswer {
  try {
    return { pdf: typeset(job) };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.code, params: error.params };
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

// A signal to all processes at once is the server's to answer: it finishes what it has begun, sheets too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (job: PrintJob) => {
  say(printed(job));
  tidyUp(); // nobody waits for that
});
typst();
say({ ready: true });
