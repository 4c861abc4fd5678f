/** Going from page to page. Only addresses from a `paths.ts` are taken; what lies on the other surface is loaded anew. */
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { Link as LinkWithin, Redirect as RedirectWithin, useLocation } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { isOfDesk, type Address } from '../../domain/address.ts';

export { useSearch } from 'wouter';

const isElsewhere = (to: string): boolean => isOfDesk(to) !== isOfDesk(location.pathname);

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { href: Address; children: ReactNode };

export function Link({ href, ...rest }: LinkProps) {
  return isElsewhere(href) ? <a href={href} {...rest} /> : <LinkWithin href={href} {...rest} />;
}

export const Redirect = ({ to }: { to: Address }) => <RedirectWithin to={to} replace />;

type Go = (to: Address, options?: { replace?: boolean }) => void;
const leave = (to: Address): void => location.assign(to);

export function useGo(): Go {
  const [, go] = useLocation();
  return (to, options) => (isElsewhere(to) ? leave(to) : go(to, options));
}

/** Outside of any page. */
export const goTo: Go = (to, options) => (isElsewhere(to) ? leave(to) : navigate(to, options));

export const usePath = (): string => useLocation()[0];
