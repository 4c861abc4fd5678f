/** Length over composition (NIST SP 800-63B): long enough, not well known, nothing personal in it. */
import { problem, type Problem } from '../problem.ts';
import { isWellKnown } from './well-known-passwords.ts';

const passwordLeast = 10;
const passwordMost = 128;

export function refusalOfPassword(
  password: string,
  personal: readonly string[],
  breached: ReadonlySet<string> = new Set(),
): Problem | null {
  const lower = password.toLowerCase();
  if ([...password].length < passwordLeast || password.length > passwordMost) {
    return problem('accounts.password_short', { least: passwordLeast }, 'password');
  }
  if (isWellKnown(password) || breached.has(lower)) return problem('accounts.password_common', {}, 'password');
  const named = personal.filter((part) => part.length >= 2).some((part) => lower.includes(part.toLowerCase()));
  return named ? problem('accounts.password_personal', {}, 'password') : null;
}
