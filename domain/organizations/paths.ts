import { deskPages } from '../address.ts';

export const organizationsDesk = /* @__PURE__ */ deskPages({
  countyOverview: '/county-overview?at&on&state&q&founded',
  lists: '/county-overview/lists?at&list',
  surveys: '/county-overview/surveys?at&survey',
  asked: '/county-overview/asked',
  selections: '/county-overview/selections?at',
  organizations: '/organizations?at&part&year&month&as_it_stood',
  rules: '/rules?at&kind',
  ruleProposals: '/rules/proposals',
  ruleProposal: '/rules/proposals/:proposal_id',
});
