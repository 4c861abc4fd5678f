import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Seats } from '../../later-nouns.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { findVolunteer, type VolunteerRow } from '../load-volunteer.ts';

export async function loadForEdit(writer: Writer, id: Id): Promise<VolunteerRow> {
  const row = await findVolunteer(writer, id);
  if (!row || row.erased_at) throw problem('core.not_found');
  writer.caller.require('volunteers.edit', { path: row.organization_path }, 'volunteers.read');
  if (row.withdrawn_at) throw problem('volunteers.registration_cancelled');
  return row;
}

export type Correction = {
  readonly volunteer_id: Id;
  readonly is_pupil: boolean;
  readonly is_self_supporting: boolean;
  readonly is_league_member: boolean;
  readonly school: string | null;
  readonly organization_id: Id;
  readonly reason: string;
};

/** Status and home organisation; a move needs the right at both ends. */
export async function editVolunteer(writer: Writer, later: Seats, input: Correction): Promise<void> {
  const row = await loadForEdit(writer, input.volunteer_id);
  const home = await standingOrganization(writer, input.organization_id);
  if (home.id !== row.organization_id) writer.caller.require('volunteers.edit', { path: home.path }, 'volunteers.read');
  await writer.run(sql`
    update volunteers set is_pupil = ${input.is_pupil}, is_self_supporting = ${input.is_self_supporting}, is_league_member = ${input.is_league_member}, school = ${input.school},
      organization_id = ${home.id}, organization_path = ${home.path} where id = ${row.id}`);
  await writer.audit({
    action: 'volunteers.edit',
    subject_type: 'volunteer',
    subject_id: row.id,
    organization_path: row.organization_path,
    permission: 'volunteers.edit',
    reason: input.reason,
    before: {
      is_pupil: row.is_pupil,
      is_self_supporting: row.is_self_supporting,
      is_league_member: row.is_league_member,
      school: row.school,
      organization: row.organization_name,
    },
    after: {
      is_pupil: input.is_pupil,
      is_self_supporting: input.is_self_supporting,
      is_league_member: input.is_league_member,
      school: input.school,
      organization: home.name,
    },
  });
  if (input.is_pupil !== row.is_pupil || input.is_self_supporting !== row.is_self_supporting)
    await later.giveBackSeats(writer, later, { child_id: row.id, ending: 'status' });
}

export async function addInsurance(
  writer: Writer,
  input: {
    volunteer_id: Id;
    insurer: string;
    policy_number: string;
    valid_from: BusinessDate;
    valid_until: BusinessDate;
  },
): Promise<{ id: Id }> {
  const row = await loadForEdit(writer, input.volunteer_id);
  if (input.valid_until < input.valid_from) throw problem('volunteers.cover_dates', {}, 'valid_until');
  const id = writer.newId();
  await writer.run(sql`
    insert into insurance_covers (volunteer_id, id, insurer, policy_number, valid_from, valid_until, recorded_at)
    values (${row.id}, ${id}, ${input.insurer}, ${input.policy_number}, ${input.valid_from}, ${input.valid_until}, ${writer.now})`);
  await writer.audit({
    action: 'volunteers.insure',
    subject_type: 'volunteer',
    subject_id: row.id,
    organization_path: row.organization_path,
    permission: 'volunteers.edit',
    after: { insurer: input.insurer, valid_from: input.valid_from, valid_until: input.valid_until },
  });
  return { id };
}

export async function verifySkill(
  writer: Writer,
  input: { volunteer_id: Id; skill: string; certificate: string; valid_until: BusinessDate | null },
): Promise<void> {
  const row = await loadForEdit(writer, input.volunteer_id);
  await writer.run(sql`
    insert into volunteer_skills (volunteer_id, skill, certificate, valid_until, verified_by, verified_at)
    values (${row.id}, ${input.skill}, ${input.certificate}, ${input.valid_until}, ${writer.caller.person_id}, ${writer.now})
    on conflict (volunteer_id, skill) do update set certificate = excluded.certificate, valid_until = excluded.valid_until, verified_by = excluded.verified_by, verified_at = excluded.verified_at`);
  await writer.audit({
    action: 'volunteers.verify_skill',
    subject_type: 'volunteer',
    subject_id: row.id,
    organization_path: row.organization_path,
    permission: 'volunteers.edit',
    after: { skill: input.skill, valid_until: input.valid_until },
  });
}
