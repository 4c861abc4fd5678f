import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import * as imports from '../../contract/volunteers/imports.ts';
import { textOf } from '../../domain/files/cells.ts';
import type { Id } from '../../domain/id.ts';
import { problem, problemSentence } from '../../domain/problem.ts';
import { businessDate } from '../../domain/time.ts';
import { maskDocumentNumber, maskName, maskPhone } from '../../domain/masking.ts';
import { rosterTemplate } from '../../domain/volunteers/roster-template.ts';
import { rosterWanted, type RowProblem } from '../../domain/volunteers/roster.ts';
import { withSheet } from '../files/read-sheet.ts';
import { choicesOf, findingsOf, type SheetChoices } from '../files/sheet-choices.ts';
import { writeErrorWorkbook, writeTemplate } from '../files/write-sheet.ts';
import type { Call, Routes } from '../http/mount.ts';
import type { UploadedFile } from '../http/read-input.ts';
import { loadOrganization, type OrganizationRow } from '../organizations/tree/load-organization.ts';
import { checkRoster, type CheckedRoster, type CheckedRow } from './imports/check-roster.ts';
import { readProgress, withProgress, type TellProgress } from './imports/import-progress.ts';
import { importRoster } from './imports/import-roster.ts';
import { listImports } from './imports/list-imports.ts';
import { undoImport } from './imports/undo-import.ts';

const badRowsShown = 300;
const goodRowsShown = 100;
const manyRows = 1000;

type UploadCall = Pick<
  Call<typeof imports.previewImport>,
  'actor' | 'body' | 'reader' | 'services' | 'now' | 'language'
>;
/** Where the people go; the permission stands before the file is opened. */
async function placeOf({ actor, body, reader }: UploadCall): Promise<OrganizationRow> {
  const organization = await loadOrganization(reader, body.fields.organization_id);
  actor.require('volunteers.register', { path: organization.path }, 'volunteers.read');
  if (organization.dissolved_on !== null) throw problem('organizations.dissolved', { day: organization.dissolved_on });
  return organization;
}

/** Opens the file of the form; rows are read and checked while `work` takes them. */
function withRoster<T>(
  call: UploadCall,
  organization: OrganizationRow,
  tell: TellProgress,
  work: (roster: CheckedRoster, choices: SheetChoices) => Promise<T>,
): Promise<T> {
  const { body, reader, services, now } = call;
  const choices = choicesOf(body);
  return withSheet(
    body.bytes,
    { onRows: (count) => tell('reading', count, null), wanted: rosterWanted, sheet_name: choices.sheet_name },
    async (sheet) =>
      work(
        await checkRoster({ reader, secrets: services.secrets, today: businessDate(now) }, sheet, {
          organization,
          leave_hidden: choices.hidden_rows === 'leave',
        }),
        choices,
      ),
  );
}

const digestOf = (body: UploadedFile): string => createHash('sha256').update(body.bytes).digest('base64url');

/** The page that waits names its progress; a caller that does not ask for any is told none. */
function waitingPage({ actor, body }: UploadCall): { id: Id; person_id: Id } | null {
  const id = body.fields.progress_id;
  return id === undefined ? null : { id, person_id: actor.person_id };
}

/** All rows are counted, some are shown: the first bad ones and behind them the first good ones. */
async function previewOf(call: UploadCall, tell: TellProgress) {
  return withRoster(call, await placeOf(call), tell, async (roster) => {
    const counts = { new: 0, known: 0, bad: 0 };
    const [bad, good]: [CheckedRow[], CheckedRow[]] = [[], []];
    let read = 0;
    for await (const piece of roster.pieces) {
      for (const row of piece) {
        counts[row.state] += 1;
        if (row.state === 'bad' ? bad.length < badRowsShown : good.length < goodRowsShown)
          (row.state === 'bad' ? bad : good).push(row);
      }
      tell('checking', (read += piece.length), roster.rows_expected);
    }
    const rows = [...bad, ...good].map((row) => shown(row, roster, call.language));
    return {
      file_name: call.body.name,
      digest: digestOf(call.body),
      sheet: findingsOf(roster.sheet, roster.header, roster.hidden_rows),
      header_row: roster.header.row_number,
      counts: { read, ...counts, skipped: roster.skipped_rows.length },
      skipped_rows: [...roster.skipped_rows],
      rows,
      rows_left_out: read - rows.length,
    };
  });
}

function shown(row: CheckedRow, { header }: CheckedRoster, language: 'zh' | 'en') {
  const sentences = (problems: readonly RowProblem[]) =>
    problems.map(({ code, params, field: place }) => ({
      code,
      field: place,
      message: problemSentence(code, params, language),
    }));
  const text = (place: 'name' | 'document_number' | 'phone' | 'organization'): string =>
    textOf(row.cells[header.columns.get(place) ?? -1]);
  return {
    row_number: row.row_number,
    state: row.state,
    name: maskName(row.person?.name ?? text('name')),
    document_hint: maskDocumentNumber(row.person?.document.number ?? text('document_number')),
    phone_hint: maskPhone(row.person?.phone ?? text('phone')),
    organization_name: row.state === 'bad' ? text('organization') || row.place.name : row.place.name,
    problems: sentences(row.problems),
    notes: sentences(row.notes),
  };
}

async function* badRows({ pieces }: CheckedRoster, language: 'zh' | 'en') {
  for await (const piece of pieces) {
    for (const row of piece) {
      if (row.state === 'bad')
        yield {
          row_number: row.row_number,
          cells: row.cells,
          reasons: row.problems.map(({ code, params }) => problemSentence(code, params, language)),
        };
    }
  }
}

export const importRoutes: Routes = (mount) => {
  mount(imports.downloadTemplate, async ({ actor }) => {
    actor.requireAnywhere('volunteers.register');
    return { content: await writeTemplate('志愿者', rosterTemplate), name: '志愿者导入模板.xlsx' };
  });

  mount(imports.previewImport, (call) =>
    withProgress(call.services.pool, waitingPage(call), (tell) => previewOf(call, tell)),
  );
  mount(imports.downloadImportProblems, async (call) =>
    withRoster(
      call,
      await placeOf(call),
      () => undefined,
      async (roster) => ({
        // Whole before it is sent: a fault further down in the file is still an answer, not a download that breaks off.
        content: await buffer(writeErrorWorkbook(roster.header.labels, badRows(roster, call.language))),
        name: `${call.body.name.replace(/\.\w+$/, '')}-有问题的行.xlsx`,
      }),
    ),
  );
  mount(imports.confirmImport, async (call) => {
    const { take, digest: seen } = call.body.fields;
    return withProgress(call.services.pool, waitingPage(call), async (tell) => {
      const organization = await placeOf(call);
      const digest = digestOf(call.body);
      if (digest !== seen) throw problem('volunteers.import_changed');
      const imported = await call.write((writer) =>
        withRoster(call, organization, tell, (roster, choices) =>
          importRoster(writer, { organization, roster, digest, take, choices, file_name: call.body.name, tell }),
        ),
      );
      // Lists and exports right after it are planned for tables as large as they are now; nobody waits for it.
      if (imported.registered > manyRows)
        call.services.pool.query('analyze persons, volunteers, memberships, identity_keys').catch(() => undefined);
      return imported;
    });
  });
  mount(imports.readImportProgress, ({ reader, actor, params, now }) =>
    readProgress(reader, { id: params.progress_id, person_id: actor.person_id }, now),
  );

  mount(imports.listImports, ({ reader, actor, query }) => listImports(reader, actor, query));

  mount(imports.undoImport, ({ write, params, body, services }) =>
    write((writer) => undoImport(writer, services, { ...params, ...body })),
  );
};
