/** P52, R64: league members who are not registered volunteers. A list of members comes from the branch. */
import { nameKey } from './name.ts';
import { normalizeDocumentNumber } from './identity.ts';

export type LeagueMember = { readonly name: string; readonly document_number: string };

/** `isRegistered` answers by keyed index, so that no plain number is stored for those who are not registered. */
export function unregisteredMembers<M extends LeagueMember>(
  members: readonly M[],
  isRegistered: (member: M) => boolean,
): readonly M[] {
  const seen = new Set<string>();
  return members.filter((member) => {
    const key = normalizeDocumentNumber(member.document_number) || nameKey(member.name);
    if (seen.has(key)) return false;
    seen.add(key);
    return !isRegistered(member);
  });
}
