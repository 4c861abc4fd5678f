/** What sign-up and pages need to know of a volunteer on a day, in one query. */
import type { Id } from '../../../domain/id.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { termsVersion } from '../registration/terms-in-force.ts';

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
  volunteer: Id,
  day: BusinessDate,
): Promise<EligibilityInputs | undefined> {
  const { held } = await reader.one<{ held: HeldInputs }>(sql`select ${heldInputs(sql`${volunteer}::uuid`)} as held`);
  return inputsOnDay(held, volunteer, day);
}

/** What is kept, as JSON of our own statement; what of it holds on a day is told apart afterwards. */
export type HeldInputs = {
  readonly person:
    | (Pick<EligibilityInputs, 'is_pupil' | 'is_self_supporting' | 'is_withdrawn' | 'languages'> & {
        readonly birth_date: BusinessDate | null;
        readonly terms_version: string;
      })
    | null;
  readonly consents: readonly { readonly kind: string; readonly given_by: Id; readonly version: string }[];
  readonly parent_ids: readonly Id[];
  readonly skills: readonly {
    readonly code: string;
    readonly valid_until: BusinessDate | null;
    readonly is_verified: boolean;
  }[];
  readonly covers: readonly { readonly from: BusinessDate; readonly until: BusinessDate }[];
};

/** A part of a statement that knows the volunteer: everything lies where that person's rows lie. */
export const heldInputs = (volunteer: Sql): Sql => sql`json_build_object(
  'person', (select json_build_object('birth_date', p.birth_date, 'is_pupil', v.is_pupil, 'is_self_supporting', v.is_self_supporting, 'is_withdrawn', v.withdrawn_at is not null,
      'languages', v.languages, 'terms_version', ${termsVersion(sql`v.organization_path`)})
    from volunteers v join persons p on p.id = v.id where v.id = ${volunteer}),
  'consents', coalesce((select json_agg(json_build_object('kind', c.kind, 'given_by', c.given_by, 'version', c.version))
    from consents c where c.volunteer_id = ${volunteer} and c.withdrawn_at is null), '[]'),
  'parent_ids', coalesce((select json_agg(g.guardian_id) from guardianships g where g.child_id = ${volunteer} and g.ended_at is null and g.relation <> 'teacher'), '[]'),
  'skills', coalesce((select json_agg(json_build_object('code', s.skill, 'valid_until', s.valid_until, 'is_verified', s.verified_at is not null) order by s.skill)
    from volunteer_skills s where s.volunteer_id = ${volunteer}), '[]'),
  'covers', coalesce((select json_agg(json_build_object('from', i.valid_from, 'until', i.valid_until)) from insurance_covers i where i.volunteer_id = ${volunteer}), '[]'))`;

export function inputsOnDay(held: HeldInputs, volunteer: Id, day: BusinessDate): EligibilityInputs | undefined {
  if (held.person === null) return undefined;
  const { birth_date, terms_version, ...person } = held.person;
  const parents = held.consents.filter((consent) => consent.kind === 'parent').map((consent) => consent.given_by);
  const covers = held.covers.filter((cover) => cover.from <= day && day <= cover.until).map((cover) => cover.until);
  return {
    ...person,
    volunteer_id: volunteer,
    birth_date: birth_date ?? day,
    has_parent_consent: parents.length > 0,
    // two people: who agreed as the parent is no teacher beside it
    has_teacher_consent: held.consents.some((one) => one.kind === 'teacher' && !parents.includes(one.given_by)),
    has_accepted_terms: held.consents.some((one) => one.kind === 'terms' && one.version === terms_version),
    parent_ids: held.parent_ids,
    skills: held.skills
      .filter((skill) => skill.valid_until === null || skill.valid_until >= day)
      .map((skill) => skill.code),
    qualifications: held.skills
      .filter((skill) => skill.is_verified)
      .map(({ code, valid_until }) => ({ code, valid_until })),
    insured_until: covers.sort().at(-1) ?? null,
  };
}
