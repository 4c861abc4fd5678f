import { problem } from '../problem.ts';

/** Mainland mobile numbers as people type them: spaces, dashes, +86, full-width digits. */
export function normalPhone(text: string): string {
  const plain = text.normalize('NFKC').replace(/[\s-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  if (!/^1[3-9]\d{9}$/.test(plain)) throw problem('accounts.phone_wrong', {}, 'phone');
  return plain;
}
