import type { z } from 'zod';
import type { registerAtStation as contract } from '../../../contract/volunteers/volunteers.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { readDocument } from '../../../domain/volunteers/identity.ts';
import { readPhone } from '../../../domain/volunteers/phone.ts';
import { setContactPhone } from '../../accounts/people/change-contact.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { phoneColumns } from '../personal-fields.ts';
import { registerVolunteer, type Helps } from './register-volunteer.ts';
import type { GuardianRole } from '../guardians/request-guardian.ts';
import { termsInForce } from './terms-in-force.ts';
import { askAll, whoMustAgree } from '../guardians/who-must-agree.ts';

type Answer = {
  volunteer_id: Id;
  number: string;
  waits_for: GuardianRole[];
  shown_messages: string[];
  same_phone: number;
};

/**
 * Somebody at the desk, with the document in hand. Nothing is accepted in anybody's name: whoever signs in with this phone and
 * document takes the registration over and is asked then, and a guardian or teacher on an own phone as always.
 */
export async function registerAtStation(
  writer: Writer,
  input: z.output<typeof contract.body>,
  { messenger, ...nouns }: Helps,
): Promise<Answer> {
  const organization = await standingOrganization(writer, input.organization_id);
  writer.caller.require('volunteers.register', { path: organization.path }, 'volunteers.read');
  if (organization.dissolved_on !== null) throw problem('organizations.dissolved', { day: organization.dissolved_on });
  const document = readDocument({
    type: input.document_type,
    number: input.document_number,
    birth_date: input.birth_date,
    today: businessDate(writer.now),
  });
  const phone = phoneColumns(writer.secrets, readPhone(input.phone));
  const needed = await whoMustAgree(writer, { ...input, birth_date: document.birth_date });
  const terms = await termsInForce(writer, organization.path);
  const answer = await registerVolunteer(writer, nouns, {
    ...input,
    person_id: null,
    document,
    source: 'station',
    terms_version: terms.version,
    accepted_by: null,
  });
  if (answer.outcome !== 'registered') throw problem('volunteers.already_registered');
  const { others } = await writer.one<{ others: number }>(sql`
    select count(*)::int as others from persons p join volunteers v on v.id = p.id and v.withdrawn_at is null and v.merged_into is null
    where p.phone_index = ${phone.index} and p.id <> ${answer.volunteer_id} and age(${writer.now}::date, p.birth_date) >= interval '18 years'`);
  await setContactPhone(writer, answer.volunteer_id, phone);
  const shown = await askAll(
    writer,
    needed,
    { ...input, birth_date: document.birth_date, child_id: answer.volunteer_id },
    messenger,
  );
  return {
    volunteer_id: answer.volunteer_id,
    number: answer.number,
    waits_for: needed,
    shown_messages: shown,
    same_phone: others,
  };
}
