import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { mayBeginAlone, roleNamedByOperator } from './begin-alone.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { grantRole } from './grant-role.ts';

/** The first administrator begins at a place where nobody works yet: with the own role, for it and below. */
export async function takeUpWork(writer: Writer, input: { organization_id: Id }): Promise<{ id: Id }> {
  const me = writer.caller.person_id;
  const organization = await standingOrganization(writer, input.organization_id);
  writer.caller.require('accounts.grant', { path: organization.path }, 'organizations.read');
  const role_id = await roleNamedByOperator(writer, me);
  if (role_id === null) throw problem('accounts.not_alone');
  await writer.run(sql`select 1 from accounts where person_id = ${me} for update`); // two presses are one grant
  const held = await writer.maybe<{ id: Id }>(sql`
    select id from role_grants where person_id = ${me} and organization_id = ${organization.id} and role_id = ${role_id} and ended_at is null and activity_id is null limit 1`);
  if (held !== undefined) throw problem('accounts.works_here');
  if (!(await mayBeginAlone(writer, { person_id: me, path: organization.path, now: writer.now })))
    throw problem('accounts.not_alone');
  const { id } = await grantRole(writer, {
    person_id: me,
    role_id,
    organization_id: organization.id,
    is_below: true,
    valid_from: businessDate(writer.now),
    valid_until: null,
  });
  return { id };
}
