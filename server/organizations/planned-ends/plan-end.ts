import type { Id } from '../../../domain/id.ts';
import { refusalToPlan } from '../../../domain/organizations/organization.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Nouns } from '../../lifecycle.ts';
import { carryOutEnd, prepareEnd, type Dissolution, type Ending, type Judged } from '../tree/end-organization.ts';
import { tellOfEnd } from './tell-of-end.ts';

/** Says today that an organisation ends on a day to come: asked and allowed as if that day were today, and told to everybody. */
export async function planEnd(writer: Writer, nouns: Nouns, input: Dissolution): Promise<{ id: Id }> {
  const by = writer.caller;
  const refusal = (judged: Judged): Promise<Problem | null> => refusalOf(writer, input, judged);
  const ending = await prepareEnd(writer, nouns, { input, by, refusal });
  if (input.work === 'cancel' && (input.message ?? '').trim() === '')
    throw problem('organizations.planned_untold', {}, 'message');
  await tryOut(writer, nouns, { ending, input });
  const id = writer.newId();
  const { organization, successor, heir, counts } = ending;
  const { dissolved_on, below, work, members, message, reason } = input;
  await writer.run(sql`
    insert into planned_dissolutions (id, organization_id, dissolves_on, successor_id, below, work, members, message, reason, planned_by, planned_at, state)
    values (${id}, ${organization.id}, ${dissolved_on}, ${input.successor_id}, ${below ?? null}, ${work ?? null}, ${members ?? null}, ${message ?? null},
      ${reason}, ${by.person_id}, ${writer.now}, 'planned')`);
  await writer.audit({
    action: 'organizations.plan_dissolution',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: 'organizations.manage',
    before: { name_zh: organization.name, ...counts },
    after: {
      plan_id: id,
      dissolved_on,
      successor_id: input.successor_id,
      heir: heir.name,
      below,
      work,
      members,
      message,
    },
    reason,
  });
  await tellOfEnd(writer, nouns.later, {
    organization,
    heir,
    tell: (people) =>
      writer.notify(
        people,
        successor ? 'organizations.merger_planned' : 'organizations.end_planned',
        { organization: organization.name, day: dissolved_on, heir: heir.name },
        organization.id,
      ),
  });
  return { id };
}

async function refusalOf(
  writer: Writer,
  input: Dissolution,
  { organization, successor }: Judged,
): Promise<Problem | null> {
  const day = input.dissolved_on;
  const refused = refusalToPlan(organization, successor, { day, today: businessDate(writer.now) });
  if (refused) return refused;
  const open = await openDay(writer, organization.id);
  if (open !== null) return problem('organizations.planned_already', { day: open });
  if (successor === null) return null;
  const ends = await openDay(writer, successor.id);
  return ends !== null && ends <= day
    ? problem('organizations.successor_ends', { name: successor.name, day: ends }, 'successor_id')
    : null;
}

async function openDay(reader: Reader, organizationId: Id): Promise<string | null> {
  const open = await reader.maybe<{ dissolves_on: string }>(
    sql`select dissolves_on from planned_dissolutions where organization_id = ${organizationId} and state = 'planned'`,
  );
  return open?.dissolves_on ?? null;
}

/** What an end meets on its way, such as a body below that cannot stand under the heir, is met today: done once and given up. */
async function tryOut(
  writer: Writer,
  nouns: Nouns,
  { ending, input }: { ending: Ending; input: Dissolution },
): Promise<void> {
  const sending = writer.afterCommit.length;
  await writer.run(sql`savepoint tried`);
  await carryOutEnd(writer, nouns, { ending, input, by: writer.caller.person_id, since: writer.now });
  await writer.run(sql`rollback to savepoint tried`);
  await writer.run(sql`release savepoint tried`);
  writer.afterCommit.length = sending;
}
