import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskDocumentNumber, maskName, maskPhone } from '../masking.ts';
import { refusalOf } from '../test-refusal.ts';
import { nameKey, normalizeName, readName } from './name.ts';
import { normalizePhone } from '../phone-number.ts';
import { readPhone } from './phone.ts';
import { checkDigit, isVolunteerNumber, spellVolunteerNumber, volunteerNumber } from './volunteer-number.ts';

describe('masking', () => {
  test.each([
    [maskName('林晓禾'), '林○○'],
    [maskName('林禾'), '林○○'],
    [maskName('阿卜杜拉·买买提'), '阿○○'],
    [maskName('Mary Ann'), 'M○○'],
    [maskName(''), ''],
    [maskDocumentNumber('440106199001014028'), '4401○○○○28'],
    [maskDocumentNumber('H12345678'), 'H○○○○8'],
    [maskDocumentNumber(''), ''],
    [maskPhone('13812345207'), '138○○○○5207'],
    [maskPhone('+85291234567'), '+852○○○○67'],
  ])('%s', (masked, expected) => expect(masked).toBe(expected));

  test('a masked number never holds more than six of its characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{5,20}$/), (number) => {
        expect(maskDocumentNumber(number).replaceAll('○', '').length).toBeLessThanOrEqual(6);
        expect(maskDocumentNumber(number).match(/○/g)).toHaveLength(4);
      }),
    );
  });
});

describe('names', () => {
  test.each([
    ['张 三', '张三'],
    [' 张　三 ', '张三'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['迪丽热巴．迪力木拉提', '迪丽热巴·迪力木拉提'],
    ['古丽‧阿依', '古丽·阿依'],
    ['古丽・阿依', '古丽·阿依'],
    ['古丽 · 阿依', '古丽·阿依'],
    ['Ｍａｒｙ  Ann', 'Mary Ann'],
    ['𠮷田', '𠮷田'],
    ['欧阳\u200b修', '欧阳修'],
    ['⻢⽅⽂', '马方文'],
    ['⻩⾦⻰', '黄金龙'],
    ['⻘⼭', '青山'],
    ['葛\u{e0100}城', '葛城'],
    ['﨑山', '﨑山'],
    ['𬭎宇', '𬭎宇'],
    ['䶮子', '䶮子'],
  ])('%s -> %s', (raw, expected) => expect(readName(raw)).toBe(expected));

  test.each([
    ['', 'volunteers.name_missing'],
    ['李', 'volunteers.name_length'],
    ['李4', 'volunteers.name_character'],
    ['李娜（女）', 'volunteers.name_character'],
    ['=cmd', 'volunteers.name_character'],
  ])('%s is refused: %s', (raw, code) => expect(refusalOf(() => readName(raw))).toBe(code));

  test('spellings of one name share a key', () => {
    expect(nameKey('阿卜杜拉•买买提')).toBe(nameKey('阿卜杜拉 买买提'));
    expect(nameKey('Mary-Ann')).toBe(nameKey('MARY ANN'));
    expect(nameKey('⻢⽅⽂')).toBe(nameKey('马方文'));
    expect(nameKey('李娜')).not.toBe(nameKey('李那'));
  });

  test('normal form is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        expect(normalizeName(normalizeName(text))).toBe(normalizeName(text));
      }),
    );
  });
});

describe('phones', () => {
  test.each([
    ['138 1234 5207', '13812345207'],
    ['１３８１２３４５２０７', '13812345207'],
    ['+86 138-1234-5207', '13812345207'],
    ['008613812345207', '13812345207'],
    ['8613812345207', '13812345207'],
    ['+852 9123 4567', '+85291234567'],
    ['138.1234.5207', '13812345207'],
    ['(+86)138 1234 5207', '13812345207'],
    ['1 3 8 1 2 3 4 5 2 0 7', '13812345207'],
    ['13812345207.0', '13812345207'],
    ['+1 (415) 555-26 71', '+14155552671'],
  ])('%s -> %s', (raw, expected) => expect(readPhone(raw)).toBe(expected));

  test.each([
    ['', 'volunteers.phone_missing'],
    ['1381234520', 'volunteers.phone_length'],
    ['138123452071', 'volunteers.phone_length'],
    ['12812345207', 'volunteers.phone_form'],
    ['1370576123.0', 'volunteers.phone_length'],
    ['1370576123 0', 'volunteers.phone_form'],
    ['1370576123-0', 'volunteers.phone_form'],
    ['13812345207.5', 'volunteers.phone_form'],
    ['13812345207-1', 'volunteers.phone_form'],
    ['1.3812345207E+10', 'volunteers.phone_form'],
    ['13812345207/13912345207', 'volunteers.phone_form'],
    ['+86 1370576123.0', 'volunteers.phone_form'],
    ['0579-82345678', 'volunteers.phone_landline'],
    ['0579 82345678', 'volunteers.phone_landline'],
    ['82345678', 'volunteers.phone_landline'],
    ['无', 'volunteers.phone_form'],
  ])('%s is refused: %s', (raw, code) => expect(refusalOf(() => readPhone(raw))).toBe(code));

  test('normal form is stable', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+0-9 -]{0,16}$/), (text) => {
        expect(normalizePhone(normalizePhone(normalizePhone(text)))).toBe(normalizePhone(normalizePhone(text)));
      }),
    );
  });
});

describe('volunteer numbers', () => {
  test('the published vector of ISO 7064 MOD 11,10', () => expect(checkDigit('0794')).toBe('5'));
  test('shape and spelling', () => {
    const number = volunteerNumber('440100', 56281);
    expect(number).toMatch(/^4401056281\d$/);
    expect(spellVolunteerNumber('44010562817')).toBe('4401 0562 817');
    expect(volunteerNumber('440100', 1_234_567)).toHaveLength(12);
  });
  test('any single wrong digit is found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.nat(13),
        fc.integer({ min: 1, max: 9 }),
        (sequence, at, shift) => {
          const number = volunteerNumber('330700', sequence);
          expect(isVolunteerNumber(number)).toBe(true);
          const place = at % number.length;
          const wrong =
            number.slice(0, place) + String((Number(number.charAt(place)) + shift) % 10) + number.slice(place + 1);
          expect(isVolunteerNumber(wrong)).toBe(false);
        },
      ),
    );
  });
});
