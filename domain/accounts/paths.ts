import { deskPages } from '../address.ts';

export const accountsDesk = /* @__PURE__ */ deskPages({
  messages: '/messages',
  messageChoices: '/messages/choices',
  roles: '/roles?at&part',
  audit: '/audit?act&from&until&organization_id',
  personalData: '/audit/personal-data?year&organization_id',
  jobs: '/jobs',
});
