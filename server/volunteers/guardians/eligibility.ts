/** What sign-up, check-in and rosters need to know of volunteers on a day, in one query. */
import type { Id } from '../../../domain/id.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { acceptedTerms } from '../registration/terms-in-force.ts';

export type EligibilityInputs = {
  readonly volunteer_id: Id;
  readonly birth_date: BusinessDate;
  readonly is_pupil: boolean;
  readonly is_self_supporting: boolean;
  readonly has_parent_consent: boolean;
  readonly has_teacher_consent: boolean;
  readonly has_accepted_terms: boolean; // S17: the version in force at the home organisation
  /** Parents and other guardians by person, for accompanied children (R61). */
  readonly parent_ids: readonly Id[];
  readonly skills: readonly string[];
  readonly qualifications: readonly { readonly code: string; readonly valid_until: BusinessDate | null }[];
  readonly insured_until: BusinessDate | null; // of the cover that holds on the day
  readonly is_withdrawn: boolean;
  readonly languages: readonly string[];
};

export async function eligibilityInputs(
  reader: Reader,
  volunteers: readonly Id[],
  day: BusinessDate,
): Promise<EligibilityInputs[]> {
  return reader.all<EligibilityInputs>(eligibility(sql`${volunteers}::uuid[]`, sql`${day}::date`));
}

/** The same as a part of a statement that finds out the day by itself. */
export function eligibility(volunteers: Sql, day: Sql): Sql {
  return sql`
    select v.id as volunteer_id, coalesce(p.birth_date, ${day})::text as birth_date, v.is_pupil, v.is_self_supporting,
      v.withdrawn_at is not null as is_withdrawn, v.languages,
      exists (select 1 from consents c where c.volunteer_id = v.id and c.kind = 'parent' and c.withdrawn_at is null) as has_parent_consent,
      exists (select 1 from consents c where c.volunteer_id = v.id and c.kind = 'teacher' and c.withdrawn_at is null
        and not exists (select 1 from consents q where q.volunteer_id = c.volunteer_id and q.kind = 'parent' and q.withdrawn_at is null and q.given_by = c.given_by)) as has_teacher_consent, -- two people: one alone is a parent
      ${acceptedTerms(sql`v.id`, sql`v.organization_path`)} as has_accepted_terms,
      coalesce((select array_agg(g.guardian_id::text) from guardianships g where g.child_id = v.id and g.ended_at is null and g.relation <> 'teacher'), '{}') as parent_ids,
      coalesce((select array_agg(s.skill order by s.skill) from volunteer_skills s
        where s.volunteer_id = v.id and (s.valid_until is null or s.valid_until >= ${day})), '{}') as skills,
      coalesce((select json_agg(json_build_object('code', s.skill, 'valid_until', s.valid_until) order by s.skill) from volunteer_skills s
        where s.volunteer_id = v.id and s.verified_at is not null), '[]') as qualifications,
      (select max(i.valid_until)::text from insurance_covers i where i.volunteer_id = v.id and ${day} between i.valid_from and i.valid_until) as insured_until
    from volunteers v join persons p on p.id = v.id
    where v.id = any(${volunteers})`;
}
