import { z } from 'zod';
import { buildSteps } from '../../domain/organizations/build-steps.ts';
import { mechanismRoleNames, setUpCheckNames } from '../../domain/organizations/attributes.ts';
import { meetingKinds } from '../../domain/organizations/statutory.ts';
import { bottleneckTypeNames, centreDutyNames } from '../../domain/organizations/tasks.ts';
import { endpoint, file, upload } from '../endpoint.ts';
import { businessDate, can, done, id, longText, reason, shortText } from '../shapes.ts';

const documentKinds = ['system', 'paper', 'minutes', 'proof', 'founding', 'guidance'] as const;
const organizationParams = z.object({ organization_id: id });
const text = longText.min(1);
const count = z.number().int().min(0).max(10_000_000);

/** Each kind of attribute with its body. */
const attribute = <K extends string, B extends z.ZodType>(kind: K, body: B) =>
  z.strictObject({
    kind: z.literal(kind),
    body,
    valid_from: businessDate,
    reason: z.string().trim().max(500).optional(),
    source_task_id: id.optional(),
  });
export const newAttribute = z.discriminatedUnion('kind', [
  attribute('leader', z.strictObject({ name: shortText, post: z.string().trim().max(40).nullish() })),
  attribute('direction', z.strictObject({ direction: shortText, content: text })),
  attribute('registration', z.strictObject({ registry_number: shortText, registered_on: businessDate })),
  attribute(
    'league_state',
    z.strictObject({
      league_members: count,
      league_form: z.enum(['own', 'joint']).nullable(),
      joint_with: shortText.nullable(),
      party_members: count,
      has_party_organization: z.boolean(),
    }),
  ),
  attribute('headcount', z.strictObject({ members: count, staff: count })),
  attribute(
    'supporter',
    z.strictObject({ item: shortText, occasion: shortText, is_civilisation_practice: z.boolean() }),
  ),
  attribute('set_up', z.strictObject({ item: z.enum(setUpCheckNames), note: shortText })),
  attribute(
    'contact_officer',
    z.strictObject({ name: shortText, phone: z.string().trim().max(30), from_unit: shortText }),
  ),
  attribute(
    'policy_sheet',
    z.strictObject({ problems: text, measures: text, person: shortText, deadline: businessDate }),
  ),
  attribute('pairing', z.strictObject({ item: id, plan: text })),
  attribute('incubated', z.strictObject({ item: id, state: z.enum(['entered', 'incubating', 'independent', 'left']) })),
  attribute('carrier', z.strictObject({ item: shortText, branch_id: id })),
  attribute('area', z.strictObject({ name: shortText })),
  attribute('watcher', z.strictObject({ name: shortText, person_id: id.optional() })),
  attribute('mechanism_role', z.strictObject({ role: z.enum(mechanismRoleNames) })),
  attribute('group_member', z.strictObject({ item: shortText, organization_id: id.nullish() })),
  attribute('standardised', z.strictObject({ document: shortText })),
  attribute('pilot_unit', z.strictObject({ batch: shortText })),
  attribute('pilot_community', z.strictObject({ batch: shortText })),
  attribute('city_level', z.strictObject({ is_city_level: z.boolean() })),
]);

const task = <K extends string, B extends z.ZodType>(kind: K, body: B) =>
  z.strictObject({ kind: z.literal(kind), body });
export const newTask = z.discriminatedUnion('kind', [
  task('build_step', z.strictObject({ step: z.enum(buildSteps), closed_on: businessDate, outcome: text })),
  task(
    'bottleneck',
    z.strictObject({ type: z.enum(bottleneckTypeNames), title: shortText, due_on: businessDate.nullable() }),
  ),
  task('correction', z.strictObject({ title: shortText, due_on: businessDate })),
  task('meeting', z.strictObject({ meeting: z.enum(meetingKinds), occurred_on: businessDate, document_id: id })),
  task('duty_work', z.strictObject({ duty: z.enum(centreDutyNames), title: shortText, occurred_on: businessDate })),
  task('training_held', z.strictObject({ title: shortText, occurred_on: businessDate, people: count })),
  task('visit', z.strictObject({ occurred_on: businessDate, visitors: shortText, findings: text, advice: text })),
  task('instruction', z.strictObject({ title: shortText, text, due_on: businessDate })),
  task('guidance', z.strictObject({ title: shortText, due_on: businessDate.nullable() })),
]);

const attributeRow = z.object({
  id,
  kind: z.string(),
  item: z.string(),
  item_name: z.string().nullable(),
  body: z.record(z.string(), z.unknown()),
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  source_task_id: id.nullable(),
  reason: z.string().nullable(),
  recorded_by_name: z.string().nullable(),
  recorded_at: z.string(),
  ended_by_name: z.string().nullable(),
  ended_at: z.string().nullable(),
  end_reason: z.string().nullable(),
});
const taskRow = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  body: z.record(z.string(), z.unknown()),
  due_on: z.string().nullable(),
  occurred_on: z.string().nullable(),
  opened_by_name: z.string().nullable(),
  opened_at: z.string(),
  closed_on: z.string().nullable(),
  closed_by_name: z.string().nullable(),
  outcome: z.string().nullable(),
  document_id: id.nullable(),
  is_document_withdrawn: z.boolean(),
  is_overdue: z.boolean(),
  notes: z.array(
    z.object({ at: z.string(), counterpart: z.string(), text: z.string(), recorded_by_name: z.string().nullable() }),
  ),
  can: can('close', 'note'),
});

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
        file_name: z.string(),
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

const ruled = [
  'core.not_found',
  'organizations.dissolved',
  'core.forbidden',
  'organizations.not_own_county',
  'organizations.superior_only',
  'organizations.watcher_level',
  'organizations.before_history',
  'organizations.in_future',
] as const;

export const setAttribute = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/attributes',
  tag: 'organizations',
  summary: 'Record a dated attribute; the earlier value stays in the history',
  access: 'organizations.edit',
  params: organizationParams,
  body: newAttribute,
  output: z.object({ id }),
  problems: [
    ...ruled,
    'organizations.own_league_refused',
    'organizations.joint_league_unnamed',
    'organizations.registry_number_length',
    'organizations.registry_number_check',
    'organizations.registry_number_office',
    'organizations.league_not_due',
    'organizations.papers_missing',
    'organizations.not_an_association',
    'organizations.carrier_not_league',
    'organizations.not_a_community',
  ],
});

export const endAttribute = endpoint({
  method: 'POST',
  path: '/api/organization-attributes/{attribute_id}/end',
  tag: 'organizations',
  summary: 'End a attribute from a day on, with a reason',
  access: 'organizations.edit',
  params: z.object({ attribute_id: id }),
  body: z.strictObject({ ended_on: businessDate, reason }),
  output: done,
  problems: ruled,
});

export const takeBackAttribute = endpoint({
  method: 'POST',
  path: '/api/organization-attributes/{attribute_id}/taking-back',
  tag: 'organizations',
  summary: 'Take back a value whose day has not come, with a reason; the one before it goes on',
  access: 'organizations.edit',
  params: z.object({ attribute_id: id }),
  body: z.strictObject({ reason }),
  output: done,
  problems: [...ruled, 'organizations.attribute_in_force'],
});

export const readAttributeHistory = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/attributes/{kind}',
  tag: 'organizations',
  summary: 'Every value a kind of attribute has had, with who recorded it and from which visit (G18)',
  access: 'organizations.read',
  params: organizationParams.extend({ kind: z.string().max(40) }),
  output: z.object({ rows: z.array(attributeRow) }),
  problems: ['core.not_found'],
});

export const openTask = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/tasks',
  tag: 'organizations',
  summary: 'Open a task, or record what happened: steps, bottlenecks, corrections, meetings, visits, instructions',
  access: 'organizations.edit',
  params: organizationParams,
  body: newTask,
  output: z.object({ id }),
  problems: [...ruled, 'organizations.step_order', 'organizations.step_closed', 'organizations.minutes_missing'],
});

export const closeTask = endpoint({
  method: 'POST',
  path: '/api/organization-tasks/{task_id}/closing',
  tag: 'organizations',
  summary: 'Close a task with its outcome, and its proof where one is asked for (G36)',
  access: 'organizations.edit',
  params: z.object({ task_id: id }),
  body: z.strictObject({
    closed_on: businessDate,
    outcome: text,
    document_id: id.optional(),
    answers: z
      .record(z.string().max(80), z.string().max(2000))
      .refine((answers) => Object.keys(answers).length <= 40)
      .meta({ maxProperties: 40 })
      .optional(),
  }),
  output: done,
  problems: [...ruled, 'organizations.evidence_missing', 'organizations.answer_missing', 'core.conflict'],
});

export const noteTask = endpoint({
  method: 'POST',
  path: '/api/organization-tasks/{task_id}/notes',
  tag: 'organizations',
  summary: 'Add a line to the contact log of a task, such as a talk with 文明办 or 民政 (G38)',
  access: 'organizations.edit',
  params: z.object({ task_id: id }),
  body: z.strictObject({ counterpart: shortText, text }),
  output: z.object({ id }),
  problems: ruled,
});

export const selfCheck = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/self-checks',
  tag: 'organizations',
  summary: 'Fill the self-check; each failed item becomes a correction with a deadline (G36)',
  access: 'organizations.edit',
  params: organizationParams,
  body: z.strictObject({
    items: z
      .array(z.strictObject({ title: shortText, is_passed: z.boolean(), due_on: businessDate.nullable() }))
      .min(1)
      .max(60),
  }),
  output: z.object({ corrections: z.number().int() }),
  problems: [...ruled, 'core.invalid_input'],
});

export const addDocument = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/documents',
  tag: 'organizations',
  summary:
    'Keep a document of an organisation: written system, registration paper, minutes, proof, founding document, guidance for members (G39, L40, G72)',
  access: 'organizations.edit',
  params: organizationParams,
  body: upload(5 * 1_048_576, z.strictObject({ kind: z.enum(documentKinds), title: shortText })),
  output: z.object({ id }),
  problems: [
    ...ruled,
    'core.invalid_input',
    'core.too_large',
    'files.empty',
    'files.document_kind',
    'files.infected',
    'files.not_scanned',
  ],
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

export const readDocument = endpoint({
  method: 'GET',
  path: '/api/organization-documents/{document_id}',
  tag: 'organizations',
  summary: 'Fetch a document',
  access: 'organizations.read',
  params: z.object({ document_id: id }),
  output: file('application/octet-stream'),
  problems: ['core.not_found'],
});

export const listGuidance = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/guidance',
  tag: 'organizations',
  summary: 'The guidance of an association and, for its members, of those above it (G72)',
  access: 'signed_in',
  params: organizationParams,
  output: z.object({
    rows: z.array(
      z.object({
        id,
        title: z.string(),
        file_name: z.string(),
        recorded_at: z.string(),
        organization_name: z.string(),
      }),
    ),
  }),
  problems: ['core.not_found'],
});

export const selectInto = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/selections',
  tag: 'organizations',
  summary:
    'Decide which organisations enter the demonstration library, out of which candidates, when and why (G54, G69)',
  access: 'organizations.manage',
  params: organizationParams,
  body: z.strictObject({
    decided_on: businessDate,
    reason,
    candidate_ids: z.array(id).min(1).max(200),
    chosen_ids: z.array(id).max(200),
  }),
  output: z.object({ id }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'core.invalid_input',
    'organizations.in_future',
    'organizations.before_history',
    'organizations.dissolved',
  ],
});

const named = z.object({ id, name_zh: z.string() });
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

export const listSelections = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/selections',
  tag: 'organizations',
  summary:
    'The decisions of one level on its demonstration library, newest first, each with candidates, chosen, date and reason (G54, G69)',
  access: 'organizations.read',
  params: organizationParams,
  output: z.object({
    organization_name: z.string(),
    rows: z.array(
      z.object({
        id,
        decided_on: z.string(),
        reason: z.string(),
        decided_by_name: z.string().nullable(),
        decided_at: z.string(),
        candidates: z.array(z.object({ id, name_zh: z.string(), is_chosen: z.boolean() })),
      }),
    ),
    can: can('decide'),
  }),
  problems: ['core.not_found'],
});
