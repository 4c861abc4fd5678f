/** Tasks with a due day that the organisation itself closes, offered to the nightly work. */
import type { Id } from '../../../domain/id.ts';
import { taskKinds, type TaskKind } from '../../../domain/organizations/tasks.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { asAsked, dueWords, type Asked, type Deadlines, type OpenMatter } from '../../deadlines.ts';

/** The days of a task are set by whoever opens it; how early and how often somebody hears of it is ours. */
const timing: OpenMatter['timing'] = { in_working_days: false, remind_before: 3, escalate_after: 7 };

export const closedByOwn: readonly TaskKind[] = (Object.keys(taskKinds) as TaskKind[]).filter(
  (kind) => taskKinds[kind].closed_by === 'own',
);

type Row = {
  readonly id: Id;
  readonly title: string;
  readonly due_on: BusinessDate;
  readonly organization_id: Id;
  readonly path: string;
  readonly name: string;
};

async function open(reader: Reader, asked: Asked): Promise<readonly OpenMatter[]> {
  const rows = await reader.all<Row>(sql`
    select k.id, k.title, k.due_on, k.organization_id, o.path, o.name_zh as name from organization_tasks k join organizations o on o.id = k.organization_id
    where k.closed_on is null and k.due_on is not null and k.kind = any(${closedByOwn}::text[]) and o.dissolved_on is null and ${asAsked(asked, { due_on: sql`k.due_on`, id: sql`k.id` })}`);
  return rows.map((row) => ({
    subject_id: row.id,
    due_on: row.due_on,
    is_provisional: false,
    timing,
    permission: 'organizations.edit',
    organization_path: row.path,
    except: [],
    title: row.title,
    organization: row.name,
    opens: row.organization_id,
  }));
}

const kinds = {
  remind: 'organizations.task_due',
  overdue: 'organizations.task_overdue',
  escalate: 'organizations.task_escalated',
} as const;

export const taskDeadlines: readonly Deadlines[] = [
  {
    kind: 'organizations.close_task',
    open,
    tell: async (writer, { matter, step, people }) => {
      const { organization = '', title } = matter;
      const words = { organization, title, ...dueWords({ day: matter.due_on, is_provisional: false }) };
      await writer.notify(people, kinds[step], words, matter.opens);
    },
  },
];
