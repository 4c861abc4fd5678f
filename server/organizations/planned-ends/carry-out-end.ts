import type { Id } from '../../../domain/id.ts';
import { refusalToDissolve, refusalToMerge } from '../../../domain/organizations/organization.ts';
import { problem, Problem, problemSentence } from '../../../domain/problem.ts';
import { businessDate, startOfDay } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { write, type Writer } from '../../db/writer.ts';
import { holdersNear } from '../../holders.ts';
import { loadDecider } from '../../http/load-grants.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import type { Nouns } from '../../lifecycle.ts';
import type { Services } from '../../services.ts';
import { lastHappened } from '../left-behind.ts';
import { carryOutEnd, prepareEnd, type Ending, type Judged } from '../tree/end-organization.ts';
import { loadOrganization, type OrganizationRow } from '../tree/load-organization.ts';
import { lockTree } from '../tree/move-organization.ts';
import { tellOfEnd } from './tell-of-end.ts';
import { dissolutionOf, lockPlan, type PlanRow } from './load-plan.ts';

type Working = Pick<Services, 'pool' | 'reader' | 'secrets' | 'clock' | 'later' | 'lifecycles'>;

/** Each end whose day has come in a write of its own, so that one that stops holds up no other. Days that passed while no server ran come first. */
export async function carryOutEnds(services: Working): Promise<void> {
  const now = services.clock();
  const due = await services.reader.all<{ id: Id }>(sql`
    select id from planned_dissolutions where state = 'planned' and dissolves_on <= ${businessDate(now)} order by dissolves_on, planned_at, id limit 500`);
  const context = { now, actor: null, request_id: 'job carry_out_ends', secrets: services.secrets };
  const broken: unknown[] = [];
  for (const { id } of due) {
    await write(services.pool, context, (writer) => carryOutPlan(writer, services, id)).catch((error: unknown) =>
      broken.push(error),
    );
  }
  if (broken.length > 0) throw broken[0]; // the worker says so, and tries again
}

/** Applies one plan as a whole. Whatever stands in its way by now is said instead, and nothing of it is done. */
export async function carryOutPlan(writer: Writer, nouns: Nouns, planId: Id): Promise<void> {
  await lockTree(writer);
  const plan = await lockPlan(writer, planId);
  if (plan.state !== 'planned' || plan.dissolves_on > businessDate(writer.now)) {
    writer.audited += 1; // somebody revoked it, or another server was faster
    return;
  }
  await writer.run(sql`savepoint ending`);
  try {
    await apply(writer, nouns, plan);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await writer.run(sql`rollback to savepoint ending`);
    const refused = ['core.forbidden', 'core.not_found', 'organizations.counted_place'].includes(error.code);
    await failPlan(writer, nouns.later, {
      plan,
      error: refused ? problem('organizations.planner_gone') : error,
      by: null,
    });
  }
}

async function apply(writer: Writer, nouns: Nouns, plan: PlanRow): Promise<void> {
  const input = dissolutionOf(plan);
  const by = await loadDecider(writer, plan.planned_by, writer.now);
  // first of all: what the organisation's end does to its open plans is not meant for this one
  await writer.run(
    sql`update planned_dissolutions set state = 'applied', ended_at = ${writer.now} where id = ${plan.id}`,
  );
  const ending = await prepareEnd(writer, nouns, {
    input,
    by,
    refusal: (judged) => refusalOn(writer, nouns, { plan, judged }),
  });
  const day = startOfDay(plan.dissolves_on);
  const since = day < writer.now ? day : writer.now;
  await carryOutEnd(writer, nouns, { ending, input, by: plan.planned_by, since });
  await tellApplied(writer, plan, ending);
  await writer.audit({
    action: 'organizations.apply_dissolution',
    subject_type: 'organization',
    subject_id: plan.organization_id,
    organization_path: ending.organization.path,
    after: { plan_id: plan.id, dissolved_on: plan.dissolves_on, planned_by: plan.planned_by },
    reason: plan.reason,
  });
}

async function refusalOn(
  writer: Writer,
  nouns: Nouns,
  { plan, judged: { organization, successor } }: { plan: PlanRow; judged: Judged },
): Promise<Problem | null> {
  const [day, today] = [plan.dissolves_on, businessDate(writer.now)];
  if (successor !== null && successor.dissolved_on !== null)
    return problem('organizations.successor_gone', { name: successor.name, day: successor.dissolved_on });
  const refused = successor
    ? refusalToMerge(organization, successor, day, today)
    : refusalToDissolve(organization, day, today);
  if (refused) return refused;
  const last = await lastHappened(nouns, writer, { organization, today });
  return last !== null && day < last ? problem('organizations.recorded_later', { day: last }, 'dissolved_on') : null;
}

type Failed = {
  readonly plan: Pick<PlanRow, 'id' | 'organization_id' | 'dissolves_on' | 'planned_by'>;
  readonly error: Problem;
  /** Whoever's act made it impossible; nobody where the day itself did. */
  readonly by: Id | null;
};

/** The organisation goes on, and everybody hears it. Who planned it, and who manages there, hear why and may plan anew. */
export async function failPlan(writer: Writer, later: LaterNouns, { plan, error, by }: Failed): Promise<void> {
  const { code, params } = error;
  await writer.run(sql`
    update planned_dissolutions set state = 'failed', ended_at = ${writer.now}, ended_by = ${by}, problem = ${JSON.stringify({ code, params })} where id = ${plan.id}`);
  const organization = await loadOrganization(writer, plan.organization_id);
  const heads = await responsible(writer, plan, organization);
  await writer.notify(
    [...heads],
    'organizations.end_failed',
    {
      organization: organization.name,
      day: plan.dissolves_on,
      problem: problemSentence(code, params, 'zh'),
      problem_en: problemSentence(code, params, 'en'),
    },
    organization.id,
  );
  await tellOfEnd(writer, later, {
    organization,
    heir: null,
    without: heads,
    tell: (people) =>
      writer.notify(
        people,
        'organizations.end_put_off',
        { organization: organization.name, day: plan.dissolves_on },
        organization.id,
      ),
  });
  await writer.audit({
    action: 'organizations.fail_dissolution',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    after: { plan_id: plan.id, dissolved_on: plan.dissolves_on, problem: code },
    reason: problemSentence(code, params, 'zh'),
  });
}

async function tellApplied(writer: Writer, plan: PlanRow, { organization, heir }: Ending): Promise<void> {
  const words = { organization: organization.name, day: plan.dissolves_on, heir: heir.name };
  await writer.notify(plan.planned_by, 'organizations.end_applied', words, organization.id);
}

async function responsible(
  writer: Writer,
  plan: Pick<PlanRow, 'planned_by'>,
  organization: OrganizationRow,
): Promise<ReadonlySet<Id>> {
  return new Set([plan.planned_by, ...(await holdersNear(writer, 'organizations.manage', organization.path, 'at'))]);
}
