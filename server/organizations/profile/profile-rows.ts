/** The rows a profile is read from, as its page and its rules need them. */
import { withFiles, type ShownFile } from '../../attachments/attach.ts';
import type { TaskKind } from '../../../domain/organizations/tasks.ts';
import type { Id } from '../../../domain/id.ts';
import { withNames } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';

export type AttributeRow = {
  id: Id;
  kind: string;
  item: string;
  item_name: string | null;
  body: Record<string, unknown>;
  valid_from: string;
  valid_until: string | null;
  source_task_id: Id | null;
  reason: string | null;
  recorded_by_name: string | null;
  recorded_at: Date;
  ended_by_name: string | null;
  ended_at: Date | null;
  end_reason: string | null;
};

export async function attributes(reader: Reader, condition: Sql): Promise<AttributeRow[]> {
  type Row = Omit<AttributeRow, 'recorded_by_name' | 'ended_by_name'> & { recorded_by: Id | null; ended_by: Id | null };
  const rows = await reader.all<Row>(sql`
    select f.id, f.kind, f.item, i.name_zh as item_name, f.body - 'item' as body, f.valid_from, f.valid_until, f.source_task_id, f.reason, f.recorded_by, f.recorded_at,
      f.ended_by, f.ended_at, f.end_reason
    from organization_attributes f left join organizations i on i.id::text = f.item
    where ${condition} order by f.kind, f.item, f.valid_from desc, f.recorded_at desc`);
  return withNames(reader, rows, ['recorded_by', 'ended_by']);
}

export type TaskRow = {
  id: Id;
  kind: TaskKind;
  title: string;
  body: Record<string, unknown>;
  due_on: string | null;
  occurred_on: string | null;
  opened_by_name: string | null;
  opened_at: Date;
  closed_on: string | null;
  closed_by_name: string | null;
  outcome: string | null;
  document_id: Id | null;
  is_document_withdrawn: boolean;
  notes: { at: string; counterpart: string; text: string; recorded_by_name: string | null }[];
};

export async function tasks(reader: Reader, organizationId: Id): Promise<TaskRow[]> {
  type Note = Omit<TaskRow['notes'][number], 'recorded_by_name'> & { recorded_by: Id | null };
  type Row = Omit<TaskRow, 'opened_by_name' | 'closed_by_name' | 'notes'> & {
    opened_by: Id | null;
    closed_by: Id | null;
    notes: Note[];
  };
  const rows = await reader.all<Row>(sql`
    select k.id, k.kind, k.title, k.body, k.due_on, k.occurred_on, k.opened_by, k.opened_at, k.closed_on, k.closed_by, k.outcome, k.document_id,
      exists (select from organization_documents d where d.id = k.document_id and d.withdrawn_at is not null) as is_document_withdrawn,
      coalesce((select json_agg(json_build_object('at', to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'counterpart', n.counterpart, 'text', n.text, 'recorded_by', n.recorded_by) order by n.at)
        from organization_task_notes n where n.task_id = k.id), '[]') as notes
    from organization_tasks k
    where k.organization_id = ${organizationId} order by k.closed_on nulls first, k.due_on nulls last, k.opened_at desc limit 500`);
  const notes = await withNames(
    reader,
    rows.flatMap((row) => row.notes.map((note) => ({ ...note, task_id: row.id }))),
    ['recorded_by'],
  );
  return (await withNames(reader, rows, ['opened_by', 'closed_by'])).map((row) => ({
    ...row,
    notes: notes.filter((note) => note.task_id === row.id).map(({ task_id: _, ...note }) => note),
  }));
}

export type DocumentRow = {
  id: Id;
  kind: string;
  title: string;
  files: ShownFile[];
  recorded_at: Date;
  recorded_by_name: string | null;
};

export async function documentsOf(reader: Reader, organizationId: Id): Promise<DocumentRow[]> {
  const rows = await reader.all<Omit<DocumentRow, 'recorded_by_name' | 'files'> & { recorded_by: Id | null }>(sql`
    select d.id, d.kind, d.title, d.recorded_at, d.recorded_by from organization_documents d
    where d.organization_id = ${organizationId} and d.withdrawn_at is null order by d.recorded_at desc`);
  return withFiles(reader, await withNames(reader, rows, ['recorded_by']));
}
