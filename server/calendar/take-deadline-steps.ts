/** Reminds of what is due, says that it is over, and tells one place after another upwards. May run twice at once: each step is taken once. */
import { stepsDue, type Step } from '../../domain/calendar/deadline.ts';
import type { WorkCalendar } from '../../domain/calendar/working-days.ts';
import { addDays, businessDate, type BusinessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { pathsUpwards } from '../db/tree.ts';
import { write, type Writer } from '../db/writer.ts';
import { mattersAtOnce, type Deadlines, type OpenMatter } from '../deadlines.ts';
import { rungsOver, type Rung } from '../holders.ts';
import type { Services } from '../services.ts';
import { loadWorkCalendar } from './holidays.ts';

type Working = Pick<Services, 'pool' | 'reader' | 'secrets' | 'clock' | 'deadlines'>;
type Taken = Step & { readonly subject_id: string; readonly due_on: BusinessDate; readonly path: string };

/** No reminder comes earlier than this before its day. */
const furthestReminderDays = 60;
const toldAtMost = 20;

export async function takeDeadlineSteps(services: Working): Promise<void> {
  const { reader } = services;
  const now = services.clock();
  const calendar = await loadWorkCalendar(reader);
  const context = { now, actor: null, request_id: 'job deadlines', secrets: services.secrets };
  const broken: unknown[] = [];
  // each in a write of its own, so that one that stops holds up no other
  const attempt = (work: (writer: Writer) => Promise<void>) =>
    write(services.pool, context, work).catch((error: unknown) => broken.push(error));
  for (const of of services.deadlines) {
    for (const subject of (await of.changed?.(reader, calendar)) ?? [])
      await attempt(async (writer) => of.restate?.(writer, subject, calendar));
    for await (const matters of pagesOf(reader, of, businessDate(now))) {
      const taken = await takenFor(reader, of.kind, matters);
      for (const matter of matters) {
        const coming = await stepsComing(reader, { matter, taken, calendar, now });
        for (const one of coming) await attempt((writer) => takeStep(writer, of, one));
      }
    }
  }
  if (broken.length > 0) throw broken[0]; // the worker says so, and tries again
}

async function* pagesOf(reader: Reader, of: Deadlines, today: BusinessDate): AsyncGenerator<readonly OpenMatter[]> {
  for (let after: OpenMatter | null = null; ;) {
    const page: readonly OpenMatter[] = await of.open(reader, { until: addDays(today, furthestReminderDays), after });
    if (page.length > 0) yield page;
    after = page.at(-1) ?? null;
    if (after === null || page.length < mattersAtOnce) return;
  }
}

/** The steps of the day as it stands now; one that moved begins anew. */
async function takenFor(reader: Reader, kind: string, matters: readonly OpenMatter[]): Promise<readonly Taken[]> {
  return reader.all<Taken>(sql`
    select s.subject_id, s.due_on, s.step, s.rung, o.path from deadline_steps s join organizations o on o.id = s.organization_id
    where s.kind = ${kind} and s.subject_id = any(${matters.map((matter) => matter.subject_id)}::uuid[])`);
}

type Coming = { readonly matter: OpenMatter; readonly step: Step; readonly rung: Rung };
type Looked = {
  readonly matter: OpenMatter;
  readonly taken: readonly Taken[];
  readonly calendar: WorkCalendar;
  readonly now: Date;
};

/** What is to be taken now, each with whom it goes to: first to the nearest who may settle it, then to one place above the other. */
async function stepsComing(reader: Reader, { matter, taken, calendar, now }: Looked): Promise<readonly Coming[]> {
  const own = taken.filter((one) => one.subject_id === matter.subject_id && one.due_on === matter.due_on);
  const isTaken = (step: Step): boolean => own.some((one) => one.step === step.step && one.rung === step.rung);
  const rungs = pathsUpwards(matter.organization_path).length - 1;
  const due = stepsDue(matter, { today: businessDate(now), calendar, rungs }).filter((step) => !isTaken(step));
  if (due.length === 0) return [];
  const over = await rungsOver(reader, { ...matter, path: matter.organization_path }, now);
  let told = Math.min(Number.POSITIVE_INFINITY, ...own.map((one) => one.path.length));
  return due.flatMap((step) => {
    const rung = step.step === 'escalate' ? over.find((one) => one.path.length < told) : over[0];
    if (rung === undefined) return []; // nobody there, or nobody further up
    told = Math.min(told, rung.path.length);
    return [{ matter, step, rung }];
  });
}

async function takeStep(writer: Writer, of: Deadlines, { matter, step, rung }: Coming): Promise<void> {
  const [standing] = await of.open(writer, { only: matter.subject_id });
  const isMine =
    standing?.due_on === matter.due_on &&
    (await writer.maybe(sql`
      insert into deadline_steps (subject_id, kind, due_on, step, rung, organization_id, people, taken_at)
      values (${matter.subject_id}, ${of.kind}, ${matter.due_on}, ${step.step}, ${step.rung}, ${rung.organization_id}, ${rung.people.length}, ${writer.now})
      on conflict do nothing returning subject_id`)) !== undefined;
  if (standing === undefined || !isMine) {
    writer.audited += 1; // settled or moved meanwhile, or another server was faster
    return;
  }
  await of.tell(writer, { matter: standing, step: step.step, people: rung.people.slice(0, toldAtMost) });
  await writer.audit({
    action: 'calendar.take_deadline_step',
    subject_type: 'deadline',
    subject_id: matter.subject_id,
    organization_path: matter.organization_path,
    after: { kind: of.kind, due_on: matter.due_on, ...step, organization_id: rung.organization_id },
  });
}
