/**
 * What somebody owes until a day. A noun offers its open matters in its manifest, as its own rows say them: nothing is copied, and
 * kept is only what the rows cannot say, which steps were taken (`deadline_steps`). One job reminds, says that the day is over, and
 * tells the next place upwards (server/calendar/take-deadline-steps.ts).
 */
import type { Permission } from '../domain/access.ts';
import type { DeadlineStep, Timing } from '../domain/calendar/deadline.ts';
import type { Counted, WorkCalendar } from '../domain/calendar/working-days.ts';
import type { Id } from '../domain/id.ts';
import type { BusinessDate } from '../domain/time.ts';
import type { Reader } from './db/reader.ts';
import { sql, type Sql } from './db/sql.ts';
import type { Writer } from './db/writer.ts';

export type OpenMatter = {
  readonly subject_id: Id;
  readonly due_on: BusinessDate;
  readonly is_provisional: boolean;
  readonly timing: Timing;
  /** Whoever holds the permission over this place may settle it, except these: whom it is about, who acted before. */
  readonly permission: Permission;
  readonly organization_path: string;
  readonly except: readonly Id[];
  /** What the messages are filled with, and the id of what they open. */
  readonly title: string;
  readonly organization?: string;
  readonly opens: Id;
};

/** Open matters by the day they are due, from a day and subject on, until a day; or one of them alone. */
export type Asked =
  | { readonly only: Id }
  | { readonly until: BusinessDate; readonly after: Pick<OpenMatter, 'due_on' | 'subject_id'> | null };

export type Told = {
  readonly matter: OpenMatter;
  readonly step: DeadlineStep;
  readonly people: readonly Id[];
};

export type Deadlines = {
  /** `records.decide_proposal`: of the noun, and what is to be done. */
  readonly kind: string;
  readonly open: (reader: Reader, asked: Asked) => Promise<readonly OpenMatter[]>;
  /** Tells each of them, in the words of the noun, with the link to the subject. */
  readonly tell: (writer: Writer, told: Told) => Promise<void>;
  /** Of due days that rested on a year without a calendar: those that stand for good by the calendar of today. */
  readonly changed?: (reader: Reader, calendar: WorkCalendar) => Promise<readonly Id[]>;
  /** Counts one of them out anew, under its lock, and tells those who await it where the day moved. */
  readonly restate?: (writer: Writer, subject: Id, calendar: WorkCalendar) => Promise<void>;
};

/** As many as are read at once. */
export const mattersAtOnce = 200;

/** What a query of open matters ends with: those asked for, by their day. */
export function asAsked(asked: Asked, { due_on, id }: { readonly due_on: Sql; readonly id: Sql }): Sql {
  if ('only' in asked) return sql`${id} = ${asked.only}`;
  const { until, after } = asked;
  const later =
    after === null ? sql`true` : sql`(${due_on}, ${id}) > (${after.due_on}::date, ${after.subject_id}::uuid)`;
  return sql`${due_on} <= ${until} and ${later} order by ${due_on}, ${id} limit ${mattersAtOnce}`;
}

/** A day in the words of a message in either language, with whether it may still move. */
export const dueWords = ({ day, is_provisional }: Counted): { readonly due_zh: string; readonly due_en: string } => ({
  due_zh: is_provisional ? `${day}（暂定）` : day,
  due_en: is_provisional ? `${day} (provisional)` : day,
});
