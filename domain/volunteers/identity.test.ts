import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../test-refusal.ts';
import { checkCharacter } from './gb11643.ts';
import {
  documentTypeFromWord,
  documentTypes,
  guessDocumentType,
  normalizeDocumentNumber,
  readDocument,
  type DocumentType,
} from './identity.ts';

const today = '2026-11-22';
const read = (number: string, type?: DocumentType, birth_date?: string) =>
  readDocument({ number, type, birth_date, today });
describe('documents that are in order', () => {
  test.each([
    ['11010519491231002X', undefined, 'resident_id', '1949-12-31', 'female'],
    ['11010519491231002x', undefined, 'resident_id', '1949-12-31', 'female'],
    ['１１０１０５１９４９１２３１００２Ｘ', undefined, 'resident_id', '1949-12-31', 'female'],
    [' 110105 19491231 002X ', undefined, 'resident_id', '1949-12-31', 'female'],
    ['440524188001010014', undefined, 'resident_id', '1880-01-01', 'male'],
    [documentTypes.residence_permit.example, undefined, 'residence_permit', '1994-08-23', 'female'],
    ['820000199002280012', undefined, 'residence_permit', '1990-02-28', 'male'],
    ['830000199001010039', undefined, 'residence_permit', '1990-01-01', 'male'],
    [documentTypes.permanent_resident_card.example, undefined, 'permanent_resident_card', '1981-08-03', 'female'],
    ['USA110181080300', '1981-08-03', 'permanent_resident_card', '1981-08-03', null],
    ['H12345678', '2001-05-04', 'hk_mo_travel_permit', '2001-05-04', null],
    ['m1234567801', '2001-05-04', 'hk_mo_travel_permit', '2001-05-04', null],
    ['12345678', '2001-05-04', 'tw_travel_permit', '2001-05-04', null],
    ['E12345678', '2001-05-04', 'passport', '2001-05-04', null],
  ] as const)('%s', (number, birthDate, type, expected, sex) => {
    expect(read(number, undefined, birthDate)).toEqual({
      type,
      number: normalizeDocumentNumber(number),
      birth_date: expected,
      sex,
    });
  });

  test('the published vectors of GB 11643 carry their check character', () => {
    expect(checkCharacter('11010519491231002')).toBe('X');
    expect(checkCharacter('44052418800101001')).toBe('4');
  });
});

describe('each defect has its own problem', () => {
  test.each([
    ['', undefined, undefined, 'volunteers.document_missing'],
    ['110105194912310021', undefined, undefined, 'volunteers.document_check'],
    ['1101051949123100', undefined, undefined, 'volunteers.document_length'],
    ['110105491231002', undefined, undefined, 'volunteers.document_old'],
    ['1101051949123100ZX', 'resident_id', undefined, 'volunteers.document_character'],
    ['990000199002280017', 'resident_id', undefined, 'volunteers.document_type_mismatch'],
    ['000105194912310025', undefined, undefined, 'volunteers.document_region'],
    ['110105194902290025', undefined, undefined, 'volunteers.document_birth_date'],
    ['110105194913310025', undefined, undefined, 'volunteers.document_birth_date'],
    ['440524178001010014', undefined, undefined, 'volunteers.document_birth_date'], // born 1780
    ['110105202612310025', undefined, undefined, 'volunteers.document_birth_date'], // born tomorrow or later
    ['820000199002280017', 'resident_id', undefined, 'volunteers.document_type_mismatch'],
    ['11010519491231002X', 'passport', undefined, 'volunteers.document_form'],
    ['X12345678', 'hk_mo_travel_permit', '2001-05-04', 'volunteers.document_form'],
    ['E12345678', 'passport', undefined, 'volunteers.birth_date_missing'],
    ['E12345678', 'passport', '2001-02-29', 'volunteers.birth_date_unreal'],
    ['E12345678', 'passport', '2026-11-23', 'volunteers.birth_date_unreal'],
    ['11010519491231002X', undefined, '1949-12-30', 'volunteers.birth_date_mismatch'],
  ] as const)('%s %s %s -> %s', (number, type, birthDate, code) => {
    expect(refusalOf(() => read(number, type, birthDate))).toBe(code);
  });
});

const seventeen = fc
  .record({
    province: fc.constantFrom('11', '33', '41', '44', '51', '65'),
    place: fc.integer({ min: 0, max: 9999 }),
    day: fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-22'), noInvalidDate: true }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(
    ({ province, place, day, sequence }) =>
      province +
      String(place).padStart(4, '0') +
      day.toISOString().slice(0, 10).replaceAll('-', '') +
      String(sequence).padStart(3, '0'),
  );

test('any single wrong digit of a resident ID is found', () => {
  fc.assert(
    fc.property(seventeen, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (first, place, shift) => {
      const number = first + checkCharacter(first);
      expect(read(number).number).toBe(number);
      const digit = (Number(number.charAt(place)) + shift) % 10;
      const wrong = number.slice(0, place) + String(digit) + number.slice(place + 1);
      expect(refusalOf(() => read(wrong, 'resident_id'))).not.toBeNull();
    }),
  );
});

test('reading never fails with anything but a problem', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 24 }), (text) => {
      refusalOf(() => read(text));
      guessDocumentType(normalizeDocumentNumber(text));
    }),
  );
});

test.each([
  ['身份证', 'resident_id'],
  ['居民身份证', 'resident_id'],
  ['外国人永久居留身份证', 'permanent_resident_card'],
  ['港澳台居民居住证', 'residence_permit'],
  ['回乡证', 'hk_mo_travel_permit'],
  ['港澳居民来往内地通行证', 'hk_mo_travel_permit'],
  ['台胞证', 'tw_travel_permit'],
  ['护照', 'passport'],
  ['Passport', 'passport'],
])('type word %s', (word, type) => expect(documentTypeFromWord(word)).toBe(type));

test('an unknown type word is refused', () =>
  expect(refusalOf(() => documentTypeFromWord('驾驶证'))).toBe('volunteers.document_type'));
