import { approvingPermissions } from '../../domain/permissions.ts';
import { sql, type Sql } from '../db/sql.ts';

/** In a statement over `role_grants g` and `roles r`: the permissions that count, and the approving ones that wait for a second administrator's yes. */
const waits: Sql = sql`p = any(${sql.raw(`'{${approvingPermissions.join(',')}}'`)}::text[]) and p <> all(g.confirmed_permissions) and g.granted_by is not null`;
export const countedPermissions: Sql = sql`array(select p from unnest(r.permissions) p where not (${waits}))`;
export const waitingPermissions: Sql = sql`array(select p from unnest(r.permissions) p where ${waits})`;
