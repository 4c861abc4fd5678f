/** A link that sets password and authenticator once, for whoever has no way to sign in yet. */
import { problem, type Problem } from '../problem.ts';
import { minuteMs } from '../time.ts';

export const linkLifeMs = 72 * 60 * minuteMs;

export type LinkInputs = { readonly expires_at: Date; readonly used_at: Date | null; readonly ended_at: Date | null };

export function refusalOfLink(link: LinkInputs | undefined, now: Date): Problem | null {
  const holds = link !== undefined && link.used_at === null && link.ended_at === null && link.expires_at > now;
  return holds ? null : problem('accounts.link_over');
}

export type Invited = {
  readonly has_password: boolean;
  readonly has_authenticator: boolean;
  readonly has_signed_in: boolean;
  readonly holds_document: boolean;
};

/** An invitation begins an account and never takes one over: not that of somebody who signs in, nor of a registered person. */
export function refusalToInvite(person: Invited): Problem | null {
  if (person.has_password || person.has_authenticator || person.has_signed_in)
    return problem('accounts.signs_in_already');
  return person.holds_document ? problem('accounts.invite_registered') : null;
}

/** What is known of somebody who was registered at a desk and asks for a way in. */
export type Registered = Pick<Invited, 'has_password' | 'has_authenticator' | 'has_signed_in'> & {
  readonly holds_role: boolean;
  readonly was_at_the_desk: boolean;
  /** Whether codes reach phones here. */ readonly sends_codes: boolean;
};

/** Only for whoever stood at the desk with the document and has no other way in: whoever makes the link has read the data it opens. */
export function refusalToLink(person: Registered): Problem | null {
  if (person.sends_codes) return problem('accounts.sends_codes');
  if (person.has_password || person.has_authenticator || person.has_signed_in)
    return problem('accounts.signs_in_already');
  if (person.holds_role) return problem('accounts.link_of_holder');
  return person.was_at_the_desk ? null : problem('accounts.link_at_desk');
}
