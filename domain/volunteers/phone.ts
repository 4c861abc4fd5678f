/** Phone numbers: mainland mobiles as 11 digits, others with + and country code. */
import { normalizePhone } from '../phone-number.ts';
import { problem } from '../problem.ts';

export function readPhone(raw: string): string {
  const phone = normalizePhone(raw);
  if (phone === '') throw problem('volunteers.phone_missing', {}, 'phone');
  if (/^1[3-9]\d{9}$/.test(phone) || /^\+(?!86)[1-9]\d{6,14}$/.test(phone)) return phone;
  const digits = phone.replace(/\.0+$/, ''); // 1370576123.0 has ten
  if (/^1\d+$/.test(digits) && digits.length !== 11)
    throw problem('volunteers.phone_length', { length: digits.length }, 'phone');
  if (/^0\d{2,3}[- ]?\d{7,8}$/.test(phone) || /^[2-8]\d{6,7}$/.test(phone))
    throw problem('volunteers.phone_landline', { phone }, 'phone');
  throw problem('volunteers.phone_form', { phone }, 'phone');
}
