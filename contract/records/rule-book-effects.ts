import { z } from 'zod';
import { approvalNeeds } from '../../domain/organizations/rule-book-approval.ts';
import { endpoint } from '../endpoint.ts';
import { ruleBookText } from '../organizations/rule-books.ts';
import { id, minutes } from '../shapes.ts';

const count = z.number().int();
const levels = z.object({ team: count, parent: count, province: count });
/** Null for a kind that counts no minutes. */
const effect = z
  .object({
    from: z.string(),
    until: z.string(),
    is_cut: z.boolean(),
    records: count,
    changed: count,
    minutes_now: minutes,
    minutes_then: minutes,
    levels_now: levels,
    levels_then: levels,
    largest: z.array(
      z.object({ service_day: z.string(), title: z.string(), minutes_now: minutes, minutes_then: minutes }),
    ),
  })
  .nullable();

export const previewRuleBook = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/rule-book-previews',
  tag: 'records',
  keyed: false,
  heavy: true,
  summary:
    'What a rule book would have made of the last ninety days of the place’s records, what is looser in it, and who must agree: nothing is written',
  access: 'organizations.rules',
  params: z.object({ organization_id: id }),
  body: ruleBookText,
  output: z.object({
    need: z.enum(approvalNeeds),
    loosened: z.array(z.string()),
    is_backdated: z.boolean(),
    effect,
    replaced: z.object({
      book_id: id.nullable(),
      version: count,
      issuer_name: z.string(),
      citing_document: z.string(),
      body: z.record(z.string(), z.unknown()),
    }),
  }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'organizations.dissolved',
    'organizations.book_faulty',
    'organizations.book_locked',
    'organizations.book_hidden',
    'organizations.book_far',
    'organizations.book_days',
  ],
});

export const readRuleBookEffect = endpoint({
  method: 'GET',
  path: '/api/rule-book-proposals/{proposal_id}/effect',
  tag: 'records',
  heavy: true,
  summary: 'What a proposed rule book would have made of the ninety days of records before it was proposed',
  access: ['own', 'organizations.rules', 'organizations.read'],
  params: z.object({ proposal_id: id }),
  output: z.object({ effect }),
  problems: ['core.not_found'],
});
