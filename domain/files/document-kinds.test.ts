import { expect, test } from 'vitest';
import { refusalOf } from '../test-refusal.ts';
import { assertDocument } from './document-kinds.ts';

const bytes = (...text: (string | number[])[]): Uint8Array =>
  Buffer.concat(text.map((part) => Buffer.from(part as string)));
const zip = bytes([0x50, 0x4b, 0x03, 0x04], 'xl/');
const ole = bytes([0xd0, 0xcf, 0x11, 0xe0], 'x');

test.each([
  ['章程.pdf', bytes('%PDF-1.7'), null],
  ['章程.PDF', bytes('%PDF-1.7'), null],
  ['名单.xlsx', zip, null],
  ['批复.doc', ole, null],
  ['批复.wps', ole, null],
  ['照片.jpg', bytes([0xff, 0xd8, 0xff, 0xe0]), null],
  ['章.png', bytes([0x89, 0x50, 0x4e, 0x47]), null],
  ['纪要.txt', bytes('会议纪要\r\n一、'), null],
  ['空.pdf', bytes(''), 'files.empty'],
  ['章程.pdf', zip, 'files.document_kind'],
  ['章程.pdf', bytes('MZ'), 'files.document_kind'],
  ['程序.exe', bytes('MZ'), 'files.document_kind'],
  ['宏.xlsm', zip, 'files.document_kind'],
  ['网页.html', bytes('<script>'), 'files.document_kind'],
  ['图.svg', bytes('<svg onload="x"/>'), 'files.document_kind'],
  ['包.zip', zip, 'files.document_kind'],
  ['无后缀', bytes('%PDF-1.7'), 'files.document_kind'],
  ['两个.pdf.exe', bytes('%PDF-1.7'), 'files.document_kind'],
  ['纪要.txt', bytes('a', [0], 'b'), 'files.document_kind'],
  ['x.constructor', bytes('x'), 'files.document_kind'],
] as const)('%s is %#', (name, content, expected) =>
  expect(refusalOf(() => assertDocument(name, content))).toBe(expected),
);
