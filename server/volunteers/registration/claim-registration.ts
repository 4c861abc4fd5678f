import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { nameKey } from '../../../domain/volunteers/name.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { settlePerson, type Nouns } from '../../lifecycle.ts';
import type { Registered } from './registered.ts';

type Holder = { name: string | null; path: string; has_account: boolean; phone_index: Buffer | null };

/**
 * Somebody registers with a document that is registered already. It is neither refused nor doubled: with the same
 * document, name and proven phone as on the roster, the account takes over that registration; otherwise it becomes
 * a request that both sides and the organisation see.
 */
export async function claimOrAskToMerge(
  writer: Writer,
  nouns: Nouns,
  input: { holder: Id; newcomer: Id | null; name: string },
): Promise<Registered> {
  const { holder, newcomer } = input;
  const kept = await writer.maybe<Holder>(sql`
    select p.name, v.organization_path as path, p.phone_index, exists (select 1 from accounts a where a.person_id = p.id) as has_account
    from volunteers v join persons p on p.id = v.id where v.id = ${holder} and v.withdrawn_at is null`);
  if (!kept || newcomer === null) throw problem('volunteers.already_registered');
  if (nameKey(kept.name ?? '') !== nameKey(input.name))
    throw problem('volunteers.document_of_another', {}, 'document_number');
  const own = await writer.one<{ phone_index: Buffer | null }>(
    sql`select phone_index from persons where id = ${newcomer}`,
  );
  const samePhone = own.phone_index !== null && kept.phone_index !== null && own.phone_index.equals(kept.phone_index);
  if (samePhone && !kept.has_account) return claim(writer, nouns, { holder, newcomer, path: kept.path });
  return askToMerge(writer, { holder, newcomer, path: kept.path });
}

async function claim(
  writer: Writer,
  nouns: Nouns,
  input: { holder: Id; newcomer: Id; path: string },
): Promise<Registered> {
  // the newcomer is no volunteer yet, but the same human: nothing that names somebody stays there
  await settlePerson(writer, nouns, {
    event: 'merged',
    given: { kept_id: input.holder, duplicate_id: input.newcomer },
  });
  await writer.audit({
    action: 'volunteers.claim',
    subject_type: 'volunteer',
    subject_id: input.holder,
    organization_path: input.path,
  });
  return { outcome: 'claimed', volunteer_id: input.holder };
}

async function askToMerge(writer: Writer, input: { holder: Id; newcomer: Id; path: string }): Promise<Registered> {
  const open = await writer.maybe<{ id: Id }>(sql`
    select id from merge_requests where kept_id = ${input.holder} and duplicate_id = ${input.newcomer} and decided_at is null`);
  const id = open?.id ?? writer.newId();
  if (!open) {
    await writer.run(sql`
      insert into merge_requests (id, kept_id, duplicate_id, organization_path, reason, opened_by, opened_at, duplicate_agreed_at)
      values (${id}, ${input.holder}, ${input.newcomer}, ${input.path}, '注册时发现证件号已登记', ${input.newcomer}, ${writer.now}, ${writer.now})`);
    await writer.notify(input.holder, 'volunteers.merge_requested', {});
  }
  await writer.audit({
    action: 'volunteers.request_merge',
    subject_type: 'merge_request',
    subject_id: id,
    organization_path: input.path,
  });
  return { outcome: 'merge_requested', merge_request_id: id };
}
