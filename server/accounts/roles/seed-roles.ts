import type { Pool } from 'pg';
import { builtInRoles } from '../../../domain/accounts/built-in-roles.ts';
import { newId } from '../../../domain/id.ts';

/** The roles of the installation, at the first start. They belong to no organisation, so they are offered everywhere. */
export async function seedRoles(pool: Pool, now: Date): Promise<void> {
  const { rows } = await pool.query<{ is_planted: boolean }>(
    `select exists (select from settings where key = 'built_in_roles') as is_planted`,
  );
  if (rows[0]?.is_planted === true) return;
  for (const role of builtInRoles) {
    await pool.query(
      `insert into roles (id, name_zh, name_en, permissions, created_at)
       select $1, $2, $3, $4, $5 where not exists (select from roles where name_zh = $2 and organization_id is null)`,
      [newId(now), role.name_zh, role.name_en, role.permissions, now],
    );
  }
  await pool.query(`insert into settings values ('built_in_roles', '1', $1) on conflict do nothing`, [now]);
}
