import { certificateBody } from '../../domain/records/certificate.ts';
import { certificateJob, type CertificateSheet } from '../../server/records/certificates/certificate-pdf.ts';
import { tidyUp, typeset } from '../../server/pdf/typst.ts';
import type { Bench, Job } from '../bench.ts';
import { headersOf, signIn } from '../crowd.ts';
import { cpuOf, median, round, shown, timesTheLimit } from '../measure.ts';
import { request } from '../upload.ts';

const [count, atOnce] = [40, 20];
const [others, othersMs] = [100, 4000]; // requests a second, and for how long

/** A sheet like those that the server makes here, each one different: Typst would remember what it printed before. */
const sheetOf = (place: number): CertificateSheet => ({
  number: `QZ 2026 ${place}`,
  code: String(10_000_000 + place),
  verify_url: `http://localhost/verify/${10_000_000 + place}`,
  demonstration: false,
  roll_up: true,
  purpose: 'general',
  name: `志愿者${place}`,
  id_kind: '居民身份证',
  id_masked: '',
  volunteer_number: `B${place}`,
  contents: ['江边清洁'],
  body: certificateBody(
    Array.from({ length: 5 }, (_, line) => ({
      record_id: String(line),
      issuer_id: String(line),
      issuer_name: `服务队${place + line}`,
      service_day: `2026-0${line + 1}-01`,
      minutes: 180,
      balance: 'credit_minutes',
      source: 'rotating_code',
      content: '江边清洁',
    })),
    { from: '2026-01-01', until: '2026-12-31' },
  ),
  issuer_name: '服务队',
  person_in_charge: '',
  handled_by: '',
  contact: null,
  issued_on: '2026-06-01',
  sealed: null,
});

/** Typst alone; tidying up comes after the sheet, here as in the server. */
function print(place: number): number {
  const job = certificateJob(sheetOf(place));
  const from = performance.now();
  typeset(job);
  const ms = performance.now() - from;
  tidyUp();
  return ms;
}

type Issue = (place: number) => Promise<number>;

/** How long a page takes while certificates are issued without a pause, several at a time; without them it takes `alone`. */
async function preloadCertificates(bench: Bench, issue: Issue): Promise<void> {
  const server = await bench.server();
  const pages = () =>
    bench.load.run({
      port: server.port,
      lanes: 16,
      ms: othersMs,
      per_second: others,
      repeat: true,
      requests: Array.from({ length: 64 }, (_, place) => ({
        method: 'GET',
        path: '/api/my/certificates',
        headers: headersOf(2000 + place),
      })),
    });
  const alone = await pages();
  let [next, isOver] = [3000, false];
  const issuing = Array.from({ length: atOnce }, async () => {
    while (!isOver) await issue(next++);
  });
  const beside = await pages();
  isOver = true;
  await Promise.all(issuing);
  bench.report(
    shown(
      `page beside ${atOnce} certificates at once, p95`,
      beside.p95_ms,
      'ms',
      `${next - 3000} certificates meanwhile; median ${round(beside.p50_ms)} ms, alone p95 ${round(alone.p95_ms)} ms`,
    ),
  );
}

export const certificate: Job = {
  name: 'certificate',
  measures: 'a certificate with number, code, QR and archive, beside Typst alone; what others wait for meanwhile',
  run: async (bench) => {
    await signIn(bench);
    const server = await bench.server();
    const year = new Date().getFullYear();
    const body = JSON.stringify({ purpose: 'general', from: `${year - 2}-01-01`, until: `${year}-12-31` });
    const issue: Issue = async (place) =>
      (
        await request(`${server.address}/api/my/certificates`, {
          method: 'POST',
          headers: { ...headersOf(place), 'content-type': 'application/json' },
          body,
        })
      ).ms;
    for (let turn = 0; turn < 10; turn += 1) {
      // fonts are read with the first
      await issue(1000 + turn);
      print(turn);
    }
    const before = [cpuOf(server.pid), cpuOf(bench.database)] as const;
    const [issued, printed]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < count; turn += 1) {
      issued.push(await issue(1010 + turn));
      printed.push(print(10 + turn));
    }
    bench.report(timesTheLimit('certificate, median', median(issued), 'ms', median(printed), 2));
    const [application, database] = [
      (cpuOf(server.pid) - before[0]) / count,
      (cpuOf(bench.database) - before[1]) / count,
    ];
    bench.report(
      shown(
        'certificate, CPU',
        application + database,
        'ms',
        `${round(application)} application, ${round(database)} database`,
      ),
    );
    await preloadCertificates(bench, issue);
  },
};
