import type { Address } from '../../../domain/address.ts';
import { ownPhone } from '../../../domain/paths.ts';
/** To the sign-in page and back to exactly here: with what the address asks, such as a campaign or a child. */
export function signInHref(): Address {
  const here = location.pathname + location.search;
  return here === ownPhone.home() ||
    here.startsWith(ownPhone.signIn.pattern) ||
    here.startsWith(ownPhone.welcome.pattern)
    ? ownPhone.signIn()
    : ownPhone.signIn({ next: here });
}
