/** Whether a name would be taken for that of another body, by the bodies and divisions that are known around its place. */
import { associationKinds, divisionKinds, isDivision, type OrganizationKind } from './kinds.ts';
import { ancestorPaths, type Path } from './path.ts';
import { carriesName, foldName, speaksFor } from './reserved-names.ts';

export type Known = {
  readonly path: Path;
  readonly kind: OrganizationKind;
  readonly level: string | null;
  readonly name_zh: string;
  readonly parent_kind: OrganizationKind | null;
  readonly parent_path: string;
};
export type NameClaim = {
  readonly name: string;
  readonly field: 'name_zh' | 'title';
  /** Where it will stand, or its superior. */
  readonly place: Path;
  /** Of what is renamed: its former name lends nothing. */
  readonly self?: Path;
};
/** The highest level for which somebody stands at a place, and the bodies for which they stand. */
export type Claimant = { readonly rank: number; readonly speaksAt: (path: Path) => boolean };

/** Bodies that speak for the division under which they stand. */
export const speakers: readonly OrganizationKind[] = [
  'league_committee',
  ...associationKinds,
  'department',
  'leading_group',
  'action_centre',
];
/** Speaks for no level, such as a team. */
export const noRank = divisionKinds.length;

/** The nation is 0; what is below every level comes last. */
export function rankOf(level: string | null): number {
  const rank = (divisionKinds as readonly (string | null)[]).indexOf(level);
  return rank === -1 ? noRank : rank;
}

/** For which level somebody who stands at a body speaks. */
export function rankAt(body: Known): number {
  if (isDivision(body.kind)) return rankOf(body.kind);
  return speakers.includes(body.kind) && body.parent_kind !== null && isDivision(body.parent_kind)
    ? rankOf(body.level)
    : noRank;
}

/** The name of the body that would be claimed; undefined where the name is free. */
export function claimedBody(
  claim: NameClaim,
  known: readonly Known[],
  { rank, speaksAt }: Claimant,
): string | undefined {
  const way = [...ancestorPaths(claim.place), claim.place];
  const folded = foldName(claim.name);
  const others = known.filter((one) => one.path !== claim.self && !speaksAt(one.path));
  const outranks = (one: Known): boolean => rank > rankOf(one.level);
  const isSpeaker = (one: Known): boolean => speakers.includes(one.kind);
  const above = known.filter((one) => way.includes(one.path));
  const divisions = above.filter((one) => isDivision(one.kind));
  const places = divisions.filter((one) => rankOf(one.kind) >= rankOf('city')).map((one) => one.name_zh);

  const besideOrAbove = others.filter(
    (one) => way.includes(one.path) || (isSpeaker(one) && way.includes(one.parent_path)),
  );
  const same = besideOrAbove.find((one) => foldName(one.name_zh) === folded && outranks(one));
  if (same) return same.name_zh;

  // 某协会江东服务队, below that association, is its part
  const isPart = above.some(
    (one) =>
      isSpeaker(one) &&
      one.path !== claim.self &&
      [...one.name_zh].length > 4 &&
      folded.startsWith(foldName(one.name_zh)),
  );
  const isLoud = (one: Known): boolean => claim.field !== 'title' || rankOf(one.level) < rankOf('county');
  const carried = isPart
    ? undefined
    : besideOrAbove.find(
        (one) =>
          isSpeaker(one) &&
          !way.includes(one.path) &&
          isLoud(one) &&
          outranks(one) &&
          carriesName(claim.name, one.name_zh, places),
      );
  if (carried || claim.field === 'title') return carried?.name_zh;

  const over = isPart
    ? undefined
    : divisions.find(
        (one) =>
          one.kind !== 'nation' &&
          !speaksAt(one.path) &&
          rank > rankOf(one.kind) &&
          speaksFor(claim.name, one.name_zh, rankOf(one.kind) < rankOf('county'), places),
      );
  if (over) return over.name_zh;

  const own = new Set(divisions.map((one) => foldName(one.name_zh)));
  return known.find(
    (one) =>
      isDivision(one.kind) &&
      !way.includes(one.path) &&
      !speaksAt(one.path) &&
      !own.has(foldName(one.name_zh)) &&
      speaksFor(claim.name, one.name_zh, false),
  )?.name_zh;
}
