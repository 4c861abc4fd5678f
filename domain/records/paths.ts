import { deskPages, phonePages } from '../address.ts';

export const recordsDesk = /* @__PURE__ */ deskPages({
  confirmations: '/records?shift&standing',
  proposals: '/records/proposals?view&kind',
  proposal: '/records/proposals/:proposal_id',
  boards: '/records/boards',
  board: '/records/board/:shift_id',
  backFill: '/records/back-fill/:shift_id?person&from',
  records: '/records/list?organization_id&volunteer_id&itself&activity&from&until&balance&state&as_it_stood&under',
  hours: '/hours?at&from&until&as_it_stood',
  record: '/records/:volunteer_id/:record_id',
  certificates: '/certificates',
});

export const recordsPhone = /* @__PURE__ */ phonePages({
  verify: '/verify',
  verified: '/verify/:code',
  hours: '/hours?child',
  hoursInPeriod: '/hours/in-period',
  corrections: '/hours/correct',
  askCorrection: '/hours/correct/:attendance_id',
  record: '/hours/:record_id',
  scan: '/scan',
  certificates: '/certificates?child',
});
