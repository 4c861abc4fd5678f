import { expect, test } from 'vitest';
import { PdfRenderer } from './pdf-renderer.ts';
import type { PrintJob } from './typst.ts';

const job = (data: object, template = '#json(bytes(sys.inputs.data)).name'): PrintJob => ({
  name: 'a sheet',
  template,
  data: JSON.stringify(data),
});
const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
const isRunning = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};
/** Until it holds; the test's own limit ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('sheets come back in the order of asking, each with its own data, from one process', async () => {
  const pdfRenderer = new PdfRenderer();
  const lengths = [1, 3, 2, 4];
  const pids = new Set<number | undefined>();
  const printed = await Promise.all(
    lengths.map((length) =>
      pdfRenderer.turn((print) => {
        pids.add(pdfRenderer.pid);
        return print(job({ length }, '#for _ in range(json(bytes(sys.inputs.data)).length) { page[青] }'));
      }),
    ),
  );
  expect(printed.map(pages)).toEqual(lengths);
  expect(pids.size).toBe(1);
  expect([...pids]).not.toContain(process.pid);
});

test('a sheet that cannot be set fails alone', async () => {
  const pdfRenderer = new PdfRenderer();
  const [good, bad] = await Promise.allSettled([
    pdfRenderer.turn((print) => print(job({ name: '李娜' }))),
    pdfRenderer.turn((print) => print(job({}, '#unknown'))),
  ]);
  expect(good).toMatchObject({ status: 'fulfilled' });
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/^a sheet: .*unknown/) } });
});

test('no more than two turns at a time: the third waits before its work begins', async () => {
  const pdfRenderer = new PdfRenderer();
  let [at, most] = [0, 0];
  await Promise.all(
    Array.from({ length: 6 }, () =>
      pdfRenderer.turn(async (print) => {
        at += 1;
        most = Math.max(most, at);
        await print(job({ name: '青' }));
        at -= 1;
      }),
    ),
  );
  expect(most).toBe(2);
});

test('a sheet without end ends the process; who comes next gets a new one', async () => {
  const pdfRenderer = new PdfRenderer({ timeout_ms: 15_000 }); // its process starts within that, on a slow machine too
  await pdfRenderer.turn((print) => print(job({ name: '青' })));
  const first = pdfRenderer.pid;
  await expect(
    pdfRenderer.turn((print) => print(job({}, '#for _ in range(100000) { for _ in range(100000) { } }'))),
  ).rejects.toThrow(/the pdfRenderer ended/);
  expect(isRunning(first)).toBe(false);
  expect(pages(await pdfRenderer.turn((print) => print(job({ name: '青' }))))).toBe(1);
  expect(pdfRenderer.pid).not.toBe(first);
});

test('it goes when nobody prints, and comes back', async () => {
  const pdfRenderer = new PdfRenderer({ idle_ms: 50 });
  await pdfRenderer.turn((print) => print(job({ name: '青' })));
  await pdfRenderer.turn(async (print) => {
    // nor does it go while somebody has a turn
    const first = pdfRenderer.pid;
    await new Promise((resolve) => setTimeout(resolve, 150));
    await print(job({ name: '志' }));
    expect(pdfRenderer.pid).toBe(first);
  });
  await until(() => pdfRenderer.pid === undefined);
  expect(pages(await pdfRenderer.turn((print) => print(job({ name: '青' }))))).toBe(1);
});
