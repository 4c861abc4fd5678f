import type { Id } from '../../../domain/id.ts';
import { problemSentence, type ProblemCode, type ProblemParams } from '../../../domain/problem.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import { byId } from '../../db/by-id.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { mayReshape } from '../county/counted-places.ts';
import { mayReadProfile, type OrganizationRow } from '../tree/load-organization.ts';

/** What everybody may know of an end to come: on which day, and who goes on. */
export type PlannedEnd = {
  readonly id: Id;
  readonly name_zh: string;
  readonly day: BusinessDate;
  /** It is joined with another body; else the superior takes over. */
  readonly is_merger: boolean;
  readonly heir_name: string | null;
  /** Whether activities go on at the heir; null where none stood when it was planned. */
  readonly work: 'hand_over' | 'cancel' | null;
};

/** The ends planned for these organisations, for pages on which each may stand. */
export async function plannedEndsOf(
  reader: Reader,
  organizationIds: readonly (Id | null)[],
): Promise<ReadonlyMap<Id, PlannedEnd>> {
  return byId<PlannedEnd>(organizationIds, (wanted) =>
    reader.all(sql`
      select o.id, o.name_zh, p.dissolves_on as day, p.successor_id is not null as is_merger, h.name_zh as heir_name, p.work
      from planned_dissolutions p join organizations o on o.id = p.organization_id
      left join organizations h on h.id = coalesce(p.successor_id, o.parent_id)
      where p.organization_id = any(${wanted}::uuid[]) and p.state = 'planned'`),
  );
}

type Shown = {
  id: Id;
  day: BusinessDate;
  state: 'planned' | 'failed' | 'revoked' | 'applied';
  is_merger: boolean;
  heir_name: string | null;
  reason: string;
  planned_by: Id;
  planned_at: Date;
  problem: { code: ProblemCode; params: ProblemParams } | null;
};

/** The plan that the page of an organisation shows: the one that stands, or the last one if it could not be carried out. */
export async function plannedEndShown(
  reader: Reader,
  { actor, language }: { readonly actor: Actor; readonly language: 'zh' | 'en' },
  organization: OrganizationRow,
) {
  if (organization.dissolved_on !== null) return null;
  const plan = await reader.maybe<Shown>(sql`
    select p.id, p.dissolves_on as day, p.state, p.successor_id is not null as is_merger, h.name_zh as heir_name, p.reason, p.planned_by, p.planned_at, p.problem
    from planned_dissolutions p left join organizations h on h.id = coalesce(p.successor_id, ${organization.parent_id})
    where p.organization_id = ${organization.id} order by p.planned_at desc, p.id desc limit 1`);
  if (plan === undefined || plan.state === 'revoked' || plan.state === 'applied') return null;
  const inside = mayReadProfile(actor, organization);
  const names = await namesOf(reader, inside ? [plan.planned_by] : []);
  const { id, day, is_merger, heir_name, planned_at, problem: met } = plan;
  return {
    id,
    day,
    state: plan.state,
    is_merger,
    heir_name,
    reason: inside ? plan.reason : null,
    planned_by_name: names.orNull(plan.planned_by),
    planned_at,
    problem: met === null || !inside ? null : problemSentence(met.code, met.params, language),
    can: { revoke: mayReshape(actor, organization) },
  };
}
