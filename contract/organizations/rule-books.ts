import { z } from 'zod';
import { ruleKindNames, ruleKinds, type RuleKind } from '../../domain/organizations/rule-book-kinds.ts';
import { approvalNeeds, bookDecisions, proposedStates } from '../../domain/organizations/rule-book-approval.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, id, instant, reason, shortText } from '../shapes.ts';

const head = {
  title: shortText,
  citing_document: shortText,
  valid_from: businessDate,
  valid_until: businessDate.nullish(),
  is_locked: z.boolean().default(false),
  reason: z.string().trim().max(500).default(''),
};
const book = z.object({
  id,
  kind: z.string(),
  version: z.number().int(),
  title: z.string(),
  citing_document: z.string(),
  organization_id: id,
  organization_name: z.string(),
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  is_locked: z.boolean(),
  issued_by_name: z.string().nullable(),
  issued_at: z.string(),
  in_force: z.boolean(),
  proposal_id: id.nullable(),
  approved_by_names: z.array(z.string()),
});

export const listRuleBooks = endpoint({
  method: 'GET',
  path: '/api/rule-books',
  tag: 'organizations',
  summary: 'What decides at an organisation on a day, kind by kind, and every version at it and above',
  access: 'signed_in',
  query: z.object({ organization_id: id, on: businessDate.optional() }),
  output: z.object({
    kinds: z.array(
      z.object({
        kind: z.string(),
        zh: z.string(),
        en: z.string(),
        decides: z.object({
          book_id: id.nullable(),
          version: z.number().int(),
          issuer_name: z.string(),
          citing_document: z.string(),
          body: z.record(z.string(), z.unknown()),
        }),
        locked_by: z.string().nullable(),
        versions: z.array(book),
        can: can('issue'),
      }),
    ),
  }),
  problems: ['core.not_found'],
});

export const readRuleBook = endpoint({
  method: 'GET',
  path: '/api/rule-books/{rule_book_id}',
  tag: 'organizations',
  summary: 'One version of a rule book, as decisions name it',
  access: 'signed_in',
  params: z.object({ rule_book_id: id }),
  output: book.extend({ body: z.record(z.string(), z.unknown()) }),
  problems: ['core.not_found'],
});

const of = <K extends RuleKind>(name: K) =>
  z.strictObject({ kind: z.literal(name), body: ruleKinds[name].body, ...head });
type TextOf = ReturnType<typeof of<RuleKind>>;
const text = z.discriminatedUnion('kind', ruleKindNames.map((kind) => of(kind)) as [TextOf, ...TextOf[]]);
export const ruleBookText = text;
const need = z.enum(approvalNeeds);
const state = z.enum(proposedStates);
/** Fields by name, dotted where they lie within another. */
const loosened = z.array(z.string());

export const proposeRuleBook = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/rule-books',
  tag: 'organizations',
  summary:
    'Propose a rule book or its next version. One that only tightens and decides no hours stands at once; hours need a second person, a looser or an earlier book the level above',
  access: 'organizations.rules',
  params: z.object({ organization_id: id }),
  body: text,
  output: z.object({ proposal_id: id, state, need, loosened, id: id.nullable(), version: z.number().int().nullable() }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'organizations.dissolved',
    'organizations.book_faulty',
    'organizations.book_locked',
    'organizations.book_hidden',
    'organizations.book_far',
    'organizations.book_days',
    'organizations.book_waiting',
    'organizations.book_reason_missing',
  ],
});

const decision = z.object({ name: z.string(), at: instant, reason: z.string() });
const proposal = z.object({
  id,
  organization_id: id,
  organization_name: z.string(),
  kind: z.string(),
  zh: z.string(),
  en: z.string(),
  title: z.string(),
  citing_document: z.string(),
  reason: z.string(),
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  is_locked: z.boolean(),
  is_backdated: z.boolean(),
  need,
  loosened,
  state,
  proposed_by_name: z.string().nullable(),
  proposed_at: instant,
  approvals: z.array(decision),
  decided: decision.nullable(),
  can: can('approve', 'refuse', 'withdraw'),
});

export const listRuleBookProposals = endpoint({
  method: 'GET',
  path: '/api/rule-book-proposals',
  tag: 'organizations',
  summary: 'Rule books proposed where I may issue rules, and those below that wait for my level',
  access: 'organizations.rules',
  query: z.object({ view: z.enum(['waiting', 'decided']).default('waiting'), organization_id: id.optional() }),
  output: z.object({ rows: z.array(proposal) }),
  problems: [],
});

export const readRuleBookProposal = endpoint({
  method: 'GET',
  path: '/api/rule-book-proposals/{proposal_id}',
  tag: 'organizations',
  summary: 'One proposed rule book beside what it replaces, who must agree and who did',
  access: ['own', 'organizations.rules', 'organizations.read'],
  params: z.object({ proposal_id: id }),
  output: proposal.extend({
    body: z.record(z.string(), z.unknown()),
    rule_book_id: id.nullable(),
    version: z.number().int().nullable(),
    replaced: z.object({
      book_id: id.nullable(),
      version: z.number().int(),
      issuer_name: z.string(),
      citing_document: z.string(),
      body: z.record(z.string(), z.unknown()),
    }),
    deciding_organization_name: z.string(),
    looser_below: z.array(z.string()),
  }),
  problems: ['core.not_found'],
});

export const decideRuleBook = endpoint({
  method: 'POST',
  path: '/api/rule-book-proposals/{proposal_id}/decision',
  tag: 'organizations',
  summary: 'Approve, refuse or take back a proposed rule book; nobody approves the own one',
  access: ['own', 'organizations.rules'],
  params: z.object({ proposal_id: id }),
  body: z.object({ decision: z.enum(bookDecisions), reason }),
  output: z.object({ state, id: id.nullable(), version: z.number().int().nullable() }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'core.two_people',
    'organizations.book_faulty',
    'organizations.book_locked',
    'organizations.book_hidden',
    'organizations.book_far',
    'organizations.book_days',
    'organizations.book_closed',
    'organizations.book_own',
    'organizations.book_not_own',
    'organizations.book_approved_already',
  ],
});
