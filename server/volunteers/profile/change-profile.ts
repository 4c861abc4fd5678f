import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assertCompound } from '../registration/residential-compounds.ts';
import { loadOwn, loadOwnOrWard } from '../load-volunteer.ts';
import { termsInForce } from '../registration/terms-in-force.ts';

export type Profile = {
  readonly languages: readonly string[];
  readonly availability: readonly string[];
  readonly skills: readonly string[];
  readonly compound_id: Id | null;
  readonly school: string | null;
};

/** Skills that somebody verified stay; the volunteer adds and removes only what was self-declared. */
export async function changeProfile(writer: Writer, profile: Profile): Promise<void> {
  const own = await loadOwn(writer, writer.caller.person_id);
  if (profile.compound_id !== null) await assertCompound(writer, profile.compound_id);
  await writer.run(sql`
    update volunteers set languages = ${profile.languages}::text[], availability = ${profile.availability}::text[], compound_id = ${profile.compound_id}, school = ${profile.school}
    where id = ${own.id}`);
  await noteRemoved(
    writer,
    'volunteer_skills',
    await writer.all<RemovedRow>(
      sql`delete from volunteer_skills r where r.volunteer_id = ${own.id} and r.verified_at is null and not (r.skill = any(${profile.skills}::text[])) returning ${removedKey.volunteer_skills}`,
    ),
  );
  await writer.run(sql`
    insert into volunteer_skills (volunteer_id, skill) select ${own.id}::uuid, skill from unnest(${profile.skills}::text[]) as s (skill) on conflict do nothing`);
  await writer.audit({
    action: 'volunteers.change_profile',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
    before: {
      languages: own.languages,
      availability: own.availability,
      compound: own.compound?.name ?? null,
      school: own.school,
    },
    after: profile,
  });
}

/** S17: the acceptance is kept with its version and who gave it, a guardian for a child; L07: the spirit with it. */
export async function acceptTerms(
  writer: Writer,
  input: { readonly version: string; readonly volunteer_id?: Id | undefined },
): Promise<void> {
  const { version } = input;
  const me = writer.caller.person_id;
  const own = await loadOwnOrWard(writer, me, input.volunteer_id);
  if (own.withdrawn_at !== null) throw problem('volunteers.registration_cancelled');
  await writer.run(sql`select id from volunteers where id = ${own.id} for update`); // parent and child may accept at once: one acceptance stays
  const terms = await termsInForce(writer, own.organization_path);
  if (terms.version !== version) throw problem('volunteers.terms_changed', {}, 'version');
  await writer.run(
    sql`update consents set withdrawn_at = ${writer.now} where volunteer_id = ${own.id} and kind = 'terms' and withdrawn_at is null and version <> ${version}`,
  );
  for (const [kind, accepted] of [
    ['terms', version],
    ['spirit', '1'],
  ] as const) {
    await writer.run(sql`
      insert into consents (volunteer_id, id, kind, version, given_by, given_at)
      select ${own.id}::uuid, ${writer.newId()}::uuid, ${kind}::text, ${accepted}::text, ${me}::uuid, ${writer.now}::timestamptz
      where not exists (select 1 from consents where volunteer_id = ${own.id} and kind = ${kind} and version = ${accepted} and withdrawn_at is null)`);
  }
  await writer.audit({
    action: 'volunteers.accept_terms',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
    after: { version, given_by: me },
  });
}
