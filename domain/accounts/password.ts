/** Length over composition (NIST SP 800-63B): long enough, not well known, nothing personal in it. */
import { problem, type Problem } from '../problem.ts';

export const passwordLeast = 10;
export const passwordMost = 128;

const common = [
  '1234567890', '0123456789', '123456789a', 'password123', 'password12', 'qwertyuiop', 'asdfghjkl1', 'abc1234567',
  'aa12345678', 'woaini1314', 'woaini5201314', '5201314520', '1q2w3e4r5t', 'iloveyou12', 'admin12345', 'administrator',
  'qingzhi123', 'zhiyuanzhe', 'volunteer1', 'volunteer123',
];

export function refusalOfPassword(password: string, personal: readonly string[]): Problem | null {
  const lower = password.toLowerCase();
  if ([...password].length < passwordLeast || password.length > passwordMost) {
    return problem('accounts.password_short', { least: passwordLeast }, 'password');
  }
  const monotonous = new Set(lower).size <= 3;
  if (monotonous || common.includes(lower)) return problem('accounts.password_common', {}, 'password');
  const named = personal.filter((part) => part.length >= 2).some((part) => lower.includes(part.toLowerCase()));
  return named ? problem('accounts.password_personal', {}, 'password') : null;
}
