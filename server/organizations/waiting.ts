import type { Id } from '../../domain/id.ts';
import { waiting, type InboxLine } from '../../domain/inbox/line.ts';
import { organizationsDesk } from '../../domain/organizations/paths.ts';
import { taskKinds, type TaskKind } from '../../domain/organizations/tasks.ts';
import { isOverdue } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import type { Asked, InboxQuestion } from '../inbox/question.ts';
import { closedByOwn } from './profile/task-deadlines.ts';
import { booksForMe } from './rule-books/rule-book-proposal-queries.ts';

/** So many of an organisation have a line of their own; the others are counted in one. */
const namedAtMost = 5;

type TaskRow = {
  kind: TaskKind;
  title: string;
  due_on: string | null;
  opened_at: Date;
  organization_id: Id;
  organization_name: string;
  place: number;
  in_all: number;
  overdue_in_all: number;
};

/** Instructions, surveys and other matters of the very organisations that gave the person a role: what lies below is theirs. */
async function tasksOf({ reader, actor, today }: Asked): Promise<readonly InboxLine[]> {
  const at = actor.grants
    .filter((grant) => grant.activity_id === null && actor.may('organizations.edit', { path: grant.path }))
    .map((grant) => grant.organization_id);
  const rows = await reader.all<TaskRow>(sql`
    select * from (
      select k.kind, k.title, k.due_on::text, k.opened_at, o.id as organization_id, o.name_zh as organization_name, row_number() over (partition by o.id order by k.due_on, k.opened_at, k.id)::int as place,
        count(*) over (partition by o.id)::int as in_all, (count(*) filter (where k.due_on < ${today}::date) over (partition by o.id))::int as overdue_in_all
      from organization_tasks k join organizations o on o.id = k.organization_id
      where k.closed_on is null and k.organization_id = any(${at}::uuid[]) and k.kind = any(${closedByOwn}::text[]) and o.dissolved_on is null) t
    where place <= ${namedAtMost} order by organization_name, organization_id, place`);
  const isOver = (row: TaskRow): boolean => isOverdue(row.due_on, today);
  const own = rows.flatMap((row) =>
    waiting({
      kind: 'organizations.task',
      words: { zh: taskKinds[row.kind].zh, en: taskKinds[row.kind].en },
      about: row.title,
      place: row.organization_name,
      count: 1,
      overdue: isOver(row) ? 1 : 0,
      href: organizationsDesk.organizations({ at: row.organization_id, part: 'tasks' }),
      due_on: row.due_on,
      since: row.opened_at,
    }),
  );
  const others = rows
    .filter((row) => row.place === namedAtMost)
    .flatMap((row) =>
      waiting({
        kind: 'organizations.other_tasks',
        words: { zh: '其余事项，等办', en: 'Other matters' },
        place: row.organization_name,
        count: row.in_all - namedAtMost,
        overdue:
          row.overdue_in_all - rows.filter((one) => one.organization_id === row.organization_id && isOver(one)).length,
        href: organizationsDesk.organizations({ at: row.organization_id, part: 'tasks' }),
      }),
    );
  return [...own, ...others];
}

export const organizationsWaiting: readonly InboxQuestion[] = [
  {
    held: ['organizations.rules'],
    ask: async ({ reader, actor }) => {
      const proposed = await booksForMe(reader, actor);
      return waiting({
        kind: 'organizations.rule_books',
        words: { zh: '规则修订，等您同意', en: 'Rule books, to agree' },
        count: proposed.length,
        href: organizationsDesk.ruleProposals(),
        since: proposed[0] ?? null,
      });
    },
  },
  { held: ['organizations.edit'], ask: tasksOf },
];
