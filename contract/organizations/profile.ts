import { z } from 'zod';
import { meetingKinds } from '../../domain/organizations/statutory.ts';
import { attachment, takingUp, uploadId } from '../attachments.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, done, id, reason, shortText } from '../shapes.ts';
import { organizationParams, documentKinds, ruled, named } from './profile-shapes.ts';
import { attributeRow } from './attributes.ts';
import { taskRow } from './tasks.ts';

export const readOrganizationProfile = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/profile',
  tag: 'organizations',
  summary:
    'The workbench of an organisation: its dated attributes, tasks, documents, growth and what follows from them (P45)',
  access: 'organizations.read',
  params: organizationParams,
  query: z.object({ on: businessDate.optional() }),
  output: z.object({
    attributes: z.array(attributeRow.extend({ can: can('end') })),
    planned: z
      .array(attributeRow.extend({ can: can('take_back') }))
      .meta({ description: 'Values whose day has not come; they count for nothing yet' }),
    visits: z.array(z.object({ id, title: z.string(), occurred_on: z.string(), organization_name: z.string() })).meta({
      description: 'Field visits from which a figure of this organisation may be corrected (G18)',
    }),
    tasks: z.array(taskRow),
    last_self_check: z
      .object({ on: z.string(), by_name: z.string().nullable(), items: z.number().int(), failed: z.number().int() })
      .nullable()
      .meta({ description: 'When the self-check was filled last, by whom, and what failed (G36)' }),
    documents: z.array(
      z.object({
        id,
        kind: z.string(),
        title: z.string(),
        files: z.array(attachment),
        recorded_at: z.string(),
        recorded_by_name: z.string().nullable(),
      }),
    ),
    withdrawn_documents: z.array(
      z.object({
        id,
        title: z.string(),
        withdrawn_at: z.string(),
        withdrawn_by_name: z.string().nullable(),
        withdraw_reason: z.string().nullable(),
      }),
    ),
    follows: z.object({
      league_duty: z.string(),
      league_built: z.enum(['own', 'joint']).nullable(),
      registration: z.string(),
      missing_papers: z.array(z.string()),
      missing_systems: z.array(z.string()),
      meetings: z
        .array(
          z.object({
            meeting: z.enum(meetingKinds),
            last_on: z.string().nullable(),
            due_on: z.string(),
            is_overdue: z.boolean(),
            document_id: id.nullable(),
          }),
        )
        .meta({
          description:
            'Of an association: the calendar of its statutory meetings with the minutes of the last one (P13)',
        }),
      statutory_rule: z
        .object({
          book_id: id.nullable(),
          version: z.number().int(),
          issuer_name: z.string(),
          citing_document: z.string(),
          meeting_months: z.record(z.enum(meetingKinds), z.number().int()),
          required_systems: z.array(z.string()),
          registration_papers: z.array(z.string()),
        })
        .meta({
          description:
            'The rule book that decided here on the day, and what it asks for; without a book_id the built-in one',
        }),
      statutory_gaps: z.array(z.string()),
      missing_set_up: z.array(z.string()),
      closed_steps: z.array(z.string()),
    }),
    growth: z.array(z.object({ year: z.number().int(), teams: z.number().int(), members: z.number().int() })),
    vitality: z.object({ trainings: z.number().int(), stations: z.number().int(), activities: z.number().int() }),
    hub: z.array(z.object({ id, name_zh: z.string(), kind: z.string() })),
    powers: z.array(z.string()).meta({ description: 'On a county: what the level of the reader may do there (R42)' }),
    can: can('edit', 'instruct', 'set_watcher', 'standardise'),
    may_set: z.array(z.string()).meta({ description: 'Kinds of attributes that the caller writes here (R42)' }),
    may_correct: z.array(z.string()).meta({ description: 'Kinds that the caller corrects by a visit alone (G18)' }),
    may_open: z.array(z.string()).meta({ description: 'Kinds of tasks that the caller opens here' }),
  }),
  problems: ['core.not_found'],
});

export const addDocument = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/documents',
  tag: 'organizations',
  summary:
    'Keep a document of an organisation: written system, registration paper, minutes, proof, founding document, guidance for members (G39, L40, G72)',
  access: 'organizations.edit',
  params: organizationParams,
  body: z.strictObject({ kind: z.enum(documentKinds), title: shortText, upload_id: uploadId }),
  output: z.object({ id }),
  problems: [...ruled, ...takingUp],
});

export const withdrawDocument = endpoint({
  method: 'POST',
  path: '/api/organization-documents/{document_id}/withdrawal',
  tag: 'organizations',
  summary: 'Withdraw a document with a reason: it counts for nothing and is no longer handed out',
  access: 'organizations.edit',
  params: z.object({ document_id: id }),
  body: z.strictObject({ reason }),
  output: done,
  problems: ruled,
});

export const readRelations = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/relations',
  tag: 'organizations',
  summary:
    'Whom an organisation works with: its leader, league branches with theirs, leading groups, pairings, and by name what was counted for the year',
  access: 'organizations.read',
  params: organizationParams,
  output: z.object({
    leader: z.object({ name: z.string(), post: z.string() }).nullable(),
    branches: z
      .array(named.extend({ leader: z.string().nullable() }))
      .meta({ description: 'League committees and branches directly below (Q31)' }),
    groups: z.array(named).meta({ description: 'Leading groups of which it is a member (P07)' }),
    paired_by: z
      .array(named.extend({ plan: z.string(), since: z.string() }))
      .meta({ description: 'Organisations paired with this community (L34)' }),
    carried: z
      .array(z.object({ organization_id: id, organization_name: z.string(), project: z.string() }))
      .meta({ description: 'Projects that this league branch carries (G63)' }),
    trainings: z
      .array(z.object({ title: z.string(), occurred_on: z.string() }))
      .meta({ description: 'Held this year (G66)' }),
    stations: z
      .array(named.extend({ founded_on: z.string() }))
      .meta({ description: 'Added this year, at and below (G66)' }),
    duties: z
      .array(z.object({ duty: z.string(), works: z.array(z.object({ title: z.string(), occurred_on: z.string() })) }))
      .meta({ description: 'Work of an action centre under its four duties (P11)' }),
  }),
  problems: ['core.not_found'],
});
