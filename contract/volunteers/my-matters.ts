import { z } from 'zod';
import { rightsKindList } from '../../domain/volunteers/rights.ts';
import { deadline } from '../deadline.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, done, id, instant, shortText } from '../shapes.ts';
import { named, mine } from './my-shapes.ts';

export const rightsMatter = z.object({
  id,
  kind: z.string(),
  kind_zh: z.string(),
  kind_en: z.string(),
  title: z.string(),
  content: z.string(),
  organization_name: z.string(),
  about_name: z.string().nullable(),
  filed_at: instant,
  /** When it is answered or closed, as it stood that day. */ deadline,
  state: z.enum(['open', 'overdue', 'answered', 'closed']),
  answer: z.string().nullable(),
  answered_at: instant.nullable(),
  answered_by_name: z.string().nullable(),
});
export const listMyMatters = endpoint({
  method: 'GET',
  path: '/api/me/rights-matters',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Rights matters raised by the caller, with answers (L43)',
  access: 'signed_in',
  output: z.object({
    rows: z.array(rightsMatter.extend({ can: can('close') })),
    teams: z.array(named),
    /** Bodies above these teams, nearest first: what is asked there the teams do not see. */ above: z.array(named),
  }),
  problems: mine,
});
export const fileMatter = endpoint({
  method: 'POST',
  path: '/api/me/rights-matters',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Raise a rights matter with a team or association (L43)',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({
    organization_id: id,
    about_organization_id: id.nullable().default(null),
    kind: z.enum(rightsKindList as [string, ...string[]]),
    title: shortText,
    content: z.string().trim().min(2).max(4000),
  }),
  output: z.object({ id, due_on: businessDate }),
  problems: [
    ...mine,
    'core.not_found',
    'volunteers.matter_addressee',
    'volunteers.matter_about',
    'organizations.dissolved',
  ],
});
export const closeMatter = endpoint({
  method: 'POST',
  path: '/api/me/rights-matters/{matter_id}/closing',
  tag: 'volunteers',
  owner_only: true,
  summary: 'The volunteer is content, or gives up the matter',
  access: 'signed_in',
  personal: true,
  params: z.object({ matter_id: id }),
  output: done,
  problems: ['core.not_found'],
});
