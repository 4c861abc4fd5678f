import { z } from 'zod';
import { endpoint, file, upload } from '../endpoint.ts';
import {
  sheetAnswers,
  sheetFindings,
  sheetProblems as filesProblems,
  takingProblems,
} from '../volunteers/sheet-findings.ts';
import { id, minutes } from '../shapes.ts';

const shift = z.object({ shift_id: id });
const maxBytes = 5 * 1_048_576;
/** Asked for when the rows are proposed; a preview does without. */
const proof = z.string().trim().max(500).default('');
const sheetProblems = [
  'core.not_found',
  'core.forbidden',
  'core.too_large',
  'core.invalid_input',
  ...filesProblems,
] as const;

export const readHoursTemplate = endpoint({
  method: 'GET',
  path: '/api/hour-imports/template',
  tag: 'records',
  summary: 'Workbook to fill in with the hours of one shift',
  access: 'records.propose',
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: [],
});

export const previewHours = endpoint({
  method: 'POST',
  path: '/api/shifts/{shift_id}/hour-imports/preview',
  tag: 'records',
  summary: 'Read a workbook of hours row by row: what is good, and for the rest the reason',
  access: 'records.propose',
  keyed: false,
  params: shift,
  body: upload(maxBytes, z.strictObject({ reason: proof, evidence: proof, ...sheetAnswers })),
  output: z.object({
    sheet: sheetFindings,
    column: z.object({
      letters: z.string(),
      label: z.string(),
      unit: z.enum(['hours', 'minutes', 'unsaid', 'unclear']),
    }),
    rows: z.array(
      z.object({
        row: z.number().int(),
        number: z.string(),
        name: z.string(),
        shown: z.string(),
        unit: z.enum(['hours', 'minutes', 'hours_and_minutes']).nullable(),
        minutes: minutes.nullable(),
        is_hidden: z.boolean(),
        problem: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
    good: z.number().int(),
    bad: z.number().int(),
  }),
  problems: sheetProblems,
});

export const importHours = endpoint({
  method: 'POST',
  path: '/api/shifts/{shift_id}/hour-imports',
  tag: 'records',
  summary:
    'Propose the good rows of a workbook, with reason and evidence; another person approves, and they count as honorary',
  access: 'records.propose',
  params: shift,
  body: upload(maxBytes, z.strictObject({ reason: proof, evidence: proof, ...sheetAnswers })),
  output: z.object({ proposal_id: id, lines: z.number().int(), refused: z.number().int() }),
  problems: [
    ...sheetProblems,
    ...takingProblems,
    'records.rows_invalid',
    'records.own_hours',
    'records.evidence_missing',
    'records.reason_missing',
    'records.minutes_invalid',
    'records.hours_struck',
    'core.request_key_reused',
  ],
});
