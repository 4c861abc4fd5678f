import { z } from 'zod';
import { insuranceKinds, riskKinds } from '../../domain/organizations/rule-books/risks.ts';
import { categories } from '../../domain/projects/categories.ts';
import { stages } from '../../domain/projects/stages.ts';
import { projectColumns, projectFigures } from '../../domain/projects/list-columns.ts';
import { endpoint } from '../endpoint.ts';
import { listing, listOf } from '../facts.ts';
import { namedProblems } from '../organizations/tree.ts';
import { can, done, flag, id, instant, longText, shortText } from '../shapes.ts';

export const category = z.enum(categories);
export const stage = z.enum(stages);
export const topicPaths = z
  .array(
    z
      .string()
      .max(80)
      .regex(/^[a-z_]+(\/[a-z_]+){1,2}$/),
  )
  .max(20);
export const projectId = z.object({ project_id: id });

/** What a proposal says besides its title (L11, L45, S18, P75, P76). */
export const proposal = {
  title: shortText,
  category,
  aim: longText,
  plan: longText,
  budget_fen: z.number().int().min(0).max(1_000_000_000_000).nullable().default(null),
  principles: z.object({ party_concern: longText, social_need: longText, within_reach: longText }),
  topics: topicPaths.default([]),
  beneficiaries: z.string().trim().max(80).default(''),
  brand: z.string().trim().max(40).default(''),
  brand_scope: z.array(category).max(40).default([]),
  is_national: z.boolean().default(false),
};

const projectRow = z.object({
  id,
  title: z.string(),
  category,
  organization_id: id,
  organization_name: z.string(),
  stage: stage.nullable(),
  brand: z.string(),
  is_national: z.boolean(),
  closed_at: instant.nullable(),
  created_at: instant,
  activities: z.number().int(),
  served: z.number().int(),
});

export const listProjects = endpoint({
  method: 'GET',
  path: '/api/projects',
  tag: 'projects',
  summary:
    'Projects of one’s organisations, newest first; filter by stage, category, topic, brand or national projects (P75)',
  access: 'projects.read',
  query: z.object({
    ...listing(projectColumns),
    q: z.string().trim().max(40).optional(),
    organization_id: id.optional(),
    stage: stage.optional(),
    category: category.optional(),
    topic: z.string().max(60).optional(),
    is_national: flag.optional(),
    is_closed: flag.optional(),
    residents_of: id.optional().meta({
      description:
        'A compound, or a place above compounds: the projects in which its residents hold or held a seat (S02)',
    }),
  }),
  output: listOf(projectRow, projectFigures),
  problems: ['core.forbidden'],
});

export const readProject = endpoint({
  method: 'GET',
  path: '/api/projects/{project_id}',
  tag: 'projects',
  summary: 'One project with its four stages, partners and activities (P36–P38)',
  access: 'projects.read',
  params: projectId,
  output: z.object({
    ...proposal,
    budget_fen: z.number().int().nullable(),
    topics: z.array(z.string()),
    beneficiaries: z.string(),
    brand: z.string(),
    brand_scope: z.array(category),
    is_national: z.boolean(),
    id,
    organization_id: id,
    organization_name: z.string(),
    created_by_name: z.string(),
    created_at: instant,
    stages: z.array(
      z.object({
        stage,
        entered_at: instant.nullable(),
        entered_by_name: z.string().nullable(),
        note: z.string().nullable(),
        problem: z.string().nullable(),
      }),
    ),
    close_problem: z
      .string()
      .nullable()
      .meta({ description: 'All stages are entered, and why it cannot be closed yet' }),
    closing: z
      .object({ summary: z.string(), praised: z.string(), closed_at: instant, closed_by_name: z.string() })
      .nullable(),
    partners: z.array(
      z.object({ id, name: z.string(), organization_id: id.nullable(), contribution: z.string(), linked_at: instant }),
    ),
    activities: z.array(
      z.object({
        id,
        title: z.string(),
        starts_at: instant,
        state: z.string(),
        seats_taken: z.number().int(),
        capacity: z.number().int(),
      }),
    ),
    carried_by: z
      .object({ id, name_zh: z.string() })
      .nullable()
      .meta({ description: 'The league branch that carries it, as its organisation recorded it (G63)' }),
    topic_counts: z.array(z.object({ topic: z.string(), activities: z.number().int() })),
    can: can('edit', 'enter_stage', 'close', 'link_partner', 'write_activity'),
  }),
  problems: ['core.not_found'],
});

export const proposalProblems = [
  'core.forbidden',
  'core.not_found',
  ...namedProblems,
  'projects.principle_missing',
  'projects.closed',
] as const;

export const createProject = endpoint({
  method: 'POST',
  path: '/api/projects',
  tag: 'projects',
  summary: 'Propose a project; three principles must be answered (L11, R28)',
  access: 'projects.write',
  body: z.object({ organization_id: id, ...proposal }),
  output: z.object({ id }),
  problems: [...proposalProblems, 'organizations.dissolved'],
});

export const editProject = endpoint({
  method: 'PUT',
  path: '/api/projects/{project_id}',
  tag: 'projects',
  summary: 'Change a project that is not closed',
  access: 'projects.write',
  params: projectId,
  body: z.object(proposal),
  output: done,
  problems: proposalProblems,
});

export const linkPartner = endpoint({
  method: 'POST',
  path: '/api/projects/{project_id}/partners',
  tag: 'projects',
  summary: 'Link a supporting partner (P38 伙伴计划): an organisation on the platform or a name',
  access: 'projects.write',
  params: projectId,
  body: z.object({
    organization_id: id.nullable().default(null),
    name: z.string().trim().max(80).default(''),
    contribution: shortText,
  }),
  output: z.object({ id }),
  problems: [
    'core.forbidden',
    'core.not_found',
    'core.invalid_input',
    'projects.partner_repeated',
    'projects.closed',
    'organizations.dissolved',
  ],
});

export const readProjectWords = endpoint({
  method: 'GET',
  path: '/api/project-words',
  tag: 'projects',
  summary:
    'Categories, topic lists with their clauses, stages, risks and service days, in both languages; topic lists of one organisation’s branch where it is named',
  access: 'public',
  query: z.object({ organization_id: id.optional() }),
  output: z.object({
    categories: z.array(z.object({ code: category, zh: z.string(), en: z.string() })),
    stages: z.array(z.object({ code: stage, zh: z.string(), en: z.string() })),
    risks: z.array(z.object({ code: z.enum(riskKinds), zh: z.string(), en: z.string(), is_insured: z.boolean() })),
    insurance_kinds: z.array(z.enum(insuranceKinds)),
    topic_lists: z.array(
      z.object({
        code: z.string(),
        clause: z.string(),
        zh: z.string(),
        en: z.string(),
        required_for: z.array(category),
        is_several: z.boolean(),
        topics: z.array(z.object({ path: z.string(), zh: z.string(), en: z.string() })),
      }),
    ),
  }),
  problems: ['core.not_found'],
});
