import { normalizePhone } from '../phone-number.ts';
import { problem } from '../problem.ts';

/** Mainland mobile numbers as people type them: groups, +86, full-width digits. */
export function normalPhone(text: string): string {
  const phone = normalizePhone(text);
  if (!/^1[3-9]\d{9}$/.test(phone)) throw problem('accounts.phone_wrong', {}, 'phone');
  return phone;
}
