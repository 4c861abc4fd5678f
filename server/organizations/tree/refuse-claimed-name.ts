/** Who may call something by a name that speaks for a body above or of another division: whoever stands at or above that body. */
import type { Permission } from '../../../domain/access.ts';
import {
  claimedBody,
  noRank,
  rankAt,
  speakers,
  type Known,
  type NameClaim,
} from '../../../domain/organizations/claimed-names.ts';
import type { OrganizationKind } from '../../../domain/organizations/kinds.ts';
import { claimLevelNames, claimLevels, reservedWord } from '../../../domain/organizations/reserved-names.ts';
import { inBoth, problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';

type Claim = NameClaim & { readonly permission: Permission; readonly kind?: OrganizationKind };

const columns = sql`o.path, o.kind, o.level, o.name_zh, p.kind as parent_kind, coalesce(p.path, '/') as parent_path from organizations o left join organizations p on p.id = o.parent_id`;

export async function refuseClaimedName(writer: Writer, claim: Claim): Promise<void> {
  const rank = await rankOfCaller(writer, claim);
  const reserved = reservedWord(claim.name, claim.field === 'title' ? 'title' : 'organization');
  if (reserved !== null && rank > claimLevels.indexOf(reserved.level)) {
    throw problem(
      'organizations.name_reserved',
      { word: reserved.word, ...inBoth('level', claimLevelNames[reserved.level]) },
      claim.field,
    );
  }
  if (claim.kind !== undefined && (claimLevels as readonly string[]).includes(claim.kind)) return; // districts of one name stand in many cities
  const speaksAt = (path: string): boolean => writer.caller.may(claim.permission, { path });
  const taken = claimedBody(claim, await knownAround(writer, claim.place), { rank, speaksAt });
  if (taken !== undefined) throw problem('organizations.name_of_another', { body: taken }, claim.field);
}

/** The highest level for which the caller stands by the grants that reach this place. */
async function rankOfCaller(writer: Writer, claim: Claim): Promise<number> {
  const scope = writer.caller.scope(claim.permission);
  const held = [
    ...scope.below.filter((path) => claim.place.startsWith(path)),
    ...scope.exact.filter((path) => path === claim.place),
  ];
  const bodies = await writer.all<Known>(sql`select ${columns} where o.path = any(${held}::text[])`);
  return Math.min(noRank, ...bodies.map(rankAt));
}

function knownAround(writer: Writer, place: string): Promise<Known[]> {
  const way = pathsUpwards(place);
  return writer.all<Known>(sql`
    select ${columns} where o.dissolved_on is null and (o.path = any(${way}::text[]) or o.kind in ('province', 'city', 'county')
      or (p.path = any(${way}::text[]) and o.kind = any(${[...speakers]}::text[])))`);
}
