import { deskPages } from '../address.ts';

export const calendarDesk = /* @__PURE__ */ deskPages({
  holidays: '/rules/holidays',
});
