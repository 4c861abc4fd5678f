import type { Id } from '../../../domain/id.ts';
import { mergeState, type MergeInputs } from '../../../domain/volunteers/merge.ts';
import { codeText, shortCode, stepAt, stepSeconds, type CodeSubject } from '../../../domain/rotating-code.ts';
import { ageOn, businessDate } from '../../../domain/time.ts';
import { consentKinds, ownConsentKinds, type ConsentKind } from '../../../domain/volunteers/consent-kinds.ts';
import { consentsMissing } from '../../../domain/volunteers/consent.ts';
import { documentTypes, type DocumentType } from '../../../domain/volunteers/identity.ts';
import { maskName } from '../../../domain/masking.ts';
import { spellVolunteerNumber } from '../../../domain/volunteers/volunteer-number.ts';
import { problem } from '../../../domain/problem.ts';
import { namesOf, withNames } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { plannedEndsOf } from '../../organizations/planned-ends/queries.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { eligibilityInputs } from '../guardians/eligibility.ts';
import { honoursOf } from './honours.ts';
import { loadOwn, type VolunteerRow } from '../load-volunteer.ts';
import { termsInForce } from '../registration/terms-in-force.ts';
import { childrenIdsOf } from '../children-of.ts';

type MembershipRow = {
  id: Id;
  organization: { id: Id; name: string };
  joined_on: string;
  left_on: string | null;
  label: string | null;
  is_confirmed: boolean;
  confirmed_by_name: string | null;
};

export async function membershipsOf(reader: Reader, volunteer: Id): Promise<MembershipRow[]> {
  const rows = await reader.all<Omit<MembershipRow, 'confirmed_by_name'> & { confirmed_by: Id | null }>(sql`
    select m.id, json_build_object('id', o.id, 'name', o.name_zh) as organization, m.joined_on::text, m.left_on::text, m.label,
      m.confirmed_at is not null as is_confirmed, m.confirmed_by
    from memberships m join organizations o on o.id = m.organization_id
    where m.volunteer_id = ${volunteer} order by m.left_on nulls first, m.joined_on`);
  return withNames(reader, rows, ['confirmed_by']);
}

/** Which consents stand open today by the rule book of the home organisation. */
export async function missingConsents(
  reader: Reader,
  volunteer: Id,
  path: string,
  now: Date,
): Promise<('parent' | 'teacher')[]> {
  const day = businessDate(now);
  const inputs = await eligibilityInputs(reader, volunteer, day);
  if (!inputs) return [];
  const ages = await ruleBookInForce(reader, 'age_matrix', path, day);
  const given = [
    ...(inputs.has_parent_consent ? ['guardian' as const] : []),
    ...(inputs.has_teacher_consent ? ['teacher' as const] : []),
  ];
  return consentsMissing(inputs, ages.body, day, given).map((giver) => (giver === 'guardian' ? 'parent' : 'teacher'));
}

export async function myVolunteer(reader: Reader, me: Id, now: Date) {
  const own = await loadOwn(reader, me);
  const day = businessDate(now);
  const terms = await termsInForce(reader, own.organization_path);
  const inputs = await eligibilityInputs(reader, me, day);
  const missing = own.withdrawn_at ? [] : await missingConsents(reader, me, own.organization_path, now);
  const accepted = inputs?.has_accepted_terms ?? false;
  const memberships = await membershipsOf(reader, me);
  return {
    id: own.id,
    name: own.name,
    number: own.number,
    number_spelt: spellVolunteerNumber(own.number),
    document_type: own.document_type,
    document_hint: own.document_hint,
    phone_hint: own.phone_hint,
    organization: { id: own.organization_id, name: own.organization_name },
    registered_at: own.registered_at,
    withdrawn_at: own.withdrawn_at,
    is_pupil: own.is_pupil,
    is_league_member: own.is_league_member,
    school: own.school,
    compound: own.compound,
    languages: own.languages,
    availability: own.availability,
    skills: await reader.all<{ skill: string; valid_until: string | null; is_verified: boolean }>(sql`
      select skill, valid_until::text, verified_at is not null as is_verified from volunteer_skills where volunteer_id = ${me} order by skill`),
    memberships: memberships.map((row) => ({
      ...row,
      can: { leave: row.left_on === null && own.withdrawn_at === null },
    })),
    planned_ends: own.withdrawn_at === null ? await endsAround(reader, own.organization_id, memberships) : [],
    honours: await honoursOf(reader, me),
    cards: await reader.all<{
      id: Id;
      kind: 'citizen_card' | 'social_security_card';
      number_hint: string;
      bound_at: Date;
    }>(sql`
      select id, kind, number_hint, bound_at from card_bindings where volunteer_id = ${me} and unbound_at is null order by bound_at`),
    insured_until: inputs?.insured_until ?? null,
    consents_missing: missing,
    requests_waiting: await reader.all<{ role: 'parent' | 'teacher'; phone_hint: string; expires_at: Date }>(sql`
      select role, phone_hint, expires_at from guardian_requests where child_id = ${me} and answered_at is null and expires_at > ${now} order by created_at`),
    terms_to_accept: accepted || own.withdrawn_at ? null : terms,
    can: {
      take_part: own.withdrawn_at === null && missing.length === 0 && accepted,
      withdraw: own.withdrawn_at === null,
    },
  };
}

async function endsAround(reader: Reader, home: Id, memberships: readonly MembershipRow[]) {
  const teams = memberships.filter((row) => row.left_on === null).map((row) => row.organization.id);
  return [...(await plannedEndsOf(reader, [home, ...teams])).values()];
}

const codesAhead = (60 * 60) / stepSeconds;

/** The codes of the next hour travel with the card: a volunteer without reception can still be scanned. */
export async function myCard(reader: Reader, secrets: SecretBox, own: VolunteerRow, now: Date) {
  const me = own.id;
  if (own.withdrawn_at) throw problem('volunteers.registration_cancelled');
  const inputs = await eligibilityInputs(reader, me, businessDate(now));
  const subject: CodeSubject = { kind: 'card', id: me };
  const hmac = (message: Uint8Array): Uint8Array => secrets.codeMac(new TextDecoder().decode(message));
  const type = documentTypes[(own.document_type ?? 'resident_id') as DocumentType];
  const first = stepAt(now);
  const labels = (await membershipsOf(reader, me)).flatMap((row) =>
    row.label && row.is_confirmed && row.left_on === null ? [row.label] : [],
  );
  return {
    name: own.name,
    number: own.number,
    number_spelt: spellVolunteerNumber(own.number),
    document_zh: type.zh,
    document_en: type.en,
    document_hint: own.document_hint ?? '',
    phone_hint: own.phone_hint ?? '',
    insured_until: inputs?.insured_until ?? null,
    organization_name: own.organization_name,
    labels,
    now,
    step_seconds: stepSeconds,
    codes: Array.from({ length: codesAhead }, (_, place) => {
      const step = first + place;
      return { step, text: codeText(subject, step, hmac), short: shortCode(subject, step, hmac) };
    }),
  };
}

type ConsentRow = {
  id: Id;
  kind: ConsentKind;
  version: string;
  given_by: Id;
  given_at: Date;
  withdrawn_at: Date | null;
};

export async function myConsents(reader: Reader, me: Id) {
  const own = await loadOwn(reader, me);
  const rows = await reader.all<ConsentRow>(sql`
    select c.id, c.kind, c.version, c.given_by, c.given_at, c.withdrawn_at
    from consents c where c.volunteer_id = ${own.id} order by c.given_at desc, c.id desc`);
  const names = await namesOf(
    reader,
    rows.map((row) => row.given_by),
  );
  const standing = new Set(rows.filter((row) => row.withdrawn_at === null).map((row) => row.kind));
  return {
    rows: rows.map(({ given_by: giver, ...row }) => ({
      ...row,
      given_by_name: names.of(giver),
      zh: consentKinds[row.kind].zh,
      en: consentKinds[row.kind].en,
      can: { withdraw: row.withdrawn_at === null && giver === me && consentKinds[row.kind].withdrawable },
    })),
    open: ownConsentKinds
      .filter((kind) => !standing.has(kind))
      .map((kind) => ({ kind, zh: consentKinds[kind].zh, en: consentKinds[kind].en })),
  };
}

/** Looks at the full data of the caller and of the own children. */
export async function looksAt(reader: Reader, me: Id) {
  const family = [me, ...(await childrenIdsOf(reader, me))];
  const rows = await reader.all<{
    at: Date;
    actor_person_id: Id | null;
    action: string;
    reason: string | null;
    subject_id: Id;
  }>(sql`
    select e.at, e.actor_person_id, e.action, e.reason, e.subject_id from audit_events e
    where e.subject_type = 'volunteer' and e.action in ('volunteers.reveal', 'volunteers.ask_minor_access', 'volunteers.decide_minor_access', 'volunteers.look_up_card')
      and e.subject_id = any(${family}::text[])
    order by e.at desc limit 200`);
  const names = await namesOf(
    reader,
    rows.flatMap((row) => [row.actor_person_id, row.subject_id]),
  );
  return {
    rows: rows.map(({ actor_person_id, subject_id, ...row }) => ({
      ...row,
      person_name: names.of(actor_person_id),
      subject_name: names.of(subject_id),
    })),
  };
}

type MergeRow = {
  id: Id;
  kept_id: Id;
  duplicate_id: Id;
  other_name: string;
  other_number: string | null;
  reason: string;
  opened_at: Date;
  kept_agreed_at: Date | null;
  duplicate_agreed_at: Date | null;
  decision_reason: string | null;
  carry_out_after: Date | null;
} & MergeInputs;

/** Each side sees the other's masked name, never the other's numbers. */
export async function myMerges(reader: Reader, me: Id) {
  const rows = await reader.all<MergeRow>(sql`
    select m.id, m.kept_id, m.duplicate_id, coalesce(p.name, '') as other_name, v.number as other_number, m.reason, m.opened_at, m.kept_agreed_at, m.duplicate_agreed_at,
      m.decision, coalesce(m.stop_reason, m.decision_reason) as decision_reason, m.carry_out_after, m.carried_out_at, m.stopped_at
    from merge_requests m join persons p on p.id = case when m.kept_id = ${me} then m.duplicate_id else m.kept_id end left join volunteers v on v.id = p.id
    where m.kept_id = ${me} or m.duplicate_id = ${me} order by m.opened_at desc`);
  return {
    rows: rows.map(
      ({
        kept_id: keptId,
        duplicate_id: _duplicate,
        kept_agreed_at: kept,
        duplicate_agreed_at: duplicate,
        decision,
        carried_out_at,
        stopped_at,
        ...row
      }) => {
        const state = mergeState({ decision, carried_out_at, stopped_at });
        const [mine, other] = keptId === me ? [kept, duplicate] : [duplicate, kept];
        return {
          ...row,
          state,
          side: keptId === me ? ('kept' as const) : ('duplicate' as const),
          other_name: maskName(row.other_name),
          i_agreed: mine !== null,
          other_agreed: other !== null,
          can: {
            agree: state === 'open' && mine === null,
            object: state === 'waiting' || (state === 'open' && mine === null),
          },
        };
      },
    ),
  };
}

/** Full years, or null where no birth date is held. */
export function ageOf(birthDate: string | null, now: Date): number | null {
  return birthDate === null ? null : ageOn(birthDate, businessDate(now));
}
