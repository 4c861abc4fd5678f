import { z } from 'zod';
import { endpoint, file } from '../endpoint.ts';
import { businessDate, id, shortText } from '../shapes.ts';

const surveyId = z.object({ survey_id: id });

export const sendSurvey = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/surveys',
  tag: 'organizations',
  summary: 'Send a survey to every county below and tell whoever keeps its record; missing answers stay visible (G13)',
  access: 'organizations.manage',
  params: z.object({ organization_id: id }),
  body: z.strictObject({ title: shortText, questions: z.array(shortText).min(1).max(40), due_on: businessDate }),
  output: z.object({
    survey_id: id,
    counties: z.number().int(),
    unreached: z.array(z.string()).meta({ description: 'Counties in which nobody can answer yet' }),
  }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'organizations.question_twice',
    'organizations.due_past',
    'organizations.superior_only',
    'organizations.dissolved',
  ],
});

export const listSurveys = endpoint({
  method: 'GET',
  path: '/api/surveys',
  tag: 'organizations',
  summary: 'Surveys that reached counties below an organisation, with how many have answered (G13)',
  access: 'organizations.read',
  query: z.object({ organization_id: id }),
  output: z.object({
    rows: z.array(
      z.object({
        survey_id: id,
        title: z.string(),
        from: z.string(),
        sent_at: z.string(),
        due_on: z.string(),
        counties: z.number().int(),
        answered: z.number().int(),
      }),
    ),
  }),
  problems: ['core.not_found'],
});

export const readSurvey = endpoint({
  method: 'GET',
  path: '/api/surveys/{survey_id}',
  tag: 'organizations',
  summary: 'All answers to a survey in one table, one column a question; counties without an answer first (G13)',
  access: 'organizations.read',
  params: surveyId,
  output: z.object({
    title: z.string(),
    due_on: z.string(),
    questions: z.array(z.string()),
    answered: z.number().int(),
    rows: z.array(
      z.object({
        county_id: id,
        county_name: z.string(),
        city_name: z.string(),
        answered_on: z.string().nullable(),
        answered_by_name: z.string().nullable(),
        answers: z.array(z.string()),
      }),
    ),
  }),
  problems: ['core.not_found'],
});

export const exportSurvey = endpoint({
  method: 'GET',
  path: '/api/surveys/{survey_id}/workbook',
  tag: 'organizations',
  summary: 'The same table as a workbook (G13)',
  access: 'organizations.read',
  params: surveyId,
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.not_found'],
});

export const listAsked = endpoint({
  method: 'GET',
  path: '/api/me/asked-of-organizations',
  tag: 'organizations',
  summary:
    'Surveys, instructions and guidance that wait at the organisations whose record the caller keeps (G13, G27, G35)',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        id,
        kind: z.string(),
        title: z.string(),
        due_on: z.string().nullable(),
        organization_id: id,
        organization_name: z.string(),
        is_overdue: z.boolean(),
      }),
    ),
  }),
  problems: [],
});
