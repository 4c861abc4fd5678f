import { createHash } from 'node:crypto';
import * as imports from '../../contract/volunteer-imports.ts';
import { permissionSentence } from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import { problem, problemSentence } from '../../domain/problem.ts';
import { businessDate } from '../../domain/time.ts';
import { maskDocumentNumber, maskName, maskPhone } from '../../domain/masking.ts';
import { rosterTemplate } from '../../domain/volunteers/roster-template.ts';
import type { RowProblem } from '../../domain/volunteers/roster.ts';
import { decodeCursor, page } from '../db/page.ts';
import { sql } from '../db/sql.ts';
import { within } from '../db/tree.ts';
import { readSheet } from '../files/read-sheet.ts';
import { writeErrorWorkbook, writeTemplate } from '../files/write-sheet.ts';
import type { Call, Routes, UploadedFile } from '../http/mount.ts';
import { loadOrganization, type OrganizationRow } from '../organizations/load-organization.ts';
import { checkRoster, type CheckedRoster, type CheckedRow } from './check-roster.ts';
import { readProgress, withProgress, type TellProgress } from './import-progress.ts';
import { importRoster } from './import-roster.ts';
import { undoImport } from './undo-import.ts';

const badRowsShown = 300;
const goodRowsShown = 100;
const manyRows = 1000;

type UploadCall = Pick<Call<typeof imports.previewImport>, 'actor' | 'body' | 'reader' | 'services' | 'now'>;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
type Looked = { organization: OrganizationRow; roster: CheckedRoster; sheet_name: string; digest: string };

/** Reads the file of the form and checks it; the permission stands before the file is opened. */
async function look({ actor, body, reader, services, now }: UploadCall, tell: TellProgress = () => undefined): Promise<Looked> {
  const organizationId = field(body, 'organization_id');
  const organization = await loadOrganization(reader, organizationId);
  actor.require('volunteers.register', { path: organization.path }, 'volunteers.read');
  if (organization.dissolved_on !== null) throw problem('organizations.dissolved', { day: organization.dissolved_on });
  const sheet = await readSheet(body.bytes, { onRows: (count) => tell('reading', count, null) });
  const roster = await checkRoster({ reader, secrets: services.secrets, today: businessDate(now), tell }, sheet, organization);
  return { organization, roster, sheet_name: sheet.name, digest: createHash('sha256').update(body.bytes).digest('base64url') };
}

function field(body: UploadedFile, name: string): string {
  const value = body.fields[name];
  if (value === undefined || (name === 'organization_id' && !uuid.test(value))) throw problem('core.invalid_input', {}, name);
  return value;
}

/** The page that waits names its progress; a caller that does not ask for any is told none. */
function waitingPage({ actor, body }: UploadCall): { id: Id; person_id: Id } | null {
  const id = body.fields['progress_id'];
  if (id === undefined) return null;
  if (!uuid.test(id)) throw problem('core.invalid_input', {}, 'progress_id');
  return { id, person_id: actor.person_id };
}

function previewOf({ roster, sheet_name, digest }: Looked, fileName: string, language: 'zh' | 'en') {
  const bad = roster.rows.filter((row) => row.state === 'bad');
  const good = roster.rows.filter((row) => row.state !== 'bad');
  const shown = [...bad.slice(0, badRowsShown), ...good.slice(0, goodRowsShown)];
  const sentences = (problems: readonly RowProblem[]) => problems.map(({ code, params, field: place }) => ({ code, field: place, message: problemSentence(code, params, language) }));
  const text = (row: CheckedRow, place: 'name' | 'document_number' | 'phone' | 'organization'): string => String(row.cells[roster.header.columns.get(place) ?? -1] ?? '');
  return {
    file_name: fileName, digest, sheet_name, header_row: roster.header.row_number,
    columns: [...roster.header.columns].map(([name, place]) => ({ field: name, label: roster.header.labels[place] ?? '' })),
    counts: {
      read: roster.rows.length, new: good.filter((row) => row.state === 'new').length, known: good.filter((row) => row.state === 'known').length,
      bad: bad.length, skipped: roster.skipped_rows.length,
    },
    skipped_rows: [...roster.skipped_rows],
    rows: shown.map((row) => ({
      row_number: row.row_number, state: row.state,
      name: maskName(row.person?.name ?? text(row, 'name')),
      document_hint: maskDocumentNumber(row.person?.document.number ?? text(row, 'document_number')),
      phone_hint: maskPhone(row.person?.phone ?? text(row, 'phone')),
      organization_name: row.state === 'bad' ? text(row, 'organization') || row.place.name : row.place.name, problems: sentences(row.problems), notes: sentences(row.notes),
    })),
    rows_left_out: roster.rows.length - shown.length,
  };
}

export const importRoutes: Routes = (mount) => {
  mount(imports.downloadTemplate, async ({ actor }) => {
    if (!actor.holds('volunteers.register')) throw problem('core.forbidden', { permission: permissionSentence('volunteers.register', 'zh') });
    return { content: await writeTemplate('志愿者', rosterTemplate), name: '志愿者导入模板.xlsx' };
  });

  mount(imports.previewImport, (call) => withProgress(call.services.pool, waitingPage(call), async (tell) => previewOf(await look(call, tell), call.body.name, call.language)));

  mount(imports.downloadImportProblems, async (call) => {
    const { roster } = await look(call);
    const bad = roster.rows.filter((row) => row.state === 'bad').map((row) => ({
      row_number: row.row_number, cells: row.cells, reasons: row.problems.map(({ code, params }) => problemSentence(code, params, call.language)),
    }));
    return { content: writeErrorWorkbook(roster.header.labels, bad), name: `${call.body.name.replace(/\.\w+$/, '')}-有问题的行.xlsx` };
  });

  mount(imports.confirmImport, async (call) => {
    const take = field(call.body, 'take');
    if (take !== 'all' && take !== 'good') throw problem('core.invalid_input', {}, 'take');
    return withProgress(call.services.pool, waitingPage(call), async (tell) => {
      const { organization, roster, digest } = await look(call, tell);
      if (digest !== field(call.body, 'digest')) throw problem('volunteers.import_changed');
      const imported = await call.write((writer) => importRoster(writer, { organization, roster, digest, take, file_name: call.body.name, tell }));
      // Lists and exports right after it are planned for tables as large as they are now; nobody waits for it.
      if (imported.registered > manyRows) call.services.pool.query('analyze persons, volunteers, memberships, identity_keys').catch(() => undefined);
      return imported;
    });
  });
  mount(imports.readImportProgress, ({ reader, actor, params, now }) => readProgress(reader, { id: params.progress_id, person_id: actor.person_id }, now));

  mount(imports.listImports, async ({ reader, actor, query }) => {
    const after = decodeCursor(query.cursor);
    const rows = await reader.all<ListedImport>(sql`
      select i.id, i.organization_path, o.name_zh as organization_name, i.file_name, i.rows_read, i.rows_registered, i.rows_known, i.rows_refused,
        coalesce(p.name, '') as imported_by_name, i.imported_at, i.undone_at, i.undo_reason, i.undo_kept
      from roster_imports i join organizations o on o.id = i.organization_id left join persons p on p.id = i.imported_by
      where ${within(sql`i.organization_path`, actor.scope('volunteers.register'))} and (${after === undefined} or i.id < ${after?.[0] ?? null}::uuid)
      order by i.id desc limit ${query.limit + 1}`);
    const found = page(rows, query.limit, (row) => [row.id]);
    return { ...found, rows: found.rows.map(({ organization_path: path, ...row }) => ({ ...row, can: { undo: row.undone_at === null && actor.may('volunteers.register', { path }) } })) };
  });

  mount(imports.undoImport, ({ write, params, body }) => write((writer) => undoImport(writer, { ...params, ...body })));
};

type ListedImport = {
  id: string; organization_path: string; organization_name: string; file_name: string; rows_read: number; rows_registered: number; rows_known: number; rows_refused: number;
  imported_by_name: string; imported_at: Date; undone_at: Date | null; undo_reason: string | null; undo_kept: number | null;
};
