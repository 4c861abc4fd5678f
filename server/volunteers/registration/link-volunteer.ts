/** A way in for somebody who was registered at a desk where no text messages go out: a link that is good once and sets a password. */
import { refusalToLink } from '../../../domain/accounts/sign-in-link.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { openWayIn } from '../../accounts/people/open-way-in.ts';
import { makeLink, type MadeLink } from '../../accounts/sign-in/sign-in-link.ts';
import { senderFromEnvironment } from '../../accounts/sign-in/phone-sender.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Services } from '../../services.ts';

type Standing = {
  organization_id: Id;
  path: string;
  phone_index: Buffer | null;
  was_at_the_desk: boolean;
  has_password: boolean;
  has_authenticator: boolean;
  has_signed_in: boolean;
  holds_role: boolean;
};

/** Codes reach people by text message, and in development on the page. */
export const sendsCodes = ({ development }: Services): boolean => development || senderFromEnvironment() !== null;

function standingOf(reader: Reader, id: Id): Promise<Standing | undefined> {
  return reader.maybe<Standing>(sql`
    select v.organization_id, v.organization_path as path, p.phone_index, v.source = 'station' as was_at_the_desk, coalesce(a.password_hash is not null, false) as has_password,
      coalesce(a.totp_confirmed_at is not null, false) as has_authenticator, exists (select from sessions s where s.person_id = v.id) as has_signed_in,
      exists (select from role_grants g where g.person_id = v.id and g.ended_at is null) as holds_role
    from volunteers v join persons p on p.id = v.id left join accounts a on a.person_id = v.id
    where v.id = ${id} and v.withdrawn_at is null and v.merged_into is null and p.erased_at is null`);
}

/** For the button: whether a link may be made of this person at all. */
export async function mayBeLinked(reader: Reader, id: Id, sends_codes: boolean): Promise<boolean> {
  const person = await standingOf(reader, id);
  return person !== undefined && person.phone_index !== null && refusalToLink({ ...person, sends_codes }) === null;
}

export async function linkVolunteer(
  writer: Writer,
  input: { volunteer_id: Id; sends_codes: boolean },
): Promise<MadeLink> {
  await writer.run(sql`select from persons where id = ${input.volunteer_id} for update`); // two links at once: the later one counts
  const person = await standingOf(writer, input.volunteer_id);
  if (person === undefined) throw problem('core.not_found');
  writer.caller.require('volunteers.register', { path: person.path }, 'volunteers.read');
  const refused = refusalToLink({ ...person, sends_codes: input.sends_codes });
  if (refused) throw refused;
  if (person.phone_index === null) throw problem('core.not_found');
  if (!(await openWayIn(writer, input.volunteer_id, person.phone_index))) throw problem('accounts.phone_taken');
  return makeLink(writer, { person_id: input.volunteer_id, grant_id: null, organization_id: person.organization_id });
}
