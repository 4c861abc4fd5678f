import type { Id } from '../../../domain/id.ts';
import { refusalToMove } from '../../../domain/organizations/organization.ts';
import { childPath } from '../../../domain/organizations/path.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { atOrBelow } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';
import { settleOrganization, type Nouns } from '../../lifecycle.ts';
import { assertGuidance } from './change-organization.ts';
import { requireReshape } from '../county/counted-places.ts';
import { refuseTakenName } from './create-organization.ts';
import { loadOrganization } from './load-organization.ts';
import { addVersion } from '../profile/add-version.ts';

export async function moveOrganization(
  writer: Writer,
  nouns: Nouns,
  input: { organization_id: Id; parent_id: Id; valid_from: BusinessDate; reason: string },
): Promise<{ path: string }> {
  await lockTree(writer);
  const organization = await loadOrganization(writer, input.organization_id);
  const parent = await loadOrganization(writer, input.parent_id);
  requireReshape(writer.caller, organization);
  writer.caller.require('organizations.manage', { path: parent.path }, 'organizations.read');
  const refused = refusalToMove(organization, parent, input.valid_from, businessDate(writer.now));
  if (refused) throw refused;
  assertGuidance(organization, organization.guiding_kind, parent.kind);
  await refuseTakenName(writer, parent.id, organization.name);
  const path = await hangUnder(writer, nouns, { organization, parent });
  await addVersion(writer, atOrBelow(sql`o.path`, path), input.valid_from, 'moved');
  await writer.audit({
    action: 'organizations.move',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: path,
    permission: 'organizations.manage',
    before: { parent_id: organization.parent_id, path: organization.path },
    after: { parent_id: parent.id, path, valid_from: input.valid_from },
    reason: input.reason,
  });
  return { path };
}

/** Two moves at once could make a ring; moves are rare, so they wait for one another. */
export async function lockTree(writer: Writer): Promise<void> {
  await writer.run(sql`select pg_advisory_xact_lock(7261010)`);
}

export async function hangUnder(
  writer: Writer,
  nouns: Nouns,
  { organization, parent }: Record<'organization' | 'parent', { readonly id: Id; readonly path: string }>,
): Promise<string> {
  const ordinal = Number(organization.path.split('/').at(-2));
  const path = childPath(parent.path, ordinal);
  await writer.run(sql`update organizations set parent_id = ${parent.id} where id = ${organization.id}`);
  await writer.run(sql`
    insert into former_paths (path, organization_id, left_at) select path, id, ${writer.now} from organizations where ${atOrBelow(sql`path`, organization.path)}
    on conflict (path) do update set left_at = excluded.left_at`);
  const given = { organization_id: organization.id, from: organization.path, to: path };
  await settleOrganization(writer, nouns, { event: 'moved', given });
  return path;
}
