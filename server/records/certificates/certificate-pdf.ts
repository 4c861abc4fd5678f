/** What is printed on a certificate, and how it is put into words; certificate.typ says where it stands. */
import { readFileSync } from 'node:fs';
import { encodeQR } from 'qr';
import { shortRoot } from '../../../domain/ledger/seal.ts';
import { purposes, spacedCode, type CertificateBody, type Purpose } from '../../../domain/records/certificate.ts';
import { sealNames } from '../../../domain/records/presence.ts';
import { durationText } from '../../../domain/records/time-counting.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { PrintJob } from '../../pdf/typst.ts';

export type CertificateSheet = {
  readonly number: string;
  readonly code: string; // eight characters, as stored
  readonly verify_url: string;
  readonly demonstration: boolean; // prints 示例 across the sheet
  readonly roll_up: boolean; // one line per issuer instead of one per service
  readonly purpose: Purpose;
  readonly name: string;
  readonly id_kind: string; // 居民身份证
  readonly id_masked: string; // 4401○○○○28
  readonly volunteer_number: string;
  readonly contents: readonly string[]; // a few kinds of service
  readonly body: CertificateBody;
  readonly issuer_name: string;
  readonly person_in_charge: string | null;
  readonly handled_by: string;
  readonly contact: string | null; // a phone; the line is left out where there is none
  readonly issued_on: BusinessDate;
  readonly sealed: { readonly day: BusinessDate; readonly root: string } | null;
};

/** Kinds of service named in the sentence: as many as two lines hold; each stands whole in its row. */
const longestContents = 130;
const parts = (day: BusinessDate): readonly [number, number, number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];
const dayText = (day: BusinessDate): string => {
  const [year, month, date] = parts(day);
  return `${year}年${month}月${date}日`;
};
const spacedDayText = (day: BusinessDate): string => {
  const [year, month, date] = parts(day);
  return `${year} 年 ${month} 月 ${date} 日`;
};
const monthText = (day: BusinessDate): string => {
  const [year, month] = parts(day);
  return `${year} 年 ${month} 月`;
};

/** 126.5 小时 where a tenth says it exactly, otherwise hours and minutes: a total equals its lines. */
function totalParts(minutes: number): { figure: string; unit: string }[] {
  if (minutes % 6 === 0)
    return [{ figure: minutes % 60 === 0 ? String(minutes / 60) : (minutes / 60).toFixed(1), unit: '小时' }];
  return [
    { figure: String(Math.floor(minutes / 60)), unit: '小时' },
    { figure: String(minutes % 60), unit: '分' },
  ];
}

function contentsText(contents: readonly string[]): string {
  const held = contents.filter(
    (_, index) => index === 0 || contents.slice(0, index + 1).join('、').length <= longestContents,
  );
  return held.length > 0 ? `${held.join('、')}等` : '';
}

/** Who signs and how to reach the issuer; what is not known has no line. */
function signatories(sheet: CertificateSheet): { label: string; value: string }[] {
  const known = [
    ['负责人', sheet.person_in_charge],
    ['经办人', sheet.handled_by],
    ['联系电话', sheet.contact],
  ] as const;
  return known.flatMap(([label, value]) => (value === null || value === '' ? [] : [{ label, value }]));
}

function sheetData(sheet: CertificateSheet) {
  const { body } = sheet;
  const lines = body.lines.map((line) => ({
    day: dayText(line.service_day),
    content: line.content,
    seal: line.seal,
    duration: durationText(line.minutes),
  }));
  const issuers = sheet.roll_up
    ? body.issuers.map((issuer) => ({
        name: issuer.issuer_name,
        period: `${issuer.first_day.slice(0, 7)} 至 ${issuer.last_day.slice(0, 7)}`,
        services: issuer.services,
        duration: durationText(issuer.minutes),
      }))
    : [];
  const first = body.first_day ?? sheet.issued_on;
  const last = body.last_day ?? sheet.issued_on;
  const [year, month, day] = parts(sheet.issued_on);
  return {
    number: sheet.number,
    demonstration: sheet.demonstration,
    name: sheet.name,
    id_text: `${sheet.id_kind} ${sheet.id_masked}`,
    volunteer_number: sheet.volunteer_number,
    period_text: monthText(first) === monthText(last) ? monthText(first) : `${monthText(first)}至 ${monthText(last)}`,
    organizer_text: sheet.roll_up ? '参加下列组织的' : '参加本单位组织的',
    contents: contentsText(sheet.contents),
    services: body.services,
    purpose: sheet.purpose === 'general' ? '' : purposes[sheet.purpose].zh,
    total: totalParts(body.total_minutes),
    seals: body.by_seal.map((one) => ({
      seal: one.seal,
      name: sealNames[one.seal].zh,
      duration: durationText(one.minutes),
    })),
    roll_up: sheet.roll_up,
    lines: sheet.roll_up ? issuers : lines,
    annex: sheet.roll_up ? lines : [],
    note: '荣誉时数不计入本证明。',
    note_roll_up: `共 ${body.services} 次，明细见附页。`,
    note_more: '另有 {count} 次见附页。',
    signatories: signatories(sheet),
    issuer_name: sheet.issuer_name,
    issued: { year, month, day },
    issued_text: spacedDayText(sheet.issued_on),
    qr: encodeQR(sheet.verify_url, 'svg', { ecc: 'medium', border: 1 }),
    code: spacedCode(sheet.code),
    sealed: sheet.sealed ? { day: spacedDayText(sheet.sealed.day), root: shortRoot(sheet.sealed.root) } : null,
  };
}

const template = readFileSync(new URL('./certificate.typ', import.meta.url), 'utf8');

export const certificateJob = (sheet: CertificateSheet): PrintJob => ({
  name: `certificate ${sheet.number}`,
  template,
  data: JSON.stringify(sheetData(sheet)),
  archived_on: sheet.issued_on,
});
