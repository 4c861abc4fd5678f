import type { z } from 'zod';
import type { register } from '../../../contract/volunteers/registration.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import { readDocument } from '../../../domain/volunteers/identity.ts';
import type { Writer } from '../../db/writer.ts';
import { campaignOf } from './campaigns.ts';
import { registerVolunteer, type Helps } from './register-volunteer.ts';
import type { GuardianRole } from '../guardians/request-guardian.ts';
import { askAll, whoMustAgree } from '../guardians/who-must-agree.ts';

type Answer = {
  outcome: 'registered' | 'claimed' | 'merge_requested';
  volunteer_id: Id | null;
  number: string | null;
  waits_for: GuardianRole[];
  shown_messages: string[];
};

/** Registers the signed-in person; whoever must agree is asked on an own phone in the same write. */
export async function registerOneself(
  writer: Writer,
  input: z.output<typeof register.body>,
  { messenger, ...nouns }: Helps,
): Promise<Answer> {
  const me = writer.caller.person_id;
  const document = readDocument({
    type: input.document_type,
    number: input.document_number,
    birth_date: input.birth_date,
    today: businessDate(writer.now),
  });
  const needed = await whoMustAgree(writer, { ...input, birth_date: document.birth_date });
  const campaign = await campaignOf(writer, input.campaign);
  const answer = await registerVolunteer(writer, nouns, {
    ...input,
    person_id: me,
    document,
    campaign,
    source: campaign ? 'campaign' : 'self',
    accepted_by: me,
  });
  if (answer.outcome !== 'registered')
    return {
      outcome: answer.outcome,
      volunteer_id: answer.outcome === 'claimed' ? answer.volunteer_id : null,
      number: null,
      waits_for: [],
      shown_messages: [],
    };
  const shown = await askAll(writer, needed, { ...input, birth_date: document.birth_date, child_id: me }, messenger);
  return { outcome: 'registered', volunteer_id: me, number: answer.number, waits_for: needed, shown_messages: shown };
}
