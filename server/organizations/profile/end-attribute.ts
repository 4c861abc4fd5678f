import { factKinds, type FactKind } from '../../../domain/organizations/attributes.ts';
import { refusalOfFuture } from '../../../domain/organizations/dated.ts';
import { addDays, businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assignGuidance } from './assign-guidance.ts';
import { requireWriter } from './require-profile-editor.ts';

type Fact = {
  id: Id;
  kind: FactKind;
  item: string;
  path: string;
  organization_id: Id;
  valid_from: BusinessDate;
  valid_until: BusinessDate | null;
  body: object;
};

/** A fact that holds or will hold, for those who write its kind; values of one organisation change one after another. */
async function lockFact(writer: Writer, id: Id): Promise<Fact> {
  await writer.run(
    sql`select 1 from organizations where id = (select organization_id from organization_facts where id = ${id}) for no key update`,
  );
  const fact = await writer.maybe<Fact>(sql`
    select f.id, f.kind, f.item, o.path, f.organization_id, f.valid_from, f.valid_until, f.body from organization_facts f join organizations o on o.id = f.organization_id
    where f.id = ${id} and coalesce(f.valid_until, 'infinity') >= greatest(f.valid_from, ${businessDate(writer.now)})`);
  if (!fact) throw problem('core.not_found');
  await requireWriter(writer, fact.path, factKinds[fact.kind].writer);
  return fact;
}

async function close(writer: Writer, fact: Fact, until: BusinessDate, reason: string): Promise<void> {
  await writer.run(sql`
    update organization_facts set valid_until = ${until}, ended_by = ${writer.caller.person_id}, ended_at = ${writer.now}, end_reason = ${reason} where id = ${fact.id}`);
}

const permission = (fact: Fact) =>
  factKinds[fact.kind].writer === 'own' ? ('organizations.edit' as const) : ('organizations.manage' as const);

/** Holds no longer from a day on, without a new value. The value and its note stay readable. */
export async function endFact(
  writer: Writer,
  input: { fact_id: Id; ended_on: BusinessDate; reason: string },
): Promise<{ done: true }> {
  const fact = await lockFact(writer, input.fact_id);
  if (input.ended_on < fact.valid_from)
    throw problem('organizations.before_history', { day: fact.valid_from }, 'ended_on');
  const early = refusalOfFuture(input.ended_on, businessDate(writer.now), 'ended_on');
  if (early) throw early;
  await close(writer, fact, addDays(input.ended_on, -1), input.reason);
  await writer.audit({
    action: `organizations.end_${fact.kind}`,
    subject_type: 'organization',
    subject_id: fact.organization_id,
    organization_path: fact.path,
    permission: permission(fact),
    before: { ...fact.body, valid_from: fact.valid_from },
    after: { ended_on: input.ended_on },
    reason: input.reason,
  });
  if (fact.kind === 'standardised') await assignGuidance(writer, fact.path);
  return { done: true };
}

/** A value whose day has not come is taken back; the one before it goes on until the next one. */
export async function takeBackFact(writer: Writer, input: { fact_id: Id; reason: string }): Promise<{ done: true }> {
  const fact = await lockFact(writer, input.fact_id);
  if (fact.valid_from <= businessDate(writer.now)) throw problem('organizations.fact_in_force');
  await close(writer, fact, addDays(fact.valid_from, -1), input.reason);
  await writer.run(sql`
    update organization_facts set valid_until = ${fact.valid_until}
    where organization_id = ${fact.organization_id} and kind = ${fact.kind} and item = ${fact.item} and id <> ${fact.id}
      and valid_until = ${fact.valid_from}::date - 1 and valid_from <= valid_until and ended_at is null`);
  await writer.audit({
    action: `organizations.take_back_${fact.kind}`,
    subject_type: 'organization',
    subject_id: fact.organization_id,
    organization_path: fact.path,
    permission: permission(fact),
    before: { ...fact.body, valid_from: fact.valid_from },
    reason: input.reason,
  });
  return { done: true };
}
