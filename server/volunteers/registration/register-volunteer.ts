import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { ageOn, businessDate, type BusinessDate } from '../../../domain/time.ts';
import { assertMinimumAge, storageConsentUnderAge } from '../../../domain/volunteers/consent.ts';
import { readDocument, type DocumentType, type IdentityDocument } from '../../../domain/volunteers/identity.ts';
import { readName } from '../../../domain/volunteers/name.ts';
import { takeKey } from '../../accounts/people/identity-keys.ts';
import { savePerson } from '../../accounts/people/save-person.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Nouns } from '../../lifecycle.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { divisionOf, takeVolunteerNumbers } from '../next-number.ts';
import type { Messenger } from '../guardians/request-guardian.ts';
import { claimOrAskToMerge } from './claim-registration.ts';
import { assertCompound } from './residential-compounds.ts';
import { documentColumns, personByDocument } from '../personal-fields.ts';
import { personPinyin } from '../person-pinyin.ts';
import { termsInForce } from './terms-in-force.ts';
import type { Registered } from './registered.ts';

export type RegistrationSource = 'self' | 'import' | 'station' | 'campaign' | 'guardian';
export type Registration = {
  /** The person who exists already, such as the one who signed in by phone; null makes a new one. */
  readonly person_id: Id | null;
  readonly name: string;
  readonly document: {
    readonly type?: DocumentType | undefined;
    readonly number: string;
    readonly birth_date?: BusinessDate | null | undefined;
  };
  readonly organization_id: Id;
  readonly source: RegistrationSource;
  readonly campaign?: { readonly id: Id; readonly name: string } | null | undefined;
  readonly is_pupil?: boolean | undefined;
  readonly is_self_supporting?: boolean | undefined;
  readonly is_league_member?: boolean | undefined;
  readonly school?: string | null | undefined;
  readonly compound_id?: Id | null | undefined;
  /** The version of rights and duties that was shown; the spirit was acknowledged with it. */
  readonly terms_version: string;
  /** Who accepted: the volunteer, or the guardian for a child. */
  readonly accepted_by: Id | null;
  readonly is_guardian_present?: boolean | undefined;
  readonly is_example?: boolean | undefined;
};

/** What a registration asks of others: messages to who must agree, and what follows where it takes an earlier one over. */
export type Helps = Nouns & { readonly messenger?: Messenger | undefined };

/** The one way a single person becomes a volunteer. Below 14 it refuses unless the guardian is the one who acts. */
export async function registerVolunteer(writer: Writer, nouns: Nouns, input: Registration): Promise<Registered> {
  const today = businessDate(writer.now);
  const name = readName(input.name);
  const document = readDocument({ ...input.document, today });
  const organization = await standingOrganization(writer, input.organization_id);
  const ages = await ruleBookInForce(writer, 'age_matrix', organization.path, today);
  assertMinimumAge(document.birth_date, ages.body, today);
  const age = ageOn(document.birth_date, today);
  if (age < storageConsentUnderAge && input.is_guardian_present !== true)
    throw problem('volunteers.guardian_first', {}, 'document_number');
  if (input.compound_id) await assertCompound(writer, input.compound_id);
  const terms = await termsInForce(writer, organization.path);
  if (terms.version !== input.terms_version) throw problem('volunteers.terms_changed', {}, 'terms_version');

  const earlier =
    input.person_id === null
      ? undefined
      : await writer.maybe<{ number: string; withdrawn_at: Date | null }>(sql`
    select number, withdrawn_at from volunteers where id = ${input.person_id}`);
  if (earlier && earlier.withdrawn_at === null) throw problem('volunteers.already_registered');
  const holder = await personByDocument(writer, documentColumns(writer.secrets, document).index);
  if (holder !== null && holder !== input.person_id)
    return claimOrAskToMerge(writer, nouns, { holder, newcomer: input.person_id, name });

  const volunteerId = await identify(writer, { ...input, name, document });
  await joinAndAccept(writer, input, { volunteerId, day: today });
  const number = await saveVolunteer(writer, input, { volunteerId, path: organization.path, number: earlier?.number });
  await writer.audit({
    action: 'volunteers.register',
    subject_type: 'volunteer',
    subject_id: volunteerId,
    organization_path: organization.path,
    permission: input.source === 'station' ? 'volunteers.register' : null,
    after: { number, source: input.source, document_type: document.type, is_pupil: input.is_pupil ?? false },
  });
  return { outcome: 'registered', volunteer_id: volunteerId, number, age };
}

async function identify(
  writer: Writer,
  input: Registration & { name: string; document: IdentityDocument },
): Promise<Id> {
  const { document, name } = input;
  const columns = documentColumns(writer.secrets, document);
  const id = input.person_id ?? writer.newId();
  const { holder } = await takeKey(writer, id, { kind: 'document', index: columns.index });
  // another request with the same document came between the look-up and here: ask again, then it is found
  if (holder !== id) throw problem('core.conflict');
  await savePerson(writer, {
    id,
    name,
    pinyin: personPinyin(name),
    birth_date: document.birth_date,
    sex: document.sex,
    document_type: document.type,
    document: columns,
    is_example: input.is_example ?? false,
  });
  return id;
}

/** The series of numbers is locked from here on, so whatever needs no number was written before. */
async function saveVolunteer(
  writer: Writer,
  input: Registration,
  { volunteerId, path, number: former }: { volunteerId: Id; path: string; number: string | undefined },
): Promise<string> {
  const number = former ?? (await takeVolunteerNumbers(writer, await divisionOf(writer, path), 1))[0];
  if (number === undefined) throw new Error('a number was expected');
  const saved = await writer.maybe(sql`
    insert into volunteers (id, number, organization_id, organization_path, source, campaign_id, campaign, is_pupil, is_self_supporting, is_league_member, school, compound_id, registered_at)
    values (${volunteerId}, ${number}, ${input.organization_id}, ${path}, ${input.source}, ${input.campaign?.id ?? null}, ${input.campaign?.name ?? null}, ${input.is_pupil ?? false},
      ${input.is_self_supporting ?? false}, ${input.is_league_member ?? false}, ${input.school ?? null}, ${input.compound_id ?? null}, ${writer.now})
    on conflict (id) do update set organization_id = excluded.organization_id, organization_path = excluded.organization_path, source = excluded.source,
      campaign_id = excluded.campaign_id, campaign = excluded.campaign, is_pupil = excluded.is_pupil, is_self_supporting = excluded.is_self_supporting, is_league_member = excluded.is_league_member,
      school = excluded.school, compound_id = excluded.compound_id, withdrawn_at = null, withdrawal_reason = null
      where volunteers.withdrawn_at is not null and volunteers.number = excluded.number returning id`); // who came back keeps number and hours
  if (saved === undefined) throw problem('volunteers.already_registered'); // by another request meanwhile: the number goes back
  if (former === undefined)
    await writer.run(sql`insert into volunteer_numbers (number, volunteer_id) values (${number}, ${volunteerId})`);
  return number;
}

async function joinAndAccept(
  writer: Writer,
  input: Registration,
  { volunteerId, day }: { volunteerId: Id; day: BusinessDate },
): Promise<void> {
  await writer.run(sql`
    insert into memberships (volunteer_id, id, organization_id, joined_on) values (${volunteerId}, ${writer.newId()}, ${input.organization_id}, ${day})`);
  if (input.accepted_by === null) return; // an import accepts nothing for anybody: the person is asked at the first sign-in
  for (const [kind, version] of [
    ['spirit', '1'],
    ['terms', input.terms_version],
  ] as const) {
    await writer.run(sql`
      insert into consents (volunteer_id, id, kind, version, given_by, given_at)
      values (${volunteerId}, ${writer.newId()}, ${kind}, ${version}, ${input.accepted_by}, ${writer.now})`);
  }
}
