/** What a shift asks of whoever signs up: each requirement is met, or says what would meet it. */
import type { AgeMatrix } from '../organizations/rule-books/age-matrix.ts';
import { problem, type Problem } from '../problem.ts';
import { ageOn, businessDate, wholeMinutes, type BusinessDate } from '../time.ts';
import type { Category } from './categories.ts';
import { adultAge } from '../volunteers/consent.ts';
import { overlapping, type Booking } from './shifts.ts';
import type { InsuranceKind } from '../organizations/rule-books/risks.ts';

export type Qualification = { readonly code: string; readonly valid_until: BusinessDate | null };

export type Applicant = {
  readonly birth_date: BusinessDate;
  readonly pupil: boolean; // R62: the status decides, not the age
  readonly self_supporting: boolean; // from 16, living on own work
  readonly parent_consent: boolean;
  readonly teacher_consent: boolean;
  readonly terms_accepted: boolean; // S17: rights and duties in force, by the person or a guardian
  readonly with_parent: boolean; // R61: a parent holds a sign-up for the same shift and signs the child up
  readonly skills: readonly string[];
  readonly qualifications: readonly Qualification[];
  readonly courses: readonly string[];
  readonly insured_until: BusinessDate | null;
  readonly bookings: readonly Booking[]; // seats and waitlist places held: both hold the person's time
};

export type ShiftTerms = {
  readonly shift_id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly closes_at: Date;
  readonly capacity: number;
  readonly waitlist_capacity: number;
  readonly category: Category;
  readonly minimum_age: number | null;
  readonly maximum_age: number | null;
  readonly parent_child: boolean;
  readonly skills: readonly string[];
  readonly qualifications: readonly string[];
  readonly courses: readonly string[];
  readonly insurance: InsuranceKind;
};

/** What the rule books `age_matrix` and `publishing_limits` of the publishing organisation say. */
export type SignUpLimits = {
  readonly ages: AgeMatrix;
  readonly open_sign_ups: number;
  readonly minutes_per_day: number;
};

export type Requirement = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly problem: Problem | null;
};

/** S40 R61: by the rule book, or because the activity is one for parents with children. */
export const needsAdult = (age: number, isParentChild: boolean, ages: AgeMatrix): boolean =>
  age < ages.accompanied_below_age || (isParentChild && age < adultAge);

export type Asked = { readonly applicant: Applicant; readonly shift: ShiftTerms; readonly limits: SignUpLimits };

const requirement = (code: string, zh: string, en: string, found: Problem | null): Requirement => ({
  code,
  zh,
  en,
  problem: found,
});

function ageRequirements({ applicant, shift, limits }: Asked): Requirement[] {
  const age = ageOn(applicant.birth_date, businessDate(shift.starts_at));
  // a parent beside the child stands in for the general minimum age, never for the activity's own
  const general = applicant.with_parent ? 0 : limits.ages.minimum_age;
  const adult = limits.ages.disaster_relief_minimum_age;
  const minimum = Math.max(general, shift.minimum_age ?? 0);
  const found: Requirement[] = [];
  if (minimum > 0)
    found.push(
      requirement(
        'minimum_age',
        `年满 ${minimum} 岁`,
        `${minimum} or older`,
        age < minimum ? problem('projects.too_young', { age: minimum }) : null,
      ),
    );
  if (shift.maximum_age !== null) {
    found.push(
      requirement(
        'maximum_age',
        `不超过 ${shift.maximum_age} 岁`,
        `${shift.maximum_age} or younger`,
        age > shift.maximum_age ? problem('projects.too_old', { age: shift.maximum_age }) : null,
      ),
    );
  }
  if (shift.category === 'disaster_relief')
    found.push(
      requirement(
        'adult',
        `年满 ${adult} 岁`,
        `${adult} or older`,
        age < adult ? problem('projects.minor_refused', { age: adult }) : null,
      ),
    );
  if (needsAdult(age, shift.parent_child, limits.ages)) {
    found.push(
      requirement(
        'with_parent',
        '和家长一起参加',
        'Together with a parent',
        applicant.with_parent ? null : problem('projects.child_alone'),
      ),
    );
  }
  return [...found, ...consentRequirements(applicant, age, limits.ages)];
}

function consentRequirements(applicant: Applicant, age: number, ages: AgeMatrix): Requirement[] {
  if (applicant.pupil) {
    const missing = [applicant.parent_consent ? '' : '家长', applicant.teacher_consent ? '' : '老师']
      .filter((each) => each !== '')
      .join('、');
    return [
      requirement(
        'pupil_consents',
        '要家长和老师都同意',
        'Needs the consent of parent and teacher',
        missing === '' ? null : problem('projects.pupil_consents_missing', { missing }),
      ),
    ];
  }
  if (age >= ages.guardian_under_age || (applicant.self_supporting && age >= ages.self_supporting_age)) return [];
  return [
    requirement(
      'guardian_consent',
      '要监护人同意',
      'Needs the consent of a guardian',
      applicant.parent_consent ? null : problem('projects.guardian_consent_missing'),
    ),
  ];
}

function abilityRequirements({ applicant, shift }: Asked): Requirement[] {
  const day = businessDate(shift.ends_at); // valid on the last day of the shift too
  return [
    ...shift.skills.map((skill) =>
      requirement(
        `skill:${skill}`,
        `会${skill}`,
        `Skill: ${skill}`,
        applicant.skills.includes(skill) ? null : problem('projects.skill_missing', { skill }),
      ),
    ),
    ...shift.qualifications.map((code) =>
      requirement(
        `qualification:${code}`,
        `要有有效的${code}证书`,
        `Needs a valid qualification: ${code}`,
        qualificationProblem(applicant, code, day),
      ),
    ),
    ...shift.courses.map((course) =>
      requirement(
        `course:${course}`,
        `要学过${course}`,
        `Needs the course: ${course}`,
        applicant.courses.includes(course) ? null : problem('projects.course_missing', { course }),
      ),
    ),
    ...(shift.insurance === 'volunteer'
      ? [
          requirement(
            'insurance',
            '要有有效的意外险',
            'Needs valid accident insurance',
            applicant.insured_until !== null && applicant.insured_until >= day
              ? null
              : problem('projects.insurance_invalid'),
          ),
        ]
      : []),
  ];
}

function qualificationProblem(applicant: Applicant, code: string, day: BusinessDate): Problem | null {
  const held = applicant.qualifications.filter((each) => each.code === code);
  if (held.length === 0) return problem('projects.qualification_missing', { qualification: code });
  if (held.some((each) => each.valid_until === null || each.valid_until >= day)) return null;
  const until =
    held
      .map((each) => each.valid_until ?? '')
      .sort()
      .at(-1) ?? '';
  return problem('projects.qualification_expired', { qualification: code, until });
}

function timeRequirements({ applicant, shift, limits }: Asked): Requirement[] {
  const clash =
    applicant.bookings.find((each) => each.shift_id === shift.shift_id) ?? overlapping(shift, applicant.bookings);
  const day = businessDate(shift.starts_at);
  const sameDay = applicant.bookings.filter((each) => businessDate(each.starts_at) === day);
  const minutes = [...sameDay, shift].reduce((sum, each) => sum + wholeMinutes(each.starts_at, each.ends_at), 0);
  const clashFound =
    clash === null
      ? null
      : clash.shift_id === shift.shift_id
        ? problem('projects.already_signed_up')
        : problem('projects.overlap', { other: clash.name });
  const longDay =
    minutes > limits.minutes_per_day ? problem('projects.day_too_long', { hours: limits.minutes_per_day / 60 }) : null;
  const manyOpen =
    applicant.bookings.length >= limits.open_sign_ups
      ? problem('projects.too_many_open', { limit: limits.open_sign_ups })
      : null;
  return [
    requirement('no_overlap', '时间不能和别的服务冲突', 'Must not clash with another service', clashFound),
    ...(longDay === null ? [] : [requirement('rest', '一天的服务不能过长', 'The day must not be too long', longDay)]),
    ...(manyOpen === null
      ? []
      : [requirement('open_sign_ups', '未完成的报名不能太多', 'Not too many open sign-ups', manyOpen)]),
  ];
}

/** Shown only while it is open: who accepted is not asked again. Who is signed up already checks in and out regardless. */
function termsRequirement({ applicant }: Asked): Requirement[] {
  return applicant.terms_accepted
    ? []
    : [
        requirement(
          'terms',
          '要接受权利和义务',
          'Needs the rights and duties accepted',
          problem('projects.terms_not_accepted'),
        ),
      ];
}

/** Every requirement of this shift for this person, met or not: worded as what is asked, for the state stands beside it. */
export function requirements(asked: Asked): Requirement[] {
  return [
    ...ageRequirements(asked),
    ...timeRequirements(asked),
    ...abilityRequirements(asked),
    ...termsRequirement(asked),
  ];
}
