import type { Pool } from 'pg';
import type { AuditAction } from '../../../domain/audit-actions.ts';
import { newId } from '../../../domain/id.ts';
import { permissionTable } from '../../../domain/permissions.ts';
import {
  gainOf,
  isSameSet,
  permissionsOf,
  type KnownPermissions,
  type StandingRole,
} from '../../../domain/ready-roles.ts';
import { readyRoles, type ReadyRole } from '../../../domain/ready-role.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { write, type Writer } from '../../db/writer.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { tellOfGains } from './tell-of-gains.ts';

type Services = { readonly pool: Pool; readonly secrets: SecretBox };
type RoleRow = StandingRole & { readonly id: string; readonly ready_role: ReadyRole };
/** A role with the permissions that were never decided for it; `standing` is undefined where it is not there yet. */
type Due = { readonly role: ReadyRole; readonly gains: readonly string[]; readonly standing: RoleRow | undefined };

const roleNames = Object.keys(readyRoles) as ReadyRole[];

/**
 * At each start: the ready-made roles of the installation, which belong to no organisation and are offered everywhere, and
 * what they gained since. A gain is decided once; what somebody shaped is left alone, and so is every role of an organisation.
 */
export async function seedRoles(
  { pool, secrets }: Services,
  now: Date,
  known: KnownPermissions = permissionTable,
): Promise<void> {
  if ((await dueGains(new Reader(pool), known)).length === 0) return;
  await write(pool, { now, actor: null, request_id: 'start', secrets }, async (writer) => {
    await writer.run(sql`select pg_advisory_xact_lock(hashtext('role_gains'))`); // two servers may start at once
    const came: string[] = [];
    for (const due of await dueGains(writer, known)) came.push(...(await apply(writer, due, known)));
    if (came.length > 0) await tellOfGains(writer, [...new Set(came)]);
    // Nothing changed for anybody: the other server did it, or what the roles hold was noted for the first time
    if (writer.audited === 0) writer.audited += 1;
  });
}

async function dueGains(reader: Reader, known: KnownPermissions): Promise<Due[]> {
  const decided = new Set(
    (
      await reader.all<{ ready_role: string; permission: string }>(sql`select ready_role, permission from role_gains`)
    ).map((gain) => `${gain.ready_role} ${gain.permission}`),
  );
  const standing = await reader.all<RoleRow>(
    sql`select id, ready_role, permissions, coalesce(as_given, '{}') as as_given from roles where ready_role is not null`,
  );
  return roleNames
    .map((role) => ({
      role,
      gains: permissionsOf(role, known).filter((permission) => !decided.has(`${role} ${permission}`)),
      standing: standing.find((row) => row.ready_role === role),
    }))
    .filter(({ role, gains, standing: row }) => gains.length > 0 || isBehind(role, row, known));
}

/** The administrator's is computed: all there is, whatever was decided or shaped. */
const isBehind = (role: ReadyRole, row: RoleRow | undefined, known: KnownPermissions): boolean =>
  role === 'administrator' && row !== undefined && !isSameSet(row.permissions, Object.keys(known));

/** What came to a role that stood. */
async function apply(
  writer: Writer,
  { role, gains, standing }: Due,
  known: KnownPermissions,
): Promise<readonly string[]> {
  if (standing === undefined) {
    const [id, name] = [newId(writer.now), readyRoles[role]];
    await writer.run(sql`
      insert into roles (id, ready_role, name_zh, name_en, permissions, as_given, created_at)
      values (${id}, ${role}, ${name.zh}, ${name.en}, ${gains}, ${gains}, ${writer.now})`);
    await note(writer, role, gains, 'seeded');
    await audit(writer, 'accounts.seed_role', id, { after: { ready_role: role, permissions: gains } });
    return [];
  }
  const gain = gainOf(role, standing, gains, Object.keys(known));
  const isOld = (permission: string): boolean => standing.permissions.includes(permission);
  const fresh = gains.filter((permission) => !isOld(permission));
  await note(writer, role, gains.filter(isOld), 'held');
  await note(writer, role, fresh, gain.outcome);
  if (isSameSet(gain.permissions, standing.permissions) && fresh.length === 0) return [];
  await writer.run(sql`
    update roles set permissions = ${gain.permissions}, as_given = ${gain.as_given} where id = ${standing.id}`);
  await audit(writer, gain.outcome === 'given' ? 'accounts.role_gained' : 'accounts.role_left_alone', standing.id, {
    before: { permissions: standing.permissions },
    after: { ready_role: role, gains: fresh, permissions: gain.permissions },
  });
  return fresh;
}

async function note(writer: Writer, role: ReadyRole, decided: readonly string[], outcome: string): Promise<void> {
  await writer.run(sql`
    insert into role_gains (ready_role, permission, outcome, applied_at)
    select ${role}, permission, ${outcome}, ${writer.now} from unnest(${decided}::text[]) permission`);
}

async function audit(
  writer: Writer,
  action: AuditAction,
  id: string,
  content: { readonly before?: object; readonly after: object },
): Promise<void> {
  await writer.audit({ action, subject_type: 'role', subject_id: id, ...content });
}
