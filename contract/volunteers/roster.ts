import { z } from 'zod';
import { rosterColumns, rosterFigures } from '../../domain/volunteers/roster-columns.ts';
import { endpoint } from '../endpoint.ts';
import { listing, listOf } from '../facts.ts';
import { can, id, instant, month, personWords } from '../shapes.ts';
import { workbook } from './imports.ts';
import { named, seen } from './volunteer-shapes.ts';

export const rosterStates = [
  'active',
  'waiting_guardian',
  'minors',
  'pupils',
  'league_members',
  'label_waiting',
  'withdrawn',
] as const;
const { sort, ...paged } = listing(rosterColumns);
const rosterFilter = {
  ...personWords,
  organization_id: id.optional(),
  state: z.enum(rosterStates).default('active'),
  source: z.enum(['self', 'import', 'station', 'campaign', 'guardian']).optional(),
  month: month.optional(),
  campaign: z.string().max(60).optional(),
  compound_id: id.optional(),
};
const rosterRow = z.object({
  id,
  name_hint: z.string(),
  number: z.string(),
  document_hint: z.string(),
  phone_hint: z.string(),
  organization: named,
  source: z.string(),
  campaign: z.string().nullable(),
  registered_at: instant,
  is_pupil: z.boolean(),
  is_league_member: z.boolean(),
  is_minor: z.boolean(),
  is_withdrawn: z.boolean(),
  consents_missing: z.array(z.enum(['parent', 'teacher'])),
  label_waiting: z.object({ membership_id: id, label: z.string(), team: z.string() }).nullable(),
});

export const listVolunteers = endpoint({
  method: 'GET',
  path: '/api/volunteers',
  tag: 'volunteers',
  heavy: true,
  summary:
    'The roster at and below the caller’s organisations, masked; search by name, pinyin, number, or a full phone or document number',
  access: 'volunteers.read',
  query: z.object({ ...rosterFilter, ...paged, sort }),
  output: listOf(rosterRow, rosterFigures).extend({ can: can('register', 'export') }),
  problems: [...seen, 'core.invalid_input'],
});
export const exportVolunteers = endpoint({
  method: 'GET',
  path: '/api/volunteers.xlsx',
  tag: 'volunteers',
  summary: 'The same roster as a workbook, masked as on the page',
  access: 'volunteers.read',
  query: z.object({ ...rosterFilter, sort }),
  output: workbook,
  problems: [...seen, 'core.invalid_input'],
});
