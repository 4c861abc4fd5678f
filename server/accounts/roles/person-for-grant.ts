import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { accountOfPhone, newPerson } from '../sign-in/open-account.ts';

/**
 * P16: a new sub-account is a phone and a name; its owner signs in by code. A known phone names the person behind it,
 * whose name stays as it is. Checked here too, so that a stranger cannot learn which phones have accounts.
 */
export async function personForGrant(
  writer: Writer,
  input: { phone: string; name: string | null; organization_id: Id },
): Promise<Id> {
  const organization = await standingOrganization(writer, input.organization_id);
  writer.caller.require('accounts.grant', { path: organization.path }, 'organizations.read');
  const index = writer.secrets.index('phone', input.phone);
  const known = await accountOfPhone(writer, index);
  if (known) return known.person_id;
  const same = await writer.all<{ id: Id }>(
    sql`select id from persons where phone_index = ${index} and erased_at is null limit 2`,
  );
  const one = same.length === 1 ? same[0] : undefined;
  const person = one?.id ?? (await newPerson(writer, input.phone, index, input.name));
  await writer.run(
    sql`insert into accounts (person_id, is_staff, created_at) values (${person}, true, ${writer.now}) on conflict (person_id) do nothing`,
  );
  await writer.run(
    sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${index}, ${person}) on conflict do nothing`,
  );
  return person;
}
