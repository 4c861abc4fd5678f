/** What a sheet holds besides what is seen at first: said by every look at a file, asked before anything of it is taken. */
import { z } from 'zod';

const column = z.object({ field: z.string(), label: z.string(), letters: z.string(), is_hidden: z.boolean() });

/** `hidden_rows` are rows of the file, whether they are taken or not; a form answers with `hidden_rows`: take or leave, and `sheet`: its name. */
export const sheetFindings = z.object({
  name: z.string(),
  others: z.array(z.object({ name: z.string(), rows: z.number().int(), is_hidden: z.boolean() })),
  hidden_rows: z.array(z.number().int()),
  columns: z.array(column),
  passed_over: z.array(column),
});

/** How a form answers what a sheet asks; left out where nothing was asked. */
export const sheetAnswers = {
  hidden_rows: z.enum(['take', 'leave']).optional(),
  sheet: z.string().max(100).optional(),
};

export const sheetProblems = [
  'files.empty',
  'files.unknown_kind',
  'files.not_a_sheet',
  'files.web_page',
  'files.broken_text',
  'files.damaged',
  'files.password',
  'files.too_large',
  'files.bomb',
  'files.too_many_rows',
  'files.too_complex',
  'files.header_missing',
  'files.header_twice',
  'files.sheet_unknown',
  'files.infected',
  'files.not_scanned',
] as const;
export const takingProblems = [...sheetProblems, 'files.hidden_rows', 'files.several_sheets'] as const;
