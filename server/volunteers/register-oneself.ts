import type { z } from 'zod';
import type { register } from '../../contract/registration.ts';
import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { businessDate } from '../../domain/time.ts';
import { consentsNeeded, guardianBeforeStorage } from '../../domain/volunteers/consent.ts';
import { readDocument } from '../../domain/volunteers/identity.ts';
import type { Writer } from '../db/writer.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { ruleBookInForce } from '../organizations/rule-book-in-force.ts';
import { registerVolunteer } from './register-volunteer.ts';
import { requestGuardian, type GuardianRole } from './request-guardian.ts';

type Answer = { outcome: 'registered' | 'claimed' | 'merge_requested'; volunteer_id: Id | null; number: string | null; waits_for: GuardianRole[] };

/** Registers the signed-in person; whoever must agree is asked on an own phone in the same write. */
export async function registerOneself(writer: Writer, input: z.output<typeof register.body>): Promise<Answer> {
  const today = businessDate(writer.now);
  const me = writer.caller.person_id;
  const document = readDocument({ type: input.document_type, number: input.document_number, birth_date: input.birth_date, today });
  if (guardianBeforeStorage(document.birth_date, today)) throw problem('volunteers.guardian_first', {}, 'document_number');
  const { path } = await loadOrganization(writer, input.organization_id);
  const ages = await ruleBookInForce(writer, 'age_matrix', path, today);
  const person = { birth_date: document.birth_date, is_pupil: input.is_pupil, is_self_supporting: input.is_self_supporting };
  const needed = consentsNeeded(person, ages.body, today).map((giver): GuardianRole => (giver === 'guardian' ? 'parent' : 'teacher'));
  if (needed.includes('parent') && !input.guardian_phone) throw problem('volunteers.guardian_phone_missing', {}, 'guardian_phone');
  if (needed.includes('teacher') && !input.teacher_phone) throw problem('volunteers.teacher_phone_missing', {}, 'teacher_phone');

  const answer = await registerVolunteer(writer, {
    ...input, person_id: me, document, source: input.campaign ? 'campaign' : 'self', accepted_by: me,
  });
  if (answer.outcome !== 'registered') return { outcome: answer.outcome, volunteer_id: answer.outcome === 'claimed' ? answer.volunteer_id : null, number: null, waits_for: [] };
  for (const role of needed) {
    const phone = (role === 'parent' ? input.guardian_phone : input.teacher_phone) ?? '';
    await requestGuardian(writer, { role, phone, child_id: me, organization_id: input.organization_id });
  }
  return { outcome: 'registered', volunteer_id: me, number: answer.number, waits_for: needed };
}
