import type { Id } from '../../../domain/id.ts';
import { defaultAgeMatrix } from '../../../domain/organizations/rule-books/age-matrix.ts';
import { businessDate } from '../../../domain/time.ts';
import { storageConsentUnderAge } from '../../../domain/volunteers/consent.ts';
import { builtInTerms, spirit } from '../../../domain/volunteers/spirit.ts';
import { byId } from '../../db/by-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { campaignOf } from './campaigns.ts';
import { compoundsNear } from './residential-compounds.ts';
import { termsInForce } from './terms-in-force.ts';

export async function registrationPage(
  reader: Reader,
  { organization_id: organizationId, campaign }: { organization_id?: Id | undefined; campaign?: string | undefined },
  now: Date,
) {
  const organization = organizationId === undefined ? null : await loadOrganization(reader, organizationId);
  const ages = organization
    ? (await ruleBookInForce(reader, 'age_matrix', organization.path, businessDate(now))).body
    : defaultAgeMatrix;
  return {
    organization: organization && { id: organization.id, name: organization.name },
    campaign: await campaignOf(reader, campaign),
    spirit: [...spirit],
    terms: organization ? await termsInForce(reader, organization.path) : builtInTerms,
    ages: {
      minimum_age: ages.minimum_age,
      guardian_under_age: ages.guardian_under_age,
      self_supporting_age: ages.self_supporting_age,
      storage_consent_under_age: storageConsentUnderAge,
    },
    compounds: organization ? await compoundsNear(reader, organization.path) : [],
  };
}

type WaitingRow = {
  id: Id;
  role: 'parent' | 'teacher';
  created_at: Date;
  expires_at: Date;
  organization: { id: Id; name: string } | null;
  child: { id: Id; name: string; school: string | null; is_pupil: boolean } | null;
};

async function waitingFor(reader: Reader, person: Id, now: Date): Promise<WaitingRow[]> {
  const own = await reader.maybe<{ phone_index: Buffer }>(
    sql`select phone_index from persons where id = ${person} and phone_index is not null`,
  );
  if (own === undefined) return [];
  const rows = await reader.all<Omit<WaitingRow, 'child'> & { child_id: Id | null }>(sql`
    select r.id, r.role, r.created_at, r.expires_at,
      case when o.id is null then null else json_build_object('id', o.id, 'name', o.name_zh) end as organization, r.child_id
    from guardian_requests r left join organizations o on o.id = r.organization_id
    where r.phone_index = ${own.phone_index} and r.answered_at is null and r.expires_at > ${now} order by r.created_at`);
  const children = await byId<{ id: Id; name: string; school: string | null; is_pupil: boolean }>(
    rows.map((row) => row.child_id),
    (ids) =>
      reader.all(sql`
        select p.id, coalesce(p.name, '') as name, v.school, coalesce(v.is_pupil, false) as is_pupil from persons p left join volunteers v on v.id = p.id where p.id = any(${ids}::uuid[])`),
  );
  return rows.map(({ child_id, ...row }) => ({ ...row, child: children.get(child_id ?? '') ?? null }));
}

/** What waits for this person's own phone, and the children agreed for. A guardian sees the full name of the own child. */
export async function guardianPage(reader: Reader, person: Id, now: Date) {
  const rows = await waitingFor(reader, person, now);
  // the newest relation of each kind: who agreed again after a withdrawal is listed once
  const wards = await reader.all<{
    child_id: Id;
    name: string;
    number: string;
    relation: string;
    confirmed_at: Date;
    consent_id: Id | null;
    withdrawn_at: Date | null;
  }>(sql`
    select g.child_id, coalesce(p.name, '') as name, v.number, g.relation, g.confirmed_at, s.id as consent_id, case when s.id is null then w.withdrawn_at end as withdrawn_at
    from (select distinct on (child_id, relation) * from guardianships where guardian_id = ${person} and ended_at is null order by child_id, relation, confirmed_at desc) g
    join persons p on p.id = g.child_id join volunteers v on v.id = g.child_id
    left join lateral (select (array_agg(c.id order by c.given_at desc))[1] as id from consents c where c.volunteer_id = g.child_id and c.given_by = ${person} and c.withdrawn_at is null
      and c.kind = case when g.relation = 'teacher' then 'teacher' else 'parent' end) s on true
    left join lateral (select max(c.withdrawn_at) as withdrawn_at from consents c where c.volunteer_id = g.child_id and c.given_by = ${person}
      and c.kind = case when g.relation = 'teacher' then 'teacher' else 'parent' end) w on true
    where p.erased_at is null order by g.confirmed_at`);
  const me = await reader.one<{ name: string | null }>(sql`select name from persons where id = ${person}`);
  return { rows, wards, my_name: me.name };
}
