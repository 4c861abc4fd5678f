import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { consentKinds, type ConsentKind, type OwnConsentKind } from '../../../domain/volunteers/consent-kinds.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Seats } from '../../later-nouns.ts';
import { loadOwn } from '../load-volunteer.ts';

export async function giveConsent(writer: Writer, kind: OwnConsentKind): Promise<void> {
  const own = await loadOwn(writer, writer.caller.person_id);
  await writer.run(sql`
    insert into consents (volunteer_id, id, kind, version, given_by, given_at)
    select ${own.id}::uuid, ${writer.newId()}::uuid, ${kind}::text, '1', ${own.id}::uuid, ${writer.now}::timestamptz
    where not exists (select 1 from consents where volunteer_id = ${own.id} and kind = ${kind} and withdrawn_at is null)`);
  await writer.audit({
    action: 'volunteers.give_consent',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
    after: { kind },
  });
}

/** As easy as giving (PIPL art. 15): who gave it withdraws it, the row closes and stays to be read. */
export async function withdrawConsent(writer: Writer, later: Seats, consentId: Id): Promise<void> {
  const row = await writer.maybe<{ volunteer_id: Id; kind: ConsentKind; path: string }>(sql`
    select c.volunteer_id, c.kind, v.organization_path as path from consents c join volunteers v on v.id = c.volunteer_id
    where c.id = ${consentId} and c.given_by = ${writer.caller.person_id} and c.withdrawn_at is null
      and c.volunteer_id in (select ${writer.caller.person_id}::uuid union all select child_id from guardianships where guardian_id = ${writer.caller.person_id})`);
  if (!row) throw problem('core.not_found');
  if (!consentKinds[row.kind].withdrawable) throw problem('volunteers.consent_kept');
  // given twice in the same role it ends at once; another role or another person's consent stays
  await writer.run(sql`
    update consents set withdrawn_at = ${writer.now}
    where volunteer_id = ${row.volunteer_id} and kind = ${row.kind} and given_by = ${writer.caller.person_id} and withdrawn_at is null`);
  await writer.audit({
    action: 'volunteers.withdraw_consent',
    subject_type: 'volunteer',
    subject_id: row.volunteer_id,
    organization_path: row.path,
    before: { kind: row.kind },
  });
  if (row.kind === 'parent' || row.kind === 'teacher')
    await later.giveBackSeats(writer, later, { child_id: row.volunteer_id, ending: row.kind });
}
