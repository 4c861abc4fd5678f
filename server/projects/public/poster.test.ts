import { describe, expect, test } from 'vitest';
import { overlaps, readsPdf, textOf, wordsOf } from '../../testing/test-pdf.ts';
import { typeset } from '../../pdf/typst.ts';
import { posterJob } from './poster.ts';

const forty = (text: string): string => [...text.repeat(40)].slice(0, 40).join('');
type Activity = Parameters<typeof posterJob>[0];
const activityOf = (text: string, description: string): Activity =>
  ({
    id: 'a',
    title: text,
    category: 'ecology',
    organization_name: text,
    co_hosts: [{ name: text }],
    place: text,
    gathering_note: text,
    leaders: [{ name: text }, { name: text }],
    description,
    minimum_age: 14,
    maximum_age: 60,
    is_parent_child: true,
    required_skills: [text],
    required_qualifications: [text],
    insurance: 'organisation',
    risk_statement: text,
    share_url: 'https://qingzhi.example/open/a',
    shifts: Array.from({ length: 9 }, (_, index) => ({
      is_cancelled: false,
      starts_at: new Date(Date.UTC(2026, 10, 1 + index, 1)),
      ends_at: new Date(Date.UTC(2026, 10, 1 + index, 4)),
      capacity: 30,
    })),
  }) as unknown as Activity;

describe.skipIf(!readsPdf)('the poster (needs pdftotext)', () => {
  test.each([
    ['Chinese', forty('江畔长者手机课堂与社区便民服务联合行动第六期')],
    ['Latin', forty('Donaudampfschifffahrtsgesellschaftskapitaen')],
  ])('%s: forty characters in every text and a long description stay on one sheet, nothing on another', (_, text) => {
    for (const description of ['', text, '请带水和帽子，听从队长安排。'.repeat(280)]) {
      const pdf = typeset(posterJob(activityOf(text, description)));
      const words = wordsOf(pdf);
      expect(Math.max(...words.map((word) => word.page))).toBe(1);
      expect(overlaps(words)).toEqual([]);
      expect(words.filter((word) => word.left < 48 - 12 || word.right > 547.5 + 12 || word.bottom > 806)).toEqual([]);
      const printed = textOf(pdf);
      expect(printed.split(text).length - 1).toBeGreaterThanOrEqual(8);
      expect(printed).toContain('扫码报名');
      expect(printed.includes('……扫码看全文')).toBe(description.length > 1000);
    }
  });
});
