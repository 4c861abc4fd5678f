/** Identity documents: normal form, what a number tells, and one named problem for each defect. */
import { withoutSpaces } from '../files/characters.ts';
import { problem } from '../problem.ts';
import { isCalendarDate, type BusinessDate } from '../time.ts';
import { checkCharacter, permitCodes, provinceCodes } from './gb11643.ts';

export const documentTypes = {
  resident_id: { zh: '居民身份证', en: 'Resident identity card', example: '11010519491231002X' },
  residence_permit: {
    zh: '港澳台居民居住证',
    en: 'Residence permit for Hong Kong, Macao and Taiwan residents',
    example: '810000199408230021',
  },
  hk_mo_travel_permit: {
    zh: '港澳居民来往内地通行证',
    en: 'Travel permit for Hong Kong and Macao residents',
    example: 'H12345678',
  },
  tw_travel_permit: { zh: '台湾居民来往大陆通行证', en: 'Travel permit for Taiwan residents', example: '12345678' },
  passport: { zh: '护照', en: 'Passport', example: 'E12345678' },
  permanent_resident_card: {
    zh: '外国人永久居留身份证',
    en: 'Foreign permanent resident ID card',
    example: '911124198108030024',
  },
} as const;

export type DocumentType = keyof typeof documentTypes;
export type Sex = 'female' | 'male';
export type IdentityDocument = {
  readonly type: DocumentType;
  readonly number: string; // normal form
  readonly birth_date: BusinessDate;
  readonly sex: Sex | null; // null where the number does not tell
};

const forms: Record<'hk_mo_travel_permit' | 'tw_travel_permit' | 'passport', RegExp> = {
  hk_mo_travel_permit: /^[HM]\d{8}(\d{2})?$/, // two more digits counted the renewals until 2013
  tw_travel_permit: /^\d{8}(\d{2})?$/,
  passport: /^(?=.*\d)[A-Z0-9]{5,15}$/,
};
/** The standard's own example was born in 1880. */
const earliestBirthDate = '1850-01-01'; // a number of form, such as the published example of 1880, is older than any day the platform plans with
const oldPermanentCard = /^[A-Z]{3}\d{12}$/; // nationality, place, birth, sequence: until 2023

export function normalizeDocumentNumber(raw: string): string {
  return withoutSpaces(raw)
    .replace(/[-‐–—'’`]/g, '')
    .toUpperCase();
}

/** The type a bare number most likely has; rosters often lack the column. */
export function guessDocumentType(number: string): DocumentType {
  if (/^\d{17}[\dX]$/.test(number)) {
    if (permitCodes.has(number.slice(0, 2))) return 'residence_permit';
    return number.startsWith('9') ? 'permanent_resident_card' : 'resident_id';
  }
  if (forms.hk_mo_travel_permit.test(number)) return 'hk_mo_travel_permit';
  if (oldPermanentCard.test(number)) return 'permanent_resident_card';
  if (forms.tw_travel_permit.test(number)) return 'tw_travel_permit';
  if (/^[A-Z]{1,2}\d{6,9}$/.test(number)) return 'passport';
  return 'resident_id';
}

const typeWords: readonly (readonly [RegExp, DocumentType])[] = [
  [/永久居留|永居|permanent/i, 'permanent_resident_card'],
  [/居住证|residence permit/i, 'residence_permit'],
  [/回乡证|港澳.*通行证|港澳/i, 'hk_mo_travel_permit'],
  [/台胞证|台湾.*通行证|台湾/i, 'tw_travel_permit'],
  [/护照|passport/i, 'passport'],
  [/身份证|identity|^ID$/i, 'resident_id'],
];

export function documentTypeFromWord(word: string): DocumentType {
  const found = typeWords.find(([pattern]) => pattern.test(word));
  if (!found) throw problem('volunteers.document_type', { type: word }, 'document_type');
  return found[1];
}

/** Reads a document; throws the one problem that a clerk has to mend first. */
export function readDocument(input: {
  type?: DocumentType | undefined;
  number: string;
  birth_date?: BusinessDate | null | undefined;
  today: BusinessDate;
}): IdentityDocument {
  const number = normalizeDocumentNumber(input.number);
  if (number === '') throw problem('volunteers.document_missing', {}, 'document_number');
  const type = input.type ?? guessDocumentType(number);
  const told = checkNumber(type, number, input.today);
  const given = input.birth_date ?? null;
  if (given !== null && (!isCalendarDate(given) || given > input.today || given < earliestBirthDate)) {
    throw problem('volunteers.birth_date_unreal', { date: given }, 'birth_date');
  }
  if (told.birth_date && given && told.birth_date !== given) {
    throw problem('volunteers.birth_date_mismatch', { date: told.birth_date }, 'birth_date');
  }
  const birthDate = told.birth_date ?? given;
  if (!birthDate) throw problem('volunteers.birth_date_missing', {}, 'birth_date');
  return { type, number, birth_date: birthDate, sex: told.sex };
}

type Told = { birth_date: BusinessDate | null; sex: Sex | null };

function checkNumber(type: DocumentType, number: string, today: BusinessDate): Told {
  if (type === 'permanent_resident_card' && oldPermanentCard.test(number)) return { birth_date: null, sex: null };
  if (type === 'hk_mo_travel_permit' || type === 'tw_travel_permit' || type === 'passport') {
    if (!forms[type].test(number)) throw formProblem(type);
    return { birth_date: null, sex: null };
  }
  return checkEighteen(type, number, today);
}

function checkEighteen(
  type: 'resident_id' | 'residence_permit' | 'permanent_resident_card',
  number: string,
  today: BusinessDate,
): Told {
  if (/^\d{15}$/.test(number)) throw problem('volunteers.document_old', {}, 'document_number');
  if (number.length !== 18) {
    if (type !== 'resident_id') throw formProblem(type);
    throw problem('volunteers.document_length', { length: number.length }, 'document_number');
  }
  const wrong = [...number].findIndex((character, place) => !(place === 17 ? /[\dX]/ : /\d/).test(character));
  if (wrong >= 0) {
    throw problem(
      'volunteers.document_character',
      { position: wrong + 1, character: number.charAt(wrong) },
      'document_number',
    );
  }
  checkRegion(type, number);
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isCalendarDate(birthDate) || birthDate < earliestBirthDate || birthDate > today) {
    throw problem('volunteers.document_birth_date', { date: birthDate }, 'document_number');
  }
  if (checkCharacter(number) !== number.charAt(17)) throw problem('volunteers.document_check', {}, 'document_number');
  return { birth_date: birthDate, sex: Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female' };
}

function checkRegion(type: 'resident_id' | 'residence_permit' | 'permanent_resident_card', number: string): void {
  const region = number.slice(0, 2);
  const found: DocumentType | null = permitCodes.has(region)
    ? 'residence_permit'
    : region.startsWith('9')
      ? 'permanent_resident_card'
      : provinceCodes.has(region)
        ? 'resident_id'
        : null;
  if (!found) throw problem('volunteers.document_region', { region }, 'document_number');
  if (found !== type) {
    throw problem(
      'volunteers.document_type_mismatch',
      {
        found: documentTypes[found].zh,
        type: documentTypes[type].zh,
        found_en: documentTypes[found].en,
        type_en: documentTypes[type].en,
      },
      'document_type',
    );
  }
}

function formProblem(type: DocumentType): Error {
  return problem(
    'volunteers.document_form',
    { type: documentTypes[type].zh, type_en: documentTypes[type].en, example: documentTypes[type].example },
    'document_number',
  );
}
