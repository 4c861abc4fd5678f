/** Who may call something by a name that speaks for a body above or of another division: whoever stands at or above that body. */
import type { Permission } from '../../domain/access.ts';
import { associationKinds, divisionKinds, isDivision, type OrganizationKind } from '../../domain/organizations/kinds.ts';
import { carriesName, claimLevelNames, claimLevels, foldName, reservedWord, speaksFor } from '../../domain/organizations/reserved-names.ts';
import { inBoth, problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import { pathsUpwards } from '../db/tree.ts';
import type { Writer } from '../db/writer.ts';

type Named = { readonly path: string; readonly kind: OrganizationKind; readonly level: string | null; readonly name_zh: string; readonly parent_kind: OrganizationKind | null; readonly parent_path: string };
type Claim = { readonly name: string; readonly field: 'name_zh' | 'title'; readonly permission: Permission; /** Where it will stand, or its superior. */ readonly place: string; readonly kind?: OrganizationKind; /** Of what is renamed: its former name lends nothing. */ readonly self?: string };

/** Bodies that speak for the division under which they stand. */
const speakers: readonly OrganizationKind[] = ['league_committee', ...associationKinds, 'department', 'leading_group', 'action_centre'];
const rankOf = (level: string | null): number => (level === null || !(divisionKinds as readonly string[]).includes(level) ? divisionKinds.length : divisionKinds.indexOf(level as (typeof divisionKinds)[number]));
const columns = sql`o.path, o.kind, o.level, o.name_zh, p.kind as parent_kind, coalesce(p.path, '/') as parent_path from organizations o left join organizations p on p.id = o.parent_id`;

export async function refuseClaimedName(writer: Writer, claim: Claim): Promise<void> {
  const what = claim.field === 'title' ? 'title' : 'organization';
  const rank = await rankOfCaller(writer, claim);
  const reserved = reservedWord(claim.name, what);
  if (reserved !== null && rank > claimLevels.indexOf(reserved.level)) {
    throw problem('organizations.name_reserved', { word: reserved.word, ...inBoth('level', claimLevelNames[reserved.level]) }, claim.field);
  }
  if (claim.kind !== undefined && ['nation', 'province', 'city', 'county'].includes(claim.kind)) return; // districts of one name stand in many cities
  const taken = await bodyClaimed(writer, claim, rank);
  if (taken !== undefined) throw problem('organizations.name_of_another', { body: taken }, claim.field);
}

/** The highest level for which the caller stands by the grants that reach this place; a team speaks for no level. */
async function rankOfCaller(writer: Writer, claim: Claim): Promise<number> {
  const scope = writer.caller.scope(claim.permission);
  const held = [...scope.below.filter((path) => claim.place.startsWith(path)), ...scope.exact.filter((path) => path === claim.place)];
  const rows = await writer.all<Named>(sql`select ${columns} where o.path = any(${held}::text[])`);
  const ranks = rows.map((row) => (isDivision(row.kind) ? rankOf(row.kind) : speakers.includes(row.kind) && row.parent_kind !== null && isDivision(row.parent_kind) ? rankOf(row.level) : divisionKinds.length));
  return Math.min(divisionKinds.length, ...ranks);
}

async function bodyClaimed(writer: Writer, claim: Claim, rank: number): Promise<string | undefined> {
  const way = pathsUpwards(claim.place);
  const known = await writer.all<Named>(sql`
    select ${columns} where o.dissolved_on is null and (o.path = any(${way}::text[]) or o.kind in ('province', 'city', 'county')
      or (p.path = any(${way}::text[]) and o.kind = any(${[...speakers]}::text[])))`);
  const above = known.filter((one) => way.includes(one.path));
  const [divisions, bodies] = [above.filter((one) => isDivision(one.kind)), above.filter((one) => !isDivision(one.kind))];
  const mine = (one: Named): boolean => writer.caller.may(claim.permission, { path: one.path });
  const folded = foldName(claim.name);
  const places = divisions.filter((one) => rankOf(one.kind) >= rankOf('city')).map((one) => one.name_zh);

  const speaking = known.filter((one) => speakers.includes(one.kind) && way.includes(one.parent_path));
  const same = [...speaking, ...bodies, ...divisions].find((one) => one.path !== claim.self && foldName(one.name_zh) === folded && !mine(one) && rank > rankOf(one.level));
  if (same) return same.name_zh;
  const isPart = bodies.some((one) => one.path !== claim.self && speakers.includes(one.kind) && [...one.name_zh].length > 4 && folded.startsWith(foldName(one.name_zh))); // 某协会江东服务队, below that association
  const carried = isPart ? undefined : speaking.find((one) => one.path !== claim.self && (claim.field !== 'title' || rankOf(one.level) < rankOf('county')) && !way.includes(one.path) && carriesName(claim.name, one.name_zh, places) && !mine(one) && rank > rankOf(one.level));
  if (carried || claim.field === 'title') return carried?.name_zh;
  const over = isPart ? undefined : divisions.find((one) => one.kind !== 'nation' && rank > rankOf(one.kind) && speaksFor(claim.name, one.name_zh, rankOf(one.kind) < rankOf('county'), places) && !mine(one));
  if (over) return over.name_zh;
  const own = new Set(divisions.map((one) => foldName(one.name_zh)));
  return known.find((one) => isDivision(one.kind) && !way.includes(one.path) && !own.has(foldName(one.name_zh)) && !claim.place.startsWith(one.path) && speaksFor(claim.name, one.name_zh, false) && !mine(one))?.name_zh;
}
