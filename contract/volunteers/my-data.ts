import { z } from 'zod';
import { endpoint, file } from '../endpoint.ts';
import { instant } from '../shapes.ts';
import { workbook } from './imports.ts';

export const exportMe = endpoint({
  method: 'GET',
  path: '/api/me/export.json',
  tag: 'volunteers',
  summary: 'Everything the platform holds about the caller, by table (PIPL art. 45)',
  access: 'signed_in',
  output: file('application/json'),
  problems: [],
});
export const exportMeAsWorkbook = endpoint({
  method: 'GET',
  path: '/api/me/export.xlsx',
  tag: 'volunteers',
  summary: 'The same to read: one sheet a table',
  access: 'signed_in',
  output: workbook,
  problems: [],
});
export const listLooks = endpoint({
  method: 'GET',
  path: '/api/me/looks',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Who looked at the caller’s (or the own child’s) full data, when and why',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        at: instant,
        person_name: z.string(),
        action: z.string(),
        reason: z.string().nullable(),
        subject_name: z.string(),
      }),
    ),
  }),
  problems: [],
});
