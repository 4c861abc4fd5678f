import type { Id } from '../../../domain/id.ts';
import type { Answers } from '../../../domain/organizations/left-behind.ts';
import { problem } from '../../../domain/problem.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Dissolution } from '../tree/end-organization.ts';

export type PlanState = 'planned' | 'revoked' | 'applied' | 'failed';
export type PlanRow = {
  readonly id: Id;
  readonly organization_id: Id;
  readonly dissolves_on: BusinessDate;
  readonly successor_id: Id | null;
  readonly below: string | null;
  readonly work: string | null;
  readonly members: string | null;
  readonly message: string | null;
  readonly reason: string;
  readonly planned_by: Id;
  readonly state: PlanState;
};

/** Revoking and carrying out wait for one another here: whoever comes second finds what the first made of it. */
export async function lockPlan(writer: Writer, id: Id): Promise<PlanRow> {
  const found = await writer.maybe<PlanRow>(sql`
    select id, organization_id, dissolves_on, successor_id, below, work, members, message, reason, planned_by, state
    from planned_dissolutions where id = ${id} for update`);
  if (found === undefined) throw problem('core.not_found');
  return found;
}

/** What was planned, as somebody who acts on the day itself would send it. */
export function dissolutionOf(plan: PlanRow): Dissolution {
  const answers = Object.fromEntries(
    Object.entries({ below: plan.below, work: plan.work, members: plan.members, message: plan.message }).filter(
      ([, answer]) => answer !== null,
    ),
  ) as Answers;
  const { organization_id, successor_id, dissolves_on, reason } = plan;
  return { organization_id, successor_id, dissolved_on: dissolves_on, reason, ...answers };
}
