import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { requireReshape } from '../county/counted-places.ts';
import { heirOf } from '../tree/end-organization.ts';
import { loadOrganization } from '../tree/load-organization.ts';
import { lockPlan } from './load-plan.ts';
import { tellOfEnd } from './tell-of-end.ts';

/** Whoever may dissolve it may also say that it does not end; a plan that could not be carried out is put away the same way. */
export async function revokeEnd(
  writer: Writer,
  later: LaterNouns,
  input: { plan_id: Id; reason: string },
): Promise<{ done: true }> {
  const plan = await lockPlan(writer, input.plan_id);
  const organization = await loadOrganization(writer, plan.organization_id);
  requireReshape(writer.caller, organization);
  if (!['planned', 'failed'].includes(plan.state)) throw problem('organizations.plan_closed');
  await writer.run(sql`
    update planned_dissolutions set state = 'revoked', ended_at = ${writer.now}, ended_by = ${writer.caller.person_id}, end_reason = ${input.reason} where id = ${plan.id}`);
  await writer.audit({
    action: 'organizations.revoke_dissolution',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: 'organizations.manage',
    before: { plan_id: plan.id, dissolved_on: plan.dissolves_on, state: plan.state },
    reason: input.reason,
  });
  await tellOfEnd(writer, later, {
    organization,
    heir: await heirOf(writer, organization, plan.successor_id),
    tell: (people) =>
      writer.notify(
        people,
        'organizations.end_revoked',
        { organization: organization.name, day: plan.dissolves_on, reason: input.reason },
        organization.id,
      ),
  });
  return { done: true };
}
