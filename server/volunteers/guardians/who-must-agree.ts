import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { consentsNeeded, guardianBeforeStorage } from '../../../domain/volunteers/consent.ts';
import { readPhone } from '../../../domain/volunteers/phone.ts';
import type { Writer } from '../../db/writer.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { requestGuardian, type GuardianRole, type Messenger } from './request-guardian.ts';

export type Youth = {
  readonly birth_date: BusinessDate;
  readonly organization_id: Id;
  readonly is_pupil: boolean;
  readonly is_self_supporting: boolean;
  readonly guardian_phone?: string | null | undefined;
  readonly teacher_phone?: string | null | undefined;
};

/** Who must agree by the rule book of the team, each with a phone to be asked on; of a child under 14 nothing is taken here. */
export async function whoMustAgree(writer: Writer, input: Youth): Promise<GuardianRole[]> {
  const today = businessDate(writer.now);
  if (guardianBeforeStorage(input.birth_date, today)) throw problem('volunteers.guardian_first', {}, 'document_number');
  const { path } = await loadOrganization(writer, input.organization_id);
  const ages = await ruleBookInForce(writer, 'age_matrix', path, today);
  const needed = consentsNeeded(input, ages.body, today).map((giver): GuardianRole =>
    giver === 'guardian' ? 'parent' : 'teacher',
  );
  if (needed.includes('parent') && !input.guardian_phone)
    throw problem('volunteers.guardian_phone_missing', {}, 'guardian_phone');
  if (needed.includes('teacher') && !input.teacher_phone)
    throw problem('volunteers.teacher_phone_missing', {}, 'teacher_phone');
  if (needed.length === 2 && readPhone(input.guardian_phone ?? '') === readPhone(input.teacher_phone ?? ''))
    throw problem('volunteers.guardian_same_phone', {}, 'teacher_phone');
  return needed;
}

/** Asks each on an own phone; answers what development shows on the page. */
export async function askAll(
  writer: Writer,
  roles: readonly GuardianRole[],
  input: Youth & { child_id: Id },
  messenger?: Messenger,
): Promise<string[]> {
  const shown: string[] = [];
  for (const role of roles) {
    const phone = (role === 'parent' ? input.guardian_phone : input.teacher_phone) ?? '';
    const asked = await requestGuardian(
      writer,
      { role, phone, child_id: input.child_id, organization_id: input.organization_id },
      messenger,
    );
    if (asked.shown_message !== null) shown.push(asked.shown_message);
  }
  return shown;
}
