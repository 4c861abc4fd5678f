import type { Permission } from '../../../domain/access.ts';
import { levelActions, levelMay, type LeagueLevel, type LevelAction } from '../../../domain/organizations/levels.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';

/** The county an organisation lies in (or is), or null above counties and where there is no county level. */
export async function countyPathOf(reader: Reader, path: string): Promise<string | null> {
  const county = await reader.maybe<{ path: string }>(sql`
    select path from organizations where path = any(${pathsUpwards(path)}::text[]) and kind = 'county'`);
  return county?.path ?? null;
}

/**
 * G35 R42: what lies in a county is edited by those who hold the permission in that county; higher levels read and
 * instruct. Outside counties (city and provincial bodies, places without county level) whoever holds it at the place edits.
 */
export async function mayEditOwn(
  reader: Reader,
  actor: Actor,
  path: string,
  permission: Permission = 'organizations.edit',
): Promise<boolean> {
  if (!actor.may(permission, { path })) return false;
  const county = await countyPathOf(reader, path);
  if (county === null) return true;
  const scope = actor.scope(permission);
  return [...scope.below.filter((held) => path.startsWith(held)), ...scope.exact.filter((held) => held === path)].some(
    (held) => held.startsWith(county),
  );
}

export async function requireEditOwn(reader: Reader, actor: Actor, path: string): Promise<void> {
  actor.require('organizations.edit', { path }, 'organizations.read');
  if (!(await mayEditOwn(reader, actor, path))) throw problem('organizations.not_own_county');
}

/** R42: what the caller's level may do with a county's record, in the words of the three-level mechanism. */
export async function powersOver(reader: Reader, actor: Actor, countyPath: string): Promise<readonly LevelAction[]> {
  const scope = actor.scope('organizations.read');
  const held = await reader.all<{ path: string; kind: LeagueLevel }>(sql`
    select path, kind from organizations where path = any(${[...scope.below, ...scope.exact]}::text[]) and kind in ('province', 'city', 'county')`);
  return levelActions.filter((action) => held.some((desk) => levelMay(desk.kind, desk.path, action, countyPath)));
}

/** Holds the permission for an organisation strictly above this path, and for all below it. */
export function isSuperior(actor: Actor, path: string): boolean {
  return actor.scope('organizations.manage').below.some((held) => path.startsWith(held) && held !== path);
}

/** Levels (province, city, county) of the organisations at which the caller holds a permission that reaches this path. */
export async function levelsHeld(
  reader: Reader,
  actor: Actor,
  permission: Permission,
  path: string,
): Promise<readonly string[]> {
  const scope = actor.scope(permission);
  const paths = [
    ...scope.below.filter((held) => path.startsWith(held)),
    ...scope.exact.filter((held) => held === path),
  ];
  const rows = await reader.all<{ level: string | null }>(sql`
    select distinct case when kind in ('nation', 'province', 'city', 'county') then kind else level end as level
    from organizations where path = any(${paths}::text[])`);
  return rows.flatMap((row) => (row.level === null ? [] : [row.level]));
}
