import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { carryOutAfter, mergeState } from '../../../domain/volunteers/merge.ts';
import { sendAfterCommit } from '../../accounts/sign-in/phone-sender.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Joining } from '../../later-nouns.ts';
import { mergeWaitDays } from '../../env.ts';
import { holdersNear } from '../../holders.ts';
import { assertTwoPeople, whoBroughtIn } from '../../two-people.ts';
import { stopMerge } from './carry-out-merge.ts';
import { assertOnePerson, loadUndone, type MergeRow } from './merge-row.ts';
import { assertNothingTwice, assertStanding } from './join-registrations.ts';
import { findVolunteer } from '../load-volunteer.ts';
import { lockVolunteers } from '../lock-volunteer.ts';
import type { Messenger } from '../guardians/request-guardian.ts';

/** Whoever gains by a merge, or was brought in by one who does, neither asks for it nor decides. */
async function refuseBeneficiary(writer: Writer, sides: readonly Id[]): Promise<void> {
  const me = writer.caller.person_id;
  if (sides.includes(me)) throw problem('volunteers.own_merge');
  if ((await whoBroughtIn(writer, me, sides)).length > 0) throw problem('core.two_people');
}

/** Staff who see one person registered twice ask; both sides are told. */
export async function requestMerge(
  writer: Writer,
  input: { kept_id: Id; duplicate_id: Id; reason: string },
): Promise<{ id: Id }> {
  const [kept, duplicate] = [
    await findVolunteer(writer, input.kept_id),
    await findVolunteer(writer, input.duplicate_id),
  ];
  if (!kept || !duplicate || kept.id === duplicate.id || kept.erased_at || duplicate.erased_at)
    throw problem('core.not_found');
  for (const one of [kept, duplicate])
    writer.caller.require('volunteers.merge', { path: one.organization_path }, 'volunteers.read');
  await refuseBeneficiary(writer, [kept.id, duplicate.id]);
  await assertStanding(writer, input);
  await assertOnePerson(writer, input);
  const id = writer.newId();
  await writer.run(sql`
    insert into merge_requests (id, kept_id, duplicate_id, organization_path, reason, opened_by, opened_at)
    values (${id}, ${kept.id}, ${duplicate.id}, ${kept.organization_path}, ${input.reason}, ${writer.caller.person_id}, ${writer.now})`);
  await writer.notify([kept.id, duplicate.id], 'volunteers.merge_requested', {});
  await writer.audit({
    action: 'volunteers.request_merge',
    subject_type: 'merge_request',
    subject_id: id,
    organization_path: kept.organization_path,
    permission: 'volunteers.merge',
    after: { kept: kept.number, duplicate: duplicate.number },
    reason: input.reason,
  });
  return { id };
}

/** Either side agrees, or says that these are two people; the latter ends the request, also while a decided merge waits. */
export async function answerMerge(
  writer: Writer,
  input: { merge_id: Id; agrees: boolean; reason?: string | undefined },
): Promise<void> {
  const me = writer.caller.person_id;
  const row = await loadUndone(writer, input.merge_id);
  if (row.kept_id !== me && row.duplicate_id !== me) throw problem('core.not_found');
  const reason = input.reason ?? '本人说不是同一人';
  if (!input.agrees && mergeState(row) === 'waiting') return stopMerge(writer, row, { by: me, reason });
  if (!input.agrees) await refuse(writer, row, reason);
  else if (row.kept_id === me)
    await writer.run(sql`update merge_requests set kept_agreed_at = ${writer.now} where id = ${row.id}`);
  else await writer.run(sql`update merge_requests set duplicate_agreed_at = ${writer.now} where id = ${row.id}`);
  await writer.audit({
    action: 'volunteers.answer_merge',
    subject_type: 'merge_request',
    subject_id: row.id,
    organization_path: row.organization_path,
    after: { agrees: input.agrees },
  });
}

type DecidingHelps = Joining & { readonly messenger?: Messenger | undefined };

/**
 * Another person than the one who asked decides, at the places of both. A side that can sign in must have agreed; an imported
 * registration without an account cannot be asked. The merge then waits: the known phones are told, and superiors, and until
 * it is carried out nothing is joined or destroyed, because a merge is not taken back.
 */
export async function decideMerge(
  writer: Writer,
  input: { merge_id: Id; merges: boolean; reason: string },
  helps: DecidingHelps,
): Promise<void> {
  const row = await loadUndone(writer, input.merge_id);
  const places = [row.organization_path, row.duplicate_path ?? row.organization_path];
  if (input.merges) for (const path of places) writer.caller.require('volunteers.merge', { path }, 'volunteers.read');
  else {
    const held = places.find((path) => writer.caller.may('volunteers.merge', { path }));
    writer.caller.require('volunteers.merge', { path: held ?? row.organization_path }, 'volunteers.read');
  }
  if ([row.kept_id, row.duplicate_id].includes(writer.caller.person_id)) throw problem('volunteers.own_merge');
  if (!input.merges && mergeState(row) === 'waiting')
    return stopMerge(writer, row, { by: writer.caller.person_id, reason: input.reason });
  if (input.merges) await beginWaiting(writer, row, { ...helps, reason: input.reason });
  else await refuse(writer, row, input.reason);
  await writer.audit({
    action: 'volunteers.decide_merge',
    subject_type: 'merge_request',
    subject_id: row.id,
    organization_path: row.organization_path,
    permission: 'volunteers.merge',
    after: { merged: input.merges },
    reason: input.reason,
  });
}

async function beginWaiting(
  writer: Writer,
  row: MergeRow,
  { reason, messenger, ...later }: DecidingHelps & { reason: string },
): Promise<void> {
  if (mergeState(row) === 'waiting') throw problem('volunteers.merge_decided');
  if (row.opened_by === writer.caller.person_id) throw problem('volunteers.merge_second_person');
  await refuseBeneficiary(writer, [row.kept_id, row.duplicate_id]);
  await assertTwoPeople(writer, row.opened_by, writer.caller.person_id);
  const signing = await writer.all<{ person_id: Id }>(
    sql`select person_id from accounts where person_id in (${row.kept_id}, ${row.duplicate_id})`,
  );
  const asked = signing.filter(
    ({ person_id: person }) => (person === row.kept_id ? row.kept_agreed_at : row.duplicate_agreed_at) === null,
  );
  if (asked.length > 0) throw problem('volunteers.merge_not_agreed');
  await lockVolunteers(writer, [row.kept_id, row.duplicate_id]);
  await assertStanding(writer, row);
  await assertOnePerson(writer, row);
  await assertNothingTwice(writer, later, row);
  const other = await writer.maybe(sql`
    select id from merge_requests where decision = 'merged' and carried_out_at is null and stopped_at is null
      and (kept_id in (${row.kept_id}, ${row.duplicate_id}) or duplicate_id in (${row.kept_id}, ${row.duplicate_id}))`);
  if (other) throw problem('volunteers.merge_waits_already');
  const after = carryOutAfter(writer.now, mergeWaitDays());
  await writer.run(sql`
    update merge_requests set decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}, decision = 'merged', decision_reason = ${reason}, carry_out_after = ${after} where id = ${row.id}`);
  await tellOfWaiting(writer, row, after, messenger);
}

/** Both sides on their devices and by message to the phone that is known, and whoever stands above. */
async function tellOfWaiting(writer: Writer, row: MergeRow, after: Date, messenger?: Messenger): Promise<void> {
  const day = businessDate(after);
  const sides = await writer.all<{
    id: Id;
    phone_encrypted: Buffer | null;
    number: string | null;
    organization: string | null;
  }>(sql`
    select p.id, p.phone_encrypted, v.number, o.name_zh as organization from persons p left join volunteers v on v.id = p.id left join organizations o on o.id = v.organization_id
    where p.id in (${row.kept_id}, ${row.duplicate_id})`);
  await writer.notify(
    sides.map((side) => side.id),
    'volunteers.merge_waits',
    { day },
  );
  for (const { phone_encrypted } of sides) {
    if (phone_encrypted === null || messenger === undefined) continue;
    sendAfterCommit(writer, messenger.send, {
      phone: writer.secrets.decrypt(phone_encrypted),
      purpose: 'merge_waits',
      until: day,
      link: messenger.public_url + volunteersPhone.merges(),
    });
  }
  const [kept, duplicate] = [
    sides.find((side) => side.id === row.kept_id),
    sides.find((side) => side.id === row.duplicate_id),
  ];
  const above = new Set(
    (
      await Promise.all(
        [row.organization_path, row.duplicate_path ?? row.organization_path].map((path) =>
          holdersNear(writer, 'volunteers.merge', path, 'above'),
        ),
      )
    ).flat(),
  );
  above.delete(writer.caller.person_id);
  await writer.notify([...above], 'volunteers.merge_below', {
    organization: kept?.organization ?? '',
    kept: kept?.number ?? '',
    duplicate: duplicate?.number ?? '',
    day,
  });
}

async function refuse(writer: Writer, row: MergeRow, reason: string): Promise<void> {
  await writer.run(sql`
    update merge_requests set decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}, decision = 'refused', decision_reason = ${reason} where id = ${row.id}`);
  await writer.notify([row.kept_id, row.duplicate_id], 'volunteers.merge_decided', { result: `未合并：${reason}` });
}
