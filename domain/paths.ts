/** Pages that are no noun's; those of a noun stand in its own `paths.ts`. */
import { deskPages, phonePages } from './address.ts';

export const ownDesk = /* @__PURE__ */ deskPages({
  home: '/',
  /** While developing: every part of the kit. */
  gallery: '/gallery?row&state',
});

export const ownPhone = /* @__PURE__ */ phonePages({
  home: '/',
  signIn: '/sign-in?next',
  welcome: '/welcome',
  objection: '/objection',
  me: '/me',
  owner: '/me/owner?next',
  phoneNumber: '/me/phone',
  privacy: '/me/privacy',
  security: '/me/security?enrol&forgotten&next',
  messages: '/messages',
  messageChoices: '/messages/choices',
});

/** The token stays behind the sign that no browser sends on. */
export const behindTheSign = (address: string, token: string): string => `${address}#${token}`;
