import type { Id } from '../../../domain/id.ts';
import { taskKinds, type TaskKind } from '../../../domain/organizations/tasks.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { OrganizationRow } from '../tree/load-organization.ts';

export type TaskRow = {
  title: string;
  body: object;
  due_on?: BusinessDate | null;
  occurred_on?: BusinessDate;
  outcome?: string;
  document_id?: Id;
  /** Who decided what opened it; the caller unless said. */
  opened_by?: Id;
};

/** A task of any kind, audited; what happened at once is closed with it. Its kind was judged before. */
export async function insertTask(
  writer: Writer,
  organization: Pick<OrganizationRow, 'id' | 'path'>,
  kind: TaskKind,
  row: TaskRow,
): Promise<Id> {
  const id = writer.newId();
  const caller = row.opened_by ?? writer.caller.person_id;
  const closed = 'happened' in taskKinds[kind];
  await writer.run(sql`
    insert into organization_tasks (id, organization_id, kind, title, body, due_on, occurred_on, opened_by, opened_at, closed_on, closed_by, closed_at, outcome, document_id)
    values (${id}, ${organization.id}, ${kind}, ${row.title}, ${JSON.stringify(row.body)}, ${row.due_on ?? null}, ${row.occurred_on ?? null}, ${caller}, ${writer.now},
      ${closed ? (row.occurred_on ?? businessDate(writer.now)) : null}, ${closed ? caller : null}, ${closed ? writer.now : null}, ${row.outcome ?? null}, ${row.document_id ?? null})`);
  await writer.audit({
    action: `organizations.open_${kind}`,
    subject_type: 'organization_task',
    subject_id: id,
    organization_path: organization.path,
    permission: taskKinds[kind].opened_by === 'own' ? 'organizations.edit' : 'organizations.manage',
    after: { title: row.title, due_on: row.due_on ?? null },
  });
  return id;
}
