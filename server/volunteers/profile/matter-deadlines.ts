/** Rights matters that wait for an answer, offered to the nightly work. */
import type { Timing } from '../../../domain/calendar/deadline.ts';
import type { Id } from '../../../domain/id.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { asAsked, dueWords, type Asked, type Deadlines, type OpenMatter } from '../../deadlines.ts';

/** Ours, as the fifteen days are: no source names any. */
const timing: Timing = { in_working_days: false, remind_before: 3, escalate_after: 3 };

type Row = {
  readonly id: Id;
  readonly due_on: BusinessDate;
  readonly organization_path: string;
  readonly volunteer_id: Id;
  readonly about_organization_id: Id | null;
};

async function open(reader: Reader, asked: Asked): Promise<readonly OpenMatter[]> {
  const rows = await reader.all<Row>(sql`
    select r.id, r.due_on, r.organization_path, r.volunteer_id, r.about_organization_id from rights_matters r
    where r.answered_at is null and r.closed_at is null and ${asAsked(asked, { due_on: sql`r.due_on`, id: sql`r.id` })}`);
  const concerned = await workersAt(
    reader,
    rows.flatMap((row) => row.about_organization_id ?? []),
  );
  return rows.map((row) => ({
    subject_id: row.id,
    due_on: row.due_on,
    is_provisional: false,
    timing,
    permission: 'volunteers.rights',
    organization_path: row.organization_path,
    except: [row.volunteer_id, ...concerned.filter((one) => one.at === row.about_organization_id).map((one) => one.id)],
    title: '', // the person's own words are read at the desk alone
    opens: row.id,
  }));
}

/** For whoever works with a team, a matter about that team does not exist. */
export async function workersAt(reader: Reader, organizations: readonly Id[]): Promise<readonly { id: Id; at: Id }[]> {
  return reader.all(sql`
    select distinct person_id as id, organization_id as at from role_grants where organization_id = any(${organizations}::uuid[]) and ended_at is null`);
}

const kinds = {
  remind: 'volunteers.matter_due',
  overdue: 'volunteers.matter_overdue',
  escalate: 'volunteers.matter_escalated',
} as const;

export const matterDeadlines: readonly Deadlines[] = [
  {
    kind: 'volunteers.answer_matter',
    open,
    tell: async (writer, { matter, step, people }) => {
      const due = dueWords({ day: matter.due_on, is_provisional: matter.is_provisional });
      await writer.notify(people, kinds[step], due);
    },
  },
];
