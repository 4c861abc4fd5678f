import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { storageConsentUnderAge } from '../../../domain/volunteers/consent.ts';
import { maskName } from '../../../domain/masking.ts';
import { spellVolunteerNumber } from '../../../domain/volunteers/volunteer-number.ts';
import { businessDate } from '../../../domain/time.ts';
import { isMinor } from '../../../domain/volunteers/consent.ts';
import { parseCode, checkCode } from '../../../domain/rotating-code.ts';
import type { CardKind } from '../../../domain/volunteers/cards.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { volunteerByCard } from './bind-card.ts';
import { eligibilityInputs } from '../guardians/eligibility.ts';
import { mayBeLinked } from '../registration/link-volunteer.ts';
import { honoursOf } from './honours.ts';
import { findVolunteer } from '../load-volunteer.ts';
import { minorAccess } from '../guardians/minor-access.ts';
import { ageOf, membershipsOf, missingConsents } from './my-queries.ts';

export async function volunteerPage(
  reader: Reader,
  actor: Actor,
  id: Id,
  { now, sends_codes }: { now: Date; sends_codes: boolean },
) {
  const row = await findVolunteer(reader, id);
  if (!row) throw problem('core.not_found');
  const place = { path: row.organization_path };
  const teams = await membershipsOf(reader, id);
  const paths = await pathsOf(
    reader,
    teams.filter((team) => team.left_on === null).map((team) => team.organization.id),
  );
  // a team leader reads the people of the team, also those whose home is elsewhere
  if (
    !actor.may('volunteers.read', place) &&
    ![...paths.values()].some((path) => actor.may('volunteers.read', { path }))
  )
    throw problem('core.not_found');
  const inputs = await eligibilityInputs(reader, id, businessDate(now));
  const age = ageOf(row.birth_date, now);
  const isOwn = actor.person_id === id;
  const standing = row.withdrawn_at === null && row.erased_at === null;
  const account = await reader.maybe<{ phone_freed_at: Date | null }>(
    sql`select phone_freed_at from accounts where person_id = ${id}`,
  );
  const access = isMinor(row.birth_date, businessDate(now))
    ? await minorAccess(reader, id, actor.person_id, now)
    : { state: 'not_needed' as const, expires_at: null };
  return {
    id,
    name_hint: maskName(row.name),
    number: row.number,
    number_spelt: spellVolunteerNumber(row.number),
    document_type: row.document_type,
    document_hint: row.document_hint ?? '',
    phone_hint: row.phone_hint ?? '',
    sex: row.sex,
    age,
    organization: { id: row.organization_id, name: row.organization_name },
    source: row.source,
    campaign: row.campaign,
    registered_at: row.registered_at,
    phone_freed_at: account?.phone_freed_at ?? null,
    withdrawn_at: row.withdrawn_at,
    withdrawal_reason: row.withdrawal_reason,
    merged_into: row.merged_into === null ? null : await numberOf(reader, row.merged_into),
    merged: await reader.all<{ id: Id; number: string }>(
      sql`select id, number from volunteers where merged_into = ${id} order by registered_at`,
    ),
    is_pupil: row.is_pupil,
    is_self_supporting: row.is_self_supporting,
    is_league_member: row.is_league_member,
    school: row.school,
    compound: row.compound,
    languages: row.languages,
    availability: row.availability,
    skills: await reader.all<{ skill: string; valid_until: string | null; is_verified: boolean }>(sql`
      select skill, valid_until::text, verified_at is not null as is_verified from volunteer_skills where volunteer_id = ${id} order by skill`),
    memberships: teams.map((team) => ({
      ...team,
      can: {
        confirm_label:
          team.label !== null &&
          !team.is_confirmed &&
          team.left_on === null &&
          !isOwn &&
          actor.may('volunteers.edit', { path: paths.get(team.organization.id) ?? '' }),
      },
    })),
    honours: await honoursOf(reader, id),
    insured_until: inputs?.insured_until ?? null,
    consents_missing: standing ? await missingConsents(reader, id, row.organization_path, now) : [],
    minor_access: access,
    can: {
      edit: standing && !isOwn && actor.may('volunteers.edit', place),
      reveal:
        row.erased_at === null &&
        actor.may('volunteers.reveal', place) &&
        (access.state === 'not_needed' || access.state === 'approved'),
      ask_minor_access:
        actor.may('volunteers.reveal', place) && (access.state === 'none' || access.state === 'refused'),
      honour: !isOwn && actor.may('volunteers.edit', place),
      merge: standing && !isOwn && actor.may('volunteers.merge', place),
      recover_phone:
        row.merged_into === null &&
        row.erased_at === null &&
        (account !== undefined || age === null || age >= storageConsentUnderAge) &&
        !isOwn &&
        actor.may('volunteers.merge', place),
      read_hours: actor.may('records.read', place),
      read_sign_ups: actor.may('projects.roster', place),
      read_certificates: actor.may('records.certify', place),
      link:
        standing && !isOwn && actor.may('volunteers.register', place) && (await mayBeLinked(reader, id, sends_codes)),
    },
  };
}

async function numberOf(reader: Reader, id: Id): Promise<{ id: Id; number: string }> {
  return reader.one<{ id: Id; number: string }>(sql`select id, number from volunteers where id = ${id}`);
}

async function pathsOf(reader: Reader, ids: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await reader.all<{ id: Id; path: string }>(
    sql`select id, path from organizations where id = any(${ids}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.id, row.path]));
}

type CardQuestion = { scanned: string } | { kind: CardKind; number: string };

/** Leaves an event that the owner can read: a number typed from memory is a look like any other. P71, P72: whoever checks people in anywhere may read a card that is shown; holding it out is the consent. */
export async function lookUpCard(writer: Writer, question: CardQuestion) {
  const [actor, secrets, now] = [writer.caller, writer.secrets, writer.now];
  actor.requireSomewhere('records.check_in', 'volunteers.read');
  const id =
    'scanned' in question
      ? ownerOfScan(question.scanned, secrets, now)
      : await volunteerByCard(writer, secrets, question);
  const row = id === null ? undefined : await findVolunteer(writer, id);
  if (!row || row.erased_at) throw problem('core.not_found');
  await writer.audit({
    action: 'volunteers.look_up_card',
    subject_type: 'volunteer',
    subject_id: row.id,
    organization_path: row.organization_path,
    after: {
      how: 'scanned' in question ? 'scanned' : 'typed',
      kind: 'scanned' in question ? 'volunteer_card' : question.kind,
    },
  });
  const inputs = await eligibilityInputs(writer, row.id, businessDate(now));
  const labels = (await membershipsOf(writer, row.id)).flatMap((team) =>
    team.label && team.is_confirmed && team.left_on === null ? [team.label] : [],
  );
  return {
    // A live code is shown by its owner; a number can be typed by anyone who has seen it, so it opens a masked name only.
    id: row.id,
    name: 'scanned' in question ? row.name : maskName(row.name),
    number: row.number,
    number_spelt: spellVolunteerNumber(row.number),
    organization_name: row.organization_name,
    registered_at: row.registered_at,
    is_withdrawn: row.withdrawn_at !== null,
    labels,
    consents_missing: row.withdrawn_at ? [] : await missingConsents(writer, row.id, row.organization_path, now),
    insured_until: inputs?.insured_until ?? null,
  };
}

function ownerOfScan(text: string, secrets: SecretBox, now: Date): Id {
  const code = parseCode(text);
  if (code?.subject.kind !== 'card') throw problem('volunteers.card_code', {}, 'scanned');
  const verdict = checkCode(
    code,
    {
      scanned_at: now,
      arrived_at: now,
      online: true,
      late_scan_hours: 0,
      valid_from: new Date(now.getTime() - 86_400_000),
      valid_until: new Date(now.getTime() + 86_400_000),
    },
    (message) => secrets.codeMac(new TextDecoder().decode(message)),
  );
  if (!verdict.ok) throw problem('volunteers.card_code', {}, 'scanned');
  return code.subject.id;
}
