import { z } from 'zod';
import { ruleKinds, type RuleKind } from '../domain/organizations/rule-book-kinds.ts';
import { endpoint } from './endpoint.ts';
import { businessDate, can, id, shortText } from './shapes.ts';

const head = {
  title: shortText, citing_document: shortText, valid_from: businessDate, valid_until: businessDate.nullish(), is_locked: z.boolean().default(false),
};
const book = z.object({
  id, kind: z.string(), version: z.number().int(), title: z.string(), citing_document: z.string(), organization_id: id, organization_name: z.string(),
  valid_from: z.string(), valid_until: z.string().nullable(), is_locked: z.boolean(), issued_by_name: z.string().nullable(), issued_at: z.string(), in_force: z.boolean(),
});

export const listRuleBooks = endpoint({
  method: 'GET', path: '/api/rule-books', tag: 'organizations',
  summary: 'What decides at an organisation on a day, kind by kind, and every version at it and above',
  access: 'signed_in', query: z.object({ organization_id: id, on: businessDate.optional() }),
  output: z.object({
    kinds: z.array(z.object({
      kind: z.string(), zh: z.string(), en: z.string(),
      decides: z.object({ book_id: id.nullable(), version: z.number().int(), issuer_name: z.string(), citing_document: z.string(), body: z.record(z.string(), z.unknown()) }),
      locked_by: z.string().nullable(), versions: z.array(book), can: can('issue'),
    })),
  }),
  problems: ['core.not_found'],
});

export const readRuleBook = endpoint({
  method: 'GET', path: '/api/rule-books/{rule_book_id}', tag: 'organizations',
  summary: 'One version of a rule book, as decisions name it', access: 'signed_in', params: z.object({ rule_book_id: id }),
  output: book.extend({ body: z.record(z.string(), z.unknown()) }), problems: ['core.not_found'],
});

const of = <K extends RuleKind>(name: K) => z.strictObject({ kind: z.literal(name), body: ruleKinds[name].body, ...head });

export const issueRuleBook = endpoint({
  method: 'POST', path: '/api/organizations/{organization_id}/rule-books', tag: 'organizations',
  summary: 'Issue a rule book or its next version; the one before ends the day before, and what it decided stays',
  access: 'organizations.rules', params: z.object({ organization_id: id }),
  body: z.discriminatedUnion('kind', [of('time_counting'), of('publishing_limits'), of('age_matrix'), of('stars')]),
  output: z.object({ id, version: z.number().int() }),
  problems: ['core.not_found', 'core.forbidden', 'organizations.book_faulty', 'organizations.book_locked', 'organizations.book_overlap'],
});

