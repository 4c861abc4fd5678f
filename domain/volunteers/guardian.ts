/** Who may agree for a child, and how long a request waits. */
import { problem, type Problem } from '../problem.ts';
import { dayMs, type BusinessDate } from '../time.ts';
import { isMinor } from './consent.ts';

export const guardianRequestLifeMs = 3 * dayMs;
export const guardianRequestsPerPhoneAndDay = 5;

/** What reaches the guardian's phone: it names nobody, since a number may be mistyped. */
export function guardianMessage(role: 'parent' | 'teacher', phoneHint: string, link: string): string {
  return `发给 ${phoneHint}：有${role === 'parent' ? '孩子' : '学生'}请您同意参加志愿服务。请用这个手机号登录 ${link}，三天内答复。`;
}

export type GuardianRequestInputs = {
  readonly expires_at: Date;
  readonly answered_at: Date | null;
  readonly is_own_phone: boolean;
};
export type Guardian = { readonly birth_date: BusinessDate | null; readonly is_child: boolean };

/** The request is answered on the phone it was sent to, by an adult other than the child, before it expires. */
export function refusalToAnswer(
  request: GuardianRequestInputs,
  guardian: Guardian,
  now: Date,
  day: BusinessDate,
): Problem | null {
  if (!request.is_own_phone) return problem('core.not_found');
  if (request.answered_at || request.expires_at <= now) return problem('volunteers.guardian_request_over');
  if (guardian.is_child) return problem('volunteers.guardian_is_child');
  if (isMinor(guardian.birth_date, day)) return problem('volunteers.guardian_is_minor');
  return null;
}

export type ConsentRole = 'parent' | 'teacher';
/** Somebody who stands for this child already: with a consent that was not withdrawn, or with a relation that goes on. */
export type Standing = {
  readonly role: ConsentRole;
  readonly is_same_person: boolean;
  /** And not known by two documents to be two people. */
  readonly has_same_name: boolean;
};

/**
 * P56 R62: a parent and a teacher are two people, each with the own relation and the own consent. Whoever agreed as the one
 * never agrees as the other, nor does a second account of theirs: the same person by registration, or another phone under the same name, unless two documents say that they are two. Who teaches the own child asks another teacher, or the school.
 */
export function refusalOfRole(role: ConsentRole, standing: readonly Standing[]): Problem | null {
  const others = standing.filter((one) => one.role !== role);
  if (others.some((one) => one.is_same_person))
    return problem(role === 'teacher' ? 'volunteers.teacher_is_parent' : 'volunteers.parent_is_teacher');
  return others.some((one) => one.has_same_name) ? problem('volunteers.guardian_same_name', {}, 'guardian_name') : null;
}
