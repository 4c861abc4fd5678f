/**
 * A number is lost or given to somebody else, so a code alone, on a device that is not known, shows who holds the phone and not
 * who owns the account. What the owner knows shows that.
 */
import { problem, type Problem } from '../problem.ts';
import type { Failures } from './sign-in.ts';

/** How the owner can show it, the likeliest first. A birth date only where nothing better is held. */
export const ownerWays = ['document', 'password', 'authenticator', 'birth_date'] as const;
export type OwnerWay = (typeof ownerWays)[number];

export type OwnerInputs = {
  readonly is_named: boolean;
  readonly has_document: boolean;
  readonly has_password: boolean;
  readonly has_authenticator: boolean;
  readonly has_birth_date: boolean;
};

/** None where nothing personal is held yet, or nothing that could be asked. */
export function waysToShowOwner(inputs: OwnerInputs): readonly OwnerWay[] {
  if (!inputs.is_named) return [];
  const known = {
    document: inputs.has_document,
    password: inputs.has_password,
    authenticator: inputs.has_authenticator,
  };
  const better = ownerWays.filter((way) => way !== 'birth_date' && known[way]);
  return better.length === 0 && inputs.has_birth_date ? ['birth_date'] : better;
}

export const documentTailLength = 6;
/** Six characters of a number hold a day of birth that others know: few tries, whichever way they are spent. */
export const ownerAttemptsADay = 10;

export function refusalOfOwnerTry(failures: Failures): Problem | null {
  return failures.count < ownerAttemptsADay ? null : problem('accounts.owner_tries', { tries: ownerAttemptsADay });
}

/** A device stays known for so long after it was used last. */
export const knownDeviceDays = 400;
