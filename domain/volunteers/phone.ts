/** Phone numbers: mainland mobiles as 11 digits, others with + and country code. */
import { withoutSpaces } from '../files/characters.ts';
import { problem } from '../problem.ts';

export function normalizePhone(raw: string): string {
  const text = withoutSpaces(raw).replace(/[-‐–—()（）.]/g, '').replace(/^00/, '+');
  return text.replace(/^\+?86(?=1\d{10}$)/, '');
}

export function readPhone(raw: string): string {
  const phone = normalizePhone(raw);
  if (phone === '') throw problem('volunteers.phone_missing', {}, 'phone');
  if (/^1[3-9]\d{9}$/.test(phone) || /^\+(?!86)[1-9]\d{6,14}$/.test(phone)) return phone;
  if (/^0\d{9,11}$/.test(phone) || /^[2-8]\d{6,7}$/.test(phone)) throw problem('volunteers.phone_landline', { phone }, 'phone');
  if (/^1\d+$/.test(phone) && phone.length !== 11) throw problem('volunteers.phone_length', { length: phone.length }, 'phone');
  throw problem('volunteers.phone_form', { phone }, 'phone');
}
