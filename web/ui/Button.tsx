import type { MouseEvent, ReactNode } from 'react';
import type { Address } from '../../domain/address.ts';
import { Link } from './navigation.tsx';
import { Icon, type IconName } from './Icon.tsx';

/** `do`: the one red action of a screen. `end`: what cannot be taken back, in ink. `text`: beside others. */
export type ButtonKind = 'do' | 'end' | 'plain' | 'text';

type Look = { kind?: ButtonKind; large?: boolean; icon?: IconName; children: ReactNode };
type ButtonProps = Look & {
  type?: 'button' | 'submit';
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  running?: boolean;
  /** Says why it cannot be pressed now; the button stays focusable so that the reason can be read. */
  disabledReason?: string | undefined;
  label?: string;
  disabled?: boolean;
};

function look({ kind = 'plain', large }: Pick<Look, 'kind' | 'large'>): string {
  return ['btn', kind === 'plain' ? '' : `btn-${kind}`, large ? 'btn-lg' : ''].filter(Boolean).join(' ');
}

export function Button({
  kind = 'plain',
  large = false,
  icon,
  type = 'button',
  onClick,
  running = false,
  disabledReason,
  label,
  disabled = false,
  children,
}: ButtonProps) {
  const resting = running || disabledReason !== undefined || disabled;
  return (
    <button
      type={type}
      className={look({ kind, large })}
      aria-disabled={resting || undefined}
      aria-busy={running || undefined}
      aria-label={label}
      title={disabledReason}
      onClick={(event) => {
        if (resting) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} size={large ? 22 : 18} />}
      {children}
      {disabledReason !== undefined && <span className="unseen">，{disabledReason}</span>}
    </button>
  );
}

type LinkProps = Look &
  (
    | { href: Address }
    /** What is no page: a file that is kept or shown, another app. */
    | { href: string; download: boolean | string }
    | { href: string; outside: true }
  );

export function LinkButton({ kind = 'plain', large = false, icon, children, ...to }: LinkProps) {
  const inner = (
    <>
      {icon && <Icon name={icon} size={large ? 22 : 18} />}
      {children}
    </>
  );
  const className = look({ kind, large });
  if ('outside' in to || 'download' in to) {
    return (
      <a className={className} href={to.href} download={'download' in to && to.download}>
        {inner}
      </a>
    );
  }
  return (
    <Link className={className} href={to.href}>
      {inner}
    </Link>
  );
}
