/** Rights matters, joiners and league members as organisations see them. */
import { z } from 'zod';
import { endpoint, upload } from '../endpoint.ts';
import { rightsMatter } from './my-matters.ts';
import { businessDate, can, done, id, inPeriod, longestYears, longText, pageOf, paging, shortText } from '../shapes.ts';
import { sheetAnswers, sheetFindings, sheetProblems, takingProblems } from './sheet-findings.ts';
import { workbook } from './imports.ts';

const seen = ['core.not_found', 'core.forbidden'] as const;

export const listMatters = endpoint({
  method: 'GET',
  path: '/api/rights-matters',
  tag: 'volunteers',
  summary: 'Rights matters at and below the caller’s organisations; superiors see what is open (L43)',
  access: 'volunteers.rights',
  query: z.object({
    state: z.enum(['open', 'answered', 'closed', 'all']).default('open'),
    organization_id: id.optional(),
    ...paging,
  }),
  output: pageOf(rightsMatter.extend({ volunteer_name_hint: z.string(), can: can('answer') })),
  problems: [...seen, 'core.invalid_input'],
});
export const answerMatter = endpoint({
  method: 'POST',
  path: '/api/rights-matters/{matter_id}/answer',
  tag: 'volunteers',
  summary: 'Answer a rights matter',
  access: 'volunteers.rights',
  params: z.object({ matter_id: id }),
  body: z.strictObject({ answer: longText.min(2) }),
  output: done,
  problems: [...seen, 'volunteers.matter_closed', 'volunteers.own_matter'],
});

const joinersQuery = z
  .object({ organization_id: id.optional(), from: businessDate.optional(), until: businessDate.optional() })
  .superRefine(inPeriod(longestYears.summed));
const source = z.enum(['self', 'import', 'station', 'campaign', 'guardian']);
export const readJoiners = endpoint({
  method: 'GET',
  path: '/api/volunteer-joiners',
  tag: 'volunteers',
  summary: 'New registrations by month and source, and by campaign; each figure opens its rows (L83)',
  access: 'volunteers.read',
  query: joinersQuery,
  output: z.object({
    organization_name: z.string().nullable(),
    from: z.string(),
    until: z.string(),
    total: z.number().int(),
    months: z.array(
      z.object({
        month: z.string(),
        total: z.number().int(),
        by_source: z.array(z.object({ source, count: z.number().int() })),
      }),
    ),
    campaigns: z.array(
      z.object({
        id: id.nullable(),
        campaign: z.string(),
        organization_name: z.string().nullable(),
        link: z.string().nullable(),
        first_on: z.string().nullable(),
        last_on: z.string().nullable(),
        count: z.number().int(),
      }),
    ),
    can: can('make'),
  }),
  problems: seen,
});
export const makeCampaign = endpoint({
  method: 'POST',
  path: '/api/recruiting-campaigns',
  tag: 'volunteers',
  summary: 'Make a recruiting campaign: who registers by its link is counted to it (L83)',
  access: 'volunteers.register',
  body: z.strictObject({ organization_id: id, name: shortText }),
  output: z.object({ id }),
  problems: [...seen, 'organizations.dissolved', 'volunteers.campaign_exists'],
});
export const exportJoiners = endpoint({
  method: 'GET',
  path: '/api/volunteer-joiners.xlsx',
  tag: 'volunteers',
  summary: 'The same table as a workbook',
  access: 'volunteers.read',
  query: joinersQuery,
  output: workbook,
  problems: seen,
});

export const listLeagueMembers = endpoint({
  method: 'GET',
  path: '/api/league-members',
  tag: 'volunteers',
  summary: 'League members of a branch who are not registered volunteers (P52)',
  access: 'volunteers.read',
  query: z.object({ branch_id: id }),
  output: z.object({
    branch_name: z.string(),
    members: z.number().int(),
    registered: z.number().int(),
    listed_at: z.string().nullable(),
    unregistered: z.array(z.object({ id, name: z.string() })),
    can: can('list'),
  }),
  problems: seen,
});
const membersListed = z.object({
  members: z.number().int(),
  registered: z.number().int(),
  refused: z.array(z.object({ row_number: z.number().int(), message: z.string() })),
});
const leagueProblems = [
  ...seen,
  ...sheetProblems,
  'core.invalid_input',
  'core.too_large',
  'core.too_many_requests',
  'organizations.dissolved',
] as const;

export const previewLeagueMembers = endpoint({
  method: 'POST',
  path: '/api/league-members/preview',
  tag: 'volunteers',
  summary: 'Look through a list of league members; nothing is stored',
  access: 'volunteers.register',
  keyed: false,
  body: upload(5 * 2 ** 20, z.strictObject({ branch_id: id, ...sheetAnswers })),
  output: membersListed.extend({ sheet: sheetFindings }),
  problems: leagueProblems,
});
export const importLeagueMembers = endpoint({
  method: 'POST',
  path: '/api/league-members',
  tag: 'volunteers',
  summary: 'Replace the list of a branch’s league members from a sheet with 姓名 and 身份证号',
  access: 'volunteers.register',
  body: upload(5 * 2 ** 20, z.strictObject({ branch_id: id, ...sheetAnswers })),
  output: membersListed,
  problems: [...leagueProblems, ...takingProblems],
});
