import type { Id } from '../../../domain/id.ts';
import { refusalOfFuture } from '../../../domain/organizations/dated.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../tree/load-organization.ts';

/** G54 G69: the library is what the latest decision chose; leaving it out of a later decision removes it. */
export async function selectInto(
  writer: Writer,
  input: {
    organization_id: Id;
    decided_on: BusinessDate;
    reason: string;
    candidate_ids: readonly Id[];
    chosen_ids: readonly Id[];
  },
): Promise<{ id: Id }> {
  const body = await standingOrganization(writer, input.organization_id);
  writer.caller.require('organizations.manage', { path: body.path }, 'organizations.read');
  if (input.candidate_ids.includes(body.id)) throw problem('organizations.selects_itself', {}, 'candidate_ids');
  const early = refusalOfFuture(input.decided_on, businessDate(writer.now), 'decided_on');
  if (early) throw early;
  if (input.chosen_ids.some((chosen) => !input.candidate_ids.includes(chosen)))
    throw problem('core.invalid_input', {}, 'chosen_ids');
  await writer.run(sql`select 1 from organizations where id = ${body.id} for no key update`); // one decision of this level after another
  const last = await writer.maybe<{ decided_on: BusinessDate }>(sql`
    select decided_on from organization_selections where organization_id = ${body.id} and library = 'demonstration' order by decided_on desc limit 1`);
  if (last && input.decided_on < last.decided_on)
    throw problem('organizations.before_history', { day: last.decided_on }, 'decided_on');
  const { found } = await writer.one<{ found: number }>(sql`
    select count(*)::int as found from organizations where id = any(${input.candidate_ids}::uuid[]) and path like ${`${body.path}%`} and dissolved_on is null`);
  if (found !== new Set(input.candidate_ids).size) throw problem('core.not_found');
  const id = writer.newId();
  await writer.run(sql`
    insert into organization_selections (id, organization_id, library, decided_on, reason, candidate_ids, chosen_ids, decided_by, decided_at)
    values (${id}, ${body.id}, 'demonstration', ${input.decided_on}, ${input.reason}, ${input.candidate_ids}, ${input.chosen_ids}, ${writer.caller.person_id}, ${writer.now})`);
  await writer.audit({
    action: 'organizations.select',
    subject_type: 'organization_selection',
    subject_id: id,
    organization_path: body.path,
    permission: 'organizations.manage',
    after: { candidates: input.candidate_ids, chosen: input.chosen_ids, decided_on: input.decided_on },
    reason: input.reason,
  });
  return { id };
}
