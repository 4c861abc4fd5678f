/** A sheet holds forty characters wherever people wrote something, in either script. */
import { describe, expect, test } from 'vitest';
import { certificateBody, type CertifiedRecord } from '../../../domain/records/certificate.ts';
import { overlaps, readsPdf, textOf, wordsOf } from '../../testing/test-pdf.ts';
import { typeset } from '../../pdf/typst.ts';
import { certificateJob, type CertificateSheet } from './certificate-pdf.ts';

const forty = (text: string): string => [...text.repeat(40)].slice(0, 40).join('');
const chinese = {
  name: forty('迪丽热巴·买买提·阿不都热合曼·'),
  issuer: forty('云汀区江东街道滨江社区青年志愿服务总队第三支队'),
  content: forty('江畔长者手机课堂与社区便民服务联合行动第六期'),
};
const latin = {
  name: forty('Wolfeschlegelsteinhausenbergerdorff'),
  issuer: forty('Yunting Riverside Youth Volunteering Team '),
  content: forty('Donaudampfschifffahrtsgesellschaftskapitaen'),
};
const left = 99; // points: where the column of the text begins and ends
const right = 532.5;
const bottom = 806;
const hanging = 7; // the empty half of a bracket or comma at the end of a line

function sheetOf(texts: typeof chinese, count: number, more: Partial<CertificateSheet> = {}): CertificateSheet {
  const records = Array.from({ length: count }, (_, index): CertifiedRecord => ({
    record_id: `r${String(index).padStart(3, '0')}`,
    issuer_id: `team ${index % 9}`,
    issuer_name: `${texts.issuer.slice(0, 38)}${10 + (index % 9)}`,
    service_day: `2026-10-${String(28 - (index % 27)).padStart(2, '0')}`,
    content: `${texts.content.slice(0, 37)}${100 + index}`,
    source: (['rotating_code', 'self_located', 'back_fill', 'import'] as const)[index % 4] ?? 'rotating_code',
    balance: 'credit_minutes',
    minutes: 190,
  }));
  return {
    number: 'YT 2026 004417',
    code: '7K2M91QX',
    verify_url: 'https://qingzhi.example/verify/7K2M91QX',
    demonstration: false,
    roll_up: false,
    purpose: 'second_classroom',
    name: texts.name,
    id_kind: '居民身份证',
    id_masked: '4401○○○○28',
    volunteer_number: '4401 0562 817',
    contents: [1, 2, 3].map((each) => `${texts.content.slice(0, 39)}${each}`),
    body: certificateBody(records, { from: '2026-01-01', until: '2026-12-31' }),
    issuer_name: texts.issuer,
    person_in_charge: texts.name,
    handled_by: texts.name,
    contact: '0763-3388120 转 8012',
    issued_on: '2026-11-21',
    sealed: { day: '2026-11-20', root: '9f2c71ae04d8b35e0000' },
    ...more,
  };
}

describe.skipIf(!readsPdf)('P28 forty characters in every text (needs pdftotext)', () => {
  const squeezed = (text: string): string => text.replace(/\s/g, '');
  test.each([
    ['Chinese', chinese],
    ['Latin', latin],
  ])('%s: each stands whole, within the sheet, and on no other', (_, texts) => {
    for (const [count, roll_up] of [
      [1, false],
      [3, false],
      [60, false],
      [60, true],
    ] as const) {
      const sheet = sheetOf(texts, count, { roll_up });
      const pdf = typeset(certificateJob(sheet));
      const text = textOf(pdf);
      for (const line of sheet.body.lines) expect(text).toContain(squeezed(line.content));
      if (roll_up) for (const issuer of sheet.body.issuers) expect(text).toContain(squeezed(issuer.issuer_name));
      expect(text.split(squeezed(sheet.name)).length - 1).toBe(3); // holder, in charge, handled
      expect(text).toContain(squeezed(sheet.issuer_name));
      for (const content of sheet.contents) expect(text).toContain(squeezed(content));
      const words = wordsOf(pdf).filter((word) => word.left > 60); // beside the spine
      expect(overlaps(words)).toEqual([]);
      expect(
        words.filter((word) => word.left < left - hanging || word.right > right + hanging || word.bottom > bottom),
      ).toEqual([]);
      const first = words
        .filter((word) => word.page === 1)
        .map((word) => word.text)
        .join('');
      expect(first).toContain('7K2M');
      expect(first).toContain('联系电话');
    }
  });

  test('as many lines stand on the first page as its height holds; the note counts the others', () => {
    const shown = (pdf: Buffer): number =>
      wordsOf(pdf).filter((word) => word.page === 1 && /^2026年\d+月\d+日$/.test(word.text)).length;
    for (const count of [3, 7, 12]) {
      const pdf = typeset(certificateJob(sheetOf(chinese, count)));
      const held = shown(pdf);
      expect(held).toBeGreaterThan(0);
      expect(textOf(pdf).includes(`另有${count - held}次见附页`)).toBe(held < count);
    }
  });

  test('what is not known has no line, and no other text in its place', () => {
    const text = textOf(typeset(certificateJob(sheetOf(chinese, 1, { contact: null, person_in_charge: null }))));
    expect(text).not.toContain('联系电话');
    expect(text).not.toContain('负责人');
    expect(text).toContain('经办人');
  });
});
