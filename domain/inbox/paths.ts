import { phonePages } from '../address.ts';

/** At a desk it is the first page. */
export const inboxPhone = /* @__PURE__ */ phonePages({ inbox: '/inbox' });
