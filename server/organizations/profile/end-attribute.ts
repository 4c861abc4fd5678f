import { attributeKinds, type AttributeKind } from '../../../domain/organizations/attributes.ts';
import { refusalOfFuture } from '../../../domain/organizations/dated.ts';
import { addDays, businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assignGuidance } from './assign-guidance.ts';
import { requireProfileEditor } from './require-profile-editor.ts';

type Attribute = {
  id: Id;
  kind: AttributeKind;
  item: string;
  path: string;
  organization_id: Id;
  valid_from: BusinessDate;
  valid_until: BusinessDate | null;
  body: object;
};

/** An attribute that holds or will hold, for those who write its kind; values of one organisation change one after another. */
async function lockAttribute(writer: Writer, id: Id): Promise<Attribute> {
  await writer.run(
    sql`select 1 from organizations where id = (select organization_id from organization_attributes where id = ${id}) for no key update`,
  );
  const attribute = await writer.maybe<Attribute>(sql`
    select f.id, f.kind, f.item, o.path, f.organization_id, f.valid_from, f.valid_until, f.body from organization_attributes f join organizations o on o.id = f.organization_id
    where f.id = ${id} and coalesce(f.valid_until, 'infinity') >= greatest(f.valid_from, ${businessDate(writer.now)})`);
  if (!attribute) throw problem('core.not_found');
  await requireProfileEditor(writer, attribute.path, attributeKinds[attribute.kind].writer);
  return attribute;
}

async function close(writer: Writer, attribute: Attribute, until: BusinessDate, reason: string): Promise<void> {
  await writer.run(sql`
    update organization_attributes set valid_until = ${until}, ended_by = ${writer.caller.person_id}, ended_at = ${writer.now}, end_reason = ${reason} where id = ${attribute.id}`);
}

const permission = (attribute: Attribute) =>
  attributeKinds[attribute.kind].writer === 'own' ? ('organizations.edit' as const) : ('organizations.manage' as const);

/** Holds no longer from a day on, without a new value. The value and its note stay readable. */
export async function endAttribute(
  writer: Writer,
  input: { attribute_id: Id; ended_on: BusinessDate; reason: string },
): Promise<{ done: true }> {
  const attribute = await lockAttribute(writer, input.attribute_id);
  if (input.ended_on < attribute.valid_from)
    throw problem('organizations.before_history', { day: attribute.valid_from }, 'ended_on');
  const early = refusalOfFuture(input.ended_on, businessDate(writer.now), 'ended_on');
  if (early) throw early;
  await close(writer, attribute, addDays(input.ended_on, -1), input.reason);
  await writer.audit({
    action: `organizations.end_${attribute.kind}`,
    subject_type: 'organization',
    subject_id: attribute.organization_id,
    organization_path: attribute.path,
    permission: permission(attribute),
    before: { ...attribute.body, valid_from: attribute.valid_from },
    after: { ended_on: input.ended_on },
    reason: input.reason,
  });
  if (attribute.kind === 'standardised') await assignGuidance(writer, attribute.path);
  return { done: true };
}

/** A value whose day has not come is taken back; the one before it goes on until the next one. */
export async function takeBackAttribute(
  writer: Writer,
  input: { attribute_id: Id; reason: string },
): Promise<{ done: true }> {
  const attribute = await lockAttribute(writer, input.attribute_id);
  if (attribute.valid_from <= businessDate(writer.now)) throw problem('organizations.attribute_in_force');
  await close(writer, attribute, addDays(attribute.valid_from, -1), input.reason);
  await writer.run(sql`
    update organization_attributes set valid_until = ${attribute.valid_until}
    where organization_id = ${attribute.organization_id} and kind = ${attribute.kind} and item = ${attribute.item} and id <> ${attribute.id}
      and valid_until = ${attribute.valid_from}::date - 1 and valid_from <= valid_until and ended_at is null`);
  await writer.audit({
    action: `organizations.take_back_${attribute.kind}`,
    subject_type: 'organization',
    subject_id: attribute.organization_id,
    organization_path: attribute.path,
    permission: permission(attribute),
    before: { ...attribute.body, valid_from: attribute.valid_from },
    reason: input.reason,
  });
  return { done: true };
}
