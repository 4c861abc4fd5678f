import { z } from 'zod';
import { approvalLevels } from '../../domain/organizations/rule-books/time-counting.ts';
import { proposalKinds, proposalStates } from '../../domain/records/two-people.ts';
import { deadline } from '../deadline.ts';
import { attachment } from '../attachments.ts';
import { endpoint } from '../endpoint.ts';
import { askedOnce, evidenceFiles, source } from './record-shapes.ts';
import { businessDate, can, id, instant, longText, minutes, pageOf, paging, reason, shortText } from '../shapes.ts';

const person = z.object({ name: z.string(), at: instant, note: z.string().nullable() });
const kind = z.enum(proposalKinds);
const state = z.enum(proposalStates);

export const requestCorrection = endpoint({
  method: 'POST',
  path: '/api/corrections',
  tag: 'records',
  owner_only: true,
  summary: 'Ask for a correction of one’s own record; the organisation answers by two people (S23)',
  access: 'signed_in',
  personal: true,
  body: z.object({ attendance_id: id, started_at: instant, ended_at: instant, reason, ...evidenceFiles }),
  output: z.object({ proposal_id: id }),
  problems: [
    'core.not_found',
    'records.state_forbids',
    'records.correction_open',
    'records.still_serving',
    'records.minutes_invalid',
    'records.hours_struck',
    ...askedOnce,
  ],
});

export const proposeCorrection = endpoint({
  method: 'POST',
  path: '/api/service-records/{volunteer_id}/{record_id}/corrections',
  tag: 'records',
  summary:
    'Staff who see that a confirmed record is wrong propose its correction: the first seal; a second person decides and the volunteer is told at once',
  access: 'records.propose',
  params: z.object({ volunteer_id: id, record_id: id }),
  body: z.object({ started_at: instant, ended_at: instant, reason, evidence: longText.default(''), ...evidenceFiles }),
  output: z.object({ proposal_id: id }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'records.own_hours',
    'records.state_forbids',
    'records.correction_open',
    'records.still_serving',
    'records.minutes_invalid',
    'records.hours_struck',
    ...askedOnce,
  ],
});

const line = z.object({
  volunteer_id: id,
  started_at: instant,
  ended_at: instant,
  claimed_minutes: z.number().int().min(1).max(1440).optional(),
  content: shortText.optional(),
});
export const proposeBackFill = endpoint({
  method: 'POST',
  path: '/api/back-fills',
  tag: 'records',
  summary: 'Propose back-filled hours with evidence; another person approves, and they count as honorary',
  access: 'records.propose',
  body: z.object({
    shift_id: id,
    reason,
    evidence: longText.default(''),
    ...evidenceFiles,
    lines: z.array(line).min(1).max(500),
  }),
  output: z.object({ proposal_id: id, lines: z.number().int() }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'records.own_hours',
    'records.evidence_missing',
    'records.minutes_invalid',
    'records.hours_struck',
    ...askedOnce,
  ],
});

const summary = {
  proposal_id: id,
  kind,
  state,
  title: z.string(),
  reason: z.string(),
  requested_by: z.string(),
  requested_at: instant,
  people: z.number().int(),
  first_name: z.string(),
  /** Null for one of an earlier version until its day is counted. */ deadline: deadline.nullable(),
  can: can('handle', 'approve', 'return'),
};
export const listProposals = endpoint({
  method: 'GET',
  path: '/api/record-proposals',
  tag: 'records',
  summary: 'Corrections, back-fills and imports: waiting for me, handled by me, done, sent back',
  access: ['records.read', 'records.propose', 'records.approve'],
  query: z.object({
    view: z.enum(['waiting', 'overdue', 'to_handle', 'to_approve', 'mine', 'approved', 'returned']).default('waiting'),
    kind: kind.optional(),
    ...paging,
  }),
  output: pageOf(z.object(summary)).extend({
    counts: z.object({
      waiting: z.number().int(),
      overdue: z.number().int(),
      correction: z.number().int(),
      back_fill: z.number().int(),
      import: z.number().int(),
      appeal: z.number().int(),
      mine: z.number().int(),
      approved: z.number().int(),
      returned: z.number().int(),
    }),
  }),
  problems: [],
});

export const readProposal = endpoint({
  method: 'GET',
  path: '/api/record-proposals/{proposal_id}',
  tag: 'records',
  summary: 'One proposal: what changes, on what evidence, who has agreed, and what approval will do',
  access: 'records.read',
  params: z.object({ proposal_id: id }),
  output: z.object({
    ...summary,
    due_basis: z
      .object({
        from: businessDate,
        days: z.number().int(),
        in_working_days: z.boolean(),
        rolls_off_days_off: z.boolean(),
        book_id: id.nullable(),
        issuer_name: z.string(),
        citing: z.string(),
        version: z.number().int(),
      })
      .nullable(),
    evidence: z.string(),
    files: z.array(attachment),
    handled: person.nullable(),
    decided: person.nullable(),
    struck: person
      .nullable()
      .meta({ description: 'Of an appeal: who struck the hours, when, and the reason that was given' }),
    place: z.string(),
    planned_from: instant,
    planned_to: instant,
    lines: z.array(
      z.object({
        volunteer_id: id,
        name: z.string(),
        record_id: id.nullable(),
        result_record_id: id.nullable(),
        old_from: instant.nullable(),
        old_to: instant.nullable(),
        old_minutes: minutes.nullable(),
        old_source: source.nullable(),
        new_from: instant,
        new_to: instant,
        new_minutes: minutes,
        new_source: source,
        new_level: z.enum(approvalLevels),
        reverses: z.boolean(),
        certificates: z.number().int(),
        stars: z.object({ before: z.number().int(), after: z.number().int() }).nullable(),
        book: z.string(),
      }),
    ),
    stamps: z.array(
      z.object({
        volunteer_id: id,
        direction: z.enum(['in', 'out']),
        stamped_at: instant,
        arrived_at: instant,
        source,
        is_late: z.boolean(),
        code_step: z.number().int().nullable(),
      }),
    ),
    peers: z.object({ people: z.number().int(), first_out_at: instant.nullable(), last_out_at: instant.nullable() }),
    blocked: z.string().nullable(),
  }),
  problems: ['core.not_found'],
});

export const decideProposal = endpoint({
  method: 'POST',
  path: '/api/record-proposals/{proposal_id}/decision',
  tag: 'records',
  summary: 'Handle, approve or send back a proposal: handler and approver are two people, neither of them its subject',
  access: ['records.propose', 'records.approve'],
  params: z.object({ proposal_id: id }),
  body: z.object({ action: z.enum(['handle', 'approve', 'return']), note: reason }),
  output: z.object({ state }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'records.proposal_closed',
    'records.own_hours',
    'records.second_person_needed',
    'core.two_people',
    'records.first_person_needed',
    'records.own_strike',
    'records.counted_again',
    'records.hours_struck',
    'records.books_disagree',
    'records.state_forbids',
    'ledger.insufficient_balance',
    'ledger.already_reversed',
    'ledger.already_overturned',
    'core.request_key_reused',
  ],
});

export const listMyProposals = endpoint({
  method: 'GET',
  path: '/api/my/corrections',
  tag: 'records',
  owner_only: true,
  summary:
    'Corrections of and appeals about my records, asked for by me or proposed by the organisation, and their answers (S23)',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        proposal_id: id,
        kind,
        state,
        title: z.string(),
        reason: z.string(),
        /** False where the organisation proposed it. */ is_own: z.boolean(),
        requested_at: instant,
        answer: z.string().nullable(),
        answered_at: instant.nullable(),
        deadline: deadline.nullable(),
      }),
    ),
  }),
  problems: [],
});
