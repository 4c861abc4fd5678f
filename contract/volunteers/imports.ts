/** Rosters in Excel: look first, then take all rows or the good ones, hand the rest back, undo as one reversal. */
import { z } from 'zod';
import { endpoint, file, upload } from '../endpoint.ts';
import { sheetAnswers, sheetFindings, sheetProblems, takingProblems } from './sheet-findings.ts';
import { can, id, instant, pageOf, paging, reason } from '../shapes.ts';

const fileBytes = 20 * 2 ** 20;
export const workbook = file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
const uploadProblems = [
  ...sheetProblems,
  'core.not_found',
  'core.forbidden',
  'core.invalid_input',
  'core.too_large',
  'organizations.dissolved',
] as const;

const sentence = z.object({ code: z.string(), field: z.string().nullable(), message: z.string() });
const previewRow = z.object({
  row_number: z.number().int(),
  state: z.enum(['new', 'known', 'bad']),
  name: z.string(),
  document_hint: z.string(),
  phone_hint: z.string(),
  organization_name: z.string(),
  problems: z.array(sentence),
  notes: z.array(sentence),
});
const counts = z.object({
  read: z.number().int(),
  new: z.number().int(),
  known: z.number().int(),
  bad: z.number().int(),
  skipped: z.number().int(),
});

export const downloadTemplate = endpoint({
  method: 'GET',
  path: '/api/volunteer-imports/template',
  tag: 'volunteers',
  summary: 'An empty roster with drop-downs and text-format columns',
  access: 'volunteers.register',
  output: workbook,
  problems: ['core.forbidden'],
});

const intoPlace = { organization_id: id, ...sheetAnswers };

/** `progress_id` is chosen by the page, to be asked about meanwhile. */
export const previewImport = endpoint({
  method: 'POST',
  path: '/api/volunteer-imports/preview',
  tag: 'volunteers',
  summary: 'Check every row of a roster; nothing is stored',
  access: 'volunteers.register',
  keyed: false,
  body: upload(fileBytes, z.strictObject({ ...intoPlace, progress_id: id.optional() })),
  output: z.object({
    file_name: z.string(),
    digest: z.string(),
    sheet: sheetFindings,
    header_row: z.number().int(),
    counts,
    skipped_rows: z.array(z.number().int()),
    rows: z.array(previewRow),
    rows_left_out: z.number().int(),
  }),
  problems: uploadProblems,
});

export const downloadImportProblems = endpoint({
  method: 'POST',
  path: '/api/volunteer-imports/problems',
  tag: 'volunteers',
  summary: 'The bad rows as they came, with all reasons, to be mended and sent again',
  access: 'volunteers.register',
  keyed: false,
  body: upload(fileBytes, z.strictObject(intoPlace)),
  output: workbook,
  problems: uploadProblems,
});

/** `digest` is the preview's. */
export const confirmImport = endpoint({
  method: 'POST',
  path: '/api/volunteer-imports',
  tag: 'volunteers',
  summary: 'Take all rows, or only the good ones; nothing is left half done',
  access: 'volunteers.register',
  body: upload(
    fileBytes,
    z.strictObject({
      ...intoPlace,
      digest: z.string().max(64),
      take: z.enum(['all', 'good']),
      progress_id: id.optional(),
    }),
  ),
  output: z.object({ import_id: id, registered: z.number().int(), known: z.number().int(), refused: z.number().int() }),
  problems: [
    ...uploadProblems,
    ...takingProblems,
    'core.conflict',
    'volunteers.import_changed',
    'numbering.series_full',
    'volunteers.import_has_problems',
    'volunteers.import_nothing',
  ],
});

export const readImportProgress = endpoint({
  method: 'GET',
  path: '/api/volunteer-import-progress/{progress_id}',
  tag: 'volunteers',
  summary: 'How far the caller’s own check or import is; null before it begins and after it ends',
  access: 'signed_in',
  params: z.object({ progress_id: id }),
  output: z.object({
    progress: z
      .object({
        phase: z.enum(['reading', 'checking', 'registering']),
        done: z.number().int(),
        total: z.number().int().nullable(),
        seconds_left: z.number().int().nullable(),
      })
      .nullable(),
  }),
  problems: [],
});

export const listImports = endpoint({
  method: 'GET',
  path: '/api/volunteer-imports',
  tag: 'volunteers',
  summary: 'Rosters imported at and below the organisations the caller registers for',
  access: 'volunteers.register',
  query: z.object(paging),
  output: pageOf(
    z.object({
      id,
      organization_name: z.string(),
      file_name: z.string(),
      rows_read: z.number().int(),
      rows_registered: z.number().int(),
      rows_known: z.number().int(),
      rows_refused: z.number().int(),
      imported_by_name: z.string(),
      imported_at: instant,
      undone_at: instant.nullable(),
      undo_reason: z.string().nullable(),
      undo_kept: z.number().int().nullable(),
      can: can('undo'),
    }),
  ),
  problems: ['core.forbidden', 'core.invalid_input'],
});

export const undoImport = endpoint({
  method: 'POST',
  path: '/api/volunteer-imports/{import_id}/undo',
  tag: 'volunteers',
  summary: 'Undo an import as one reversal; people who have acted since stay and are counted',
  access: 'volunteers.register',
  params: z.object({ import_id: id }),
  body: z.object({ reason }),
  output: z.object({ removed: z.number().int(), kept: z.number().int() }),
  problems: ['core.not_found', 'core.forbidden', 'volunteers.import_undone'],
});
