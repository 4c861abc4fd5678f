/** Citizen and social-security cards (P72). Cities number them in their own ways, so only the form is checked. */
import { withoutSpaces } from '../files/characters.ts';
import { problem } from '../problem.ts';

export const cardKinds = {
  citizen_card: { zh: '市民卡', en: 'Citizen card' },
  social_security_card: { zh: '社保卡', en: 'Social-security card' },
} as const;
export type CardKind = keyof typeof cardKinds;

export function readCardNumber(raw: string): string {
  const number = withoutSpaces(raw).replaceAll('-', '').toUpperCase();
  if (!/^[A-Z0-9]{6,20}$/.test(number)) throw problem('volunteers.card_form', {}, 'number');
  return number;
}
