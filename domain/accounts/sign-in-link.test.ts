import { expect, test } from 'vitest';
import { at } from '../time.ts';
import { refusalOfLink, refusalToInvite, refusalToLink } from './sign-in-link.ts';

const now = at('2026-03-05', '10:00');
const open = { expires_at: at('2026-03-05', '10:01'), used_at: null, ended_at: null };

test.each([
  ['to the last moment', open, null],
  ['not at its end', { ...open, expires_at: now }, 'accounts.link_over'],
  ['not twice', { ...open, used_at: now }, 'accounts.link_over'],
  ['not after a newer one', { ...open, ended_at: now }, 'accounts.link_over'],
  ['not one that never was', undefined, 'accounts.link_over'],
])('a link is good %s', (_, link, code) => {
  expect(refusalOfLink(link, now)?.code ?? null).toBe(code);
});

const newcomer = { has_password: false, has_authenticator: false, has_signed_in: false, holds_document: false };
test.each([
  [newcomer, null],
  [{ ...newcomer, has_password: true }, 'accounts.signs_in_already'],
  [{ ...newcomer, has_authenticator: true }, 'accounts.signs_in_already'],
  [{ ...newcomer, has_signed_in: true }, 'accounts.signs_in_already'],
  [{ ...newcomer, holds_document: true }, 'accounts.invite_registered'],
])('%o: %s', (person, code) => {
  expect(refusalToInvite(person)?.code ?? null).toBe(code);
});

const registered = {
  has_password: false,
  has_authenticator: false,
  has_signed_in: false,
  holds_role: false,
  was_at_the_desk: true,
  sends_codes: false,
};
test.each([
  [registered, null],
  [{ ...registered, sends_codes: true }, 'accounts.sends_codes'],
  [{ ...registered, has_password: true }, 'accounts.signs_in_already'],
  [{ ...registered, has_signed_in: true }, 'accounts.signs_in_already'],
  [{ ...registered, holds_role: true }, 'accounts.link_of_holder'],
  [{ ...registered, was_at_the_desk: false }, 'accounts.link_at_desk'],
])('registered, %o: %s', (person, code) => {
  expect(refusalToLink(person)?.code ?? null).toBe(code);
});
