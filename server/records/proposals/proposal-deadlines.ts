/** Proposals that wait, offered to the nightly work: for the first person (handle) and for the second (decide). */
import type { WorkCalendar } from '../../../domain/calendar/working-days.ts';
import type { Id } from '../../../domain/id.ts';
import type { Permission } from '../../../domain/access.ts';
import type { WaitingState } from '../../../domain/records/two-people.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { asAsked, dueWords, type Asked, type Deadlines, type OpenMatter, type Told } from '../../deadlines.ts';
import { rungsOver } from '../../holders.ts';
import { countedOut, dueColumns, dueOf, timingOf, type DueColumns } from './proposal-due.ts';
import { proposalColumns, summariesOf, type Proposal, type Summary } from './proposal-summaries.ts';

const permissions: Record<WaitingState, Permission> = { requested: 'records.propose', handled: 'records.approve' };

/** Where the next to act hold their permission: an appeal that was handled waits above the place of the strike. */
const pathOf = (row: Pick<Summary, 'organization_path' | 'strike'>, state: WaitingState): string =>
  state === 'handled' ? (row.strike?.deciding_path ?? row.organization_path) : row.organization_path;

async function openProposals(reader: Reader, state: WaitingState, asked: Asked): Promise<readonly OpenMatter[]> {
  const found = await reader.all<Proposal>(sql`
    select ${proposalColumns} from record_proposals p where p.state = ${state} and p.due_on is not null and ${asAsked(asked, { due_on: sql`p.due_on`, id: sql`p.id` })}`);
  return (await summariesOf(reader, found)).flatMap((row): OpenMatter[] => {
    const { due_on, due_trace } = row;
    if (due_on === null || due_trace === null) return [];
    const before = [row.strike?.struck_by, row.handled_by_id].filter((one) => one != null);
    return [
      {
        subject_id: row.proposal_id,
        due_on,
        is_provisional: row.due_is_provisional,
        timing: timingOf(due_trace),
        permission: permissions[state],
        organization_path: pathOf(row, state),
        except: [...row.subject_ids, ...row.guardian_ids, ...before],
        title: row.title,
        opens: row.proposal_id,
      },
    ];
  });
}

const kinds = {
  remind: 'records.proposal_due',
  overdue: 'records.proposal_overdue',
  escalate: 'records.proposal_escalated',
} as const;

async function tell(writer: Writer, { matter, step, people }: Told): Promise<void> {
  const due = dueWords({ day: matter.due_on, is_provisional: matter.is_provisional });
  await writer.notify(people, kinds[step], { title: matter.title, ...due }, matter.opens);
}

type Row = DueColumns & { readonly id: Id; readonly state: WaitingState; readonly organization_path: string };

/** Due days that were counted over a year without a calendar, and proposals of an earlier version without one. */
const unsettled = (state: WaitingState): Sql => sql`
  select p.id, p.state, p.organization_path, ${dueColumns} from record_proposals p where p.state = ${state} and (p.due_is_provisional or p.due_on is null)`;

async function changed(reader: Reader, state: WaitingState, calendar: WorkCalendar): Promise<readonly Id[]> {
  const rows = await reader.all<Row>(sql`${unsettled(state)} order by p.requested_at limit 2000`);
  return rows
    .filter((row) => row.due_trace === null || !countedOut(row.due_trace, calendar).due_is_provisional)
    .map((row) => row.id);
}

async function restate(writer: Writer, of: { state: WaitingState; id: Id }, calendar: WorkCalendar): Promise<void> {
  const row = await writer.maybe<Row>(sql`${unsettled(of.state)} and p.id = ${of.id} for update`);
  if (row === undefined) {
    writer.audited += 1; // settled meanwhile, or another server was faster
    return;
  }
  const due =
    row.due_trace === null
      ? await dueOf(writer, row.state, row.organization_path)
      : countedOut(row.due_trace, calendar);
  await writer.run(sql`
    update record_proposals set due_on = ${due.due_on}, due_is_provisional = ${due.due_is_provisional}, due_trace = ${json(due.due_trace)} where id = ${row.id}`);
  if (row.due_on !== null && row.due_on !== due.due_on) await tellMoved(writer, of, row.due_on);
  await writer.audit({
    action: 'records.restate_due_day',
    subject_type: 'record_proposal',
    subject_id: row.id,
    organization_path: row.organization_path,
    before: { due_on: row.due_on, is_provisional: row.due_is_provisional },
    after: { due_on: due.due_on, is_provisional: due.due_is_provisional },
  });
}

async function tellMoved(writer: Writer, of: { state: WaitingState; id: Id }, was: string): Promise<void> {
  const [matter] = await openProposals(writer, of.state, { only: of.id });
  if (matter === undefined) return;
  const [nearest] = await rungsOver(writer, { ...matter, path: matter.organization_path }, writer.now);
  const words = {
    title: matter.title,
    was,
    ...dueWords({ day: matter.due_on, is_provisional: matter.is_provisional }),
  };
  await writer.notify(nearest?.people ?? [], 'records.proposal_due_moved', words, matter.opens);
}

const deadlinesOf = (kind: string, state: WaitingState): Deadlines => ({
  kind,
  open: (reader, asked) => openProposals(reader, state, asked),
  tell,
  changed: (reader, calendar) => changed(reader, state, calendar),
  restate: (writer, id, calendar) => restate(writer, { state, id }, calendar),
});

export const proposalDeadlines: readonly Deadlines[] = [
  deadlinesOf('records.handle_proposal', 'requested'),
  deadlinesOf('records.decide_proposal', 'handled'),
];
