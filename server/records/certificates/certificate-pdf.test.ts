import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificateBody, type CertifiedRecord } from '../../../domain/records/certificate.ts';
import { typeset } from '../../pdf/typst.ts';
import { certificateJob, type CertificateSheet } from './certificate-pdf.ts';

const drawn = spawnSync('pdftoppm', ['-v']).error === undefined;
const contents = [
  '江边清洁，认养一段河',
  '江畔马拉松补水站',
  '长者手机课堂，第 6 期',
  '七彩假期，社区作业辅导',
  '垃圾分类桶边指导',
  '血站导医',
  '社区便民日，量血压',
];

const recordOf = (index: number): CertifiedRecord => ({
  record_id: `r${String(index).padStart(3, '0')}`,
  issuer_id: index % 5 === 0 ? 'blood' : 'yunting',
  issuer_name: index % 5 === 0 ? '云汀区血站志愿服务队' : '云汀区青年志愿者协会',
  service_day: `2026-${String(11 - (index % 10)).padStart(2, '0')}-${String(28 - (index % 27)).padStart(2, '0')}`,
  content: contents[index % contents.length] ?? '',
  source: index % 4 === 1 ? 'self_located' : 'rotating_code',
  balance: 'credit_minutes',
  minutes: [190, 270, 180, 150, 120, 240, 180][index % 7] ?? 60,
});

const sheetOf = (count: number, more: Partial<CertificateSheet> = {}): CertificateSheet => ({
  number: 'YT 2026 004417',
  code: '7K2M91QX',
  verify_url: 'https://qingzhi.example/verify/7K2M91QX',
  demonstration: true,
  roll_up: false,
  purpose: 'general',
  name: '林晓禾',
  id_kind: '居民身份证',
  id_masked: '4401○○○○28',
  volunteer_number: '4401 0562 817',
  contents: ['长者服务', '江河清洁'],
  body: certificateBody(
    Array.from({ length: count }, (_, index) => recordOf(index)),
    { from: '2026-01-01', until: '2026-12-31' },
  ),
  issuer_name: '云汀区青年志愿者协会',
  person_in_charge: '谭咏仪',
  handled_by: '何景',
  contact: '0763-3388120',
  issued_on: '2026-11-21',
  sealed: { day: '2026-11-20', root: '9f2c71ae04d8b35e0000' },
  ...more,
});

const certificatePdf = (sheet: CertificateSheet): Buffer => typeset(certificateJob(sheet));

let folder = '';
beforeAll(() => {
  folder = process.env['CERTIFICATE_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'certificate-'));
});
afterAll(() => {
  if (!process.env['CERTIFICATE_PICTURES']) rmSync(folder, { recursive: true, force: true });
});

const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

type Picture = {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => readonly [number, number, number];
};

/** Draws a page at 794 × 1123 and reads the binary PPM: a text layer alone would not show missing letters. */
function draw(name: string, pdf: Buffer, page = 1): Picture {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  execFileSync('pdftoppm', [
    '-r',
    '96',
    '-f',
    String(page),
    '-l',
    String(page),
    '-singlefile',
    file,
    join(folder, name),
  ]);
  const bytes = readFileSync(join(folder, `${name}.ppm`));
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'));
  if (!header) throw new Error('pdftoppm wrote no P6 picture');
  const width = Number(header[1]);
  const offset = header[0].length;
  return {
    width,
    height: Number(header[2]),
    at: (x, y) => {
      const place = offset + (y * width + x) * 3;
      return [bytes[place] ?? 0, bytes[place + 1] ?? 0, bytes[place + 2] ?? 0];
    },
  };
}

function share(
  picture: Picture,
  box: readonly [number, number, number, number],
  is: (rgb: readonly [number, number, number]) => boolean,
): number {
  let hits = 0;
  for (let y = box[1]; y < box[3]; y += 1) for (let x = box[0]; x < box[2]; x += 1) if (is(picture.at(x, y))) hits += 1;
  return hits / ((box[2] - box[0]) * (box[3] - box[1]));
}
const dark = ([red, green, blue]: readonly [number, number, number]): boolean => red + green + blue < 300;
const reddish = ([red, green, blue]: readonly [number, number, number]): boolean =>
  red > 120 && green < 110 && blue < 110;

describe('certificate PDF', () => {
  test('P28 is a tagged PDF/A whose pages grow with its lines', () => {
    const one = certificatePdf(sheetOf(7)).toString('latin1');
    expect(one).toMatch(/pdfaid:part>2</);
    expect(one).toMatch(/pdfaid:conformance>A</);
    expect(pages(Buffer.from(one, 'latin1'))).toBe(1);
    expect(pages(certificatePdf(sheetOf(60)))).toBe(4); // 53 lines beyond the seven of the first page
  });

  test('what people wrote stays text', () => {
    expect(() =>
      certificatePdf(sheetOf(3, { name: '#panic("x")', issuer_name: '$ \\ " ] 协会', contact: '*_`' })),
    ).not.toThrow();
  });

  test('rare characters, long names and no seal do not stop it', () => {
    expect(
      certificatePdf(
        sheetOf(1, {
          name: '迪丽热巴·买买提·阿不都热合曼',
          issuer_name: '共青团云汀区委员会直属机关青年志愿服务总队联合会',
          sealed: null,
        }),
      ).length,
    ).toBeGreaterThan(1000);
  });

  test.skipIf(!drawn)(
    'P28 the drawn sheet has spine, title, red seal and QR where the design puts them (needs pdftoppm)',
    () => {
      const picture = draw('certificate', certificatePdf(sheetOf(38)));
      expect([picture.width, picture.height]).toEqual([794, 1123]);
      expect(share(picture, [0, 100, 56, 800], dark)).toBeGreaterThan(0.95);
      expect(share(picture, [132, 138, 460, 190], dark)).toBeGreaterThan(0.1); // 志愿服务证明
      expect(share(picture, [132, 395, 330, 460], dark)).toBeGreaterThan(0.12); // the hours
      expect(share(picture, [510, 830, 670, 985], reddish)).toBeGreaterThan(0.08); // the seal
      expect(share(picture, [132, 1005, 202, 1075], dark)).toBeGreaterThan(0.3); // the QR
    },
  );

  test.skipIf(!drawn)('annex pages and the roll-up are drawn too (needs pdftoppm)', () => {
    expect(share(draw('annex', certificatePdf(sheetOf(38)), 2), [132, 100, 700, 900], dark)).toBeGreaterThan(0.01);
    const rollUp = draw('roll-up', certificatePdf(sheetOf(38, { roll_up: true, purpose: 'second_classroom' })));
    expect(share(rollUp, [132, 470, 700, 560], dark)).toBeGreaterThan(0.01);
  });
});
