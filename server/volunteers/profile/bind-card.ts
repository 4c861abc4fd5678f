import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { readCardNumber, type CardKind } from '../../../domain/volunteers/cards.ts';
import { maskDocumentNumber } from '../../../domain/masking.ts';
import { holderOfKey, releaseKey, takeKey } from '../../accounts/people/identity-keys.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { loadOwn } from '../load-volunteer.ts';

/** P72: a card number finds its volunteer through the keyed index, and each card finds one volunteer only. */
export async function bindCard(
  writer: Writer,
  input: { kind: CardKind; number: string },
): Promise<{ id: Id; number_hint: string }> {
  const own = await loadOwn(writer, writer.caller.person_id);
  const number = readCardNumber(input.number);
  const index = writer.secrets.index(input.kind, number);
  const { holder, is_new } = await takeKey(writer, own.id, { kind: input.kind, index });
  if (holder !== own.id) throw problem('volunteers.card_taken', {}, 'number');
  const hint = maskDocumentNumber(number);
  const standing = await writer.maybe<{ id: Id }>(sql`
    select id from card_bindings where volunteer_id = ${own.id} and kind = ${input.kind} and number_hint = ${hint} and unbound_at is null`);
  if (!is_new && standing) {
    await writer.audit({
      action: 'volunteers.bind_card',
      subject_type: 'volunteer',
      subject_id: own.id,
      after: { kind: input.kind, again: true },
    });
    return { id: standing.id, number_hint: hint };
  }
  const id = writer.newId();
  await writer.run(sql`
    insert into card_bindings (volunteer_id, id, kind, number_encrypted, number_hint, bound_at)
    values (${own.id}, ${id}, ${input.kind}, ${writer.secrets.encrypt(number)}, ${hint}, ${writer.now})`);
  await writer.audit({
    action: 'volunteers.bind_card',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
    after: { kind: input.kind, number: hint },
  });
  return { id, number_hint: hint };
}

export async function unbindCard(writer: Writer, cardId: Id): Promise<void> {
  const own = await loadOwn(writer, writer.caller.person_id);
  const card = await writer.maybe<{ kind: CardKind; number_encrypted: Buffer | null; number_hint: string }>(sql`
    select kind, number_encrypted, number_hint from card_bindings where volunteer_id = ${own.id} and id = ${cardId} and unbound_at is null for update`);
  if (!card?.number_encrypted) throw problem('core.not_found');
  const index = writer.secrets.index(card.kind, writer.secrets.decrypt(card.number_encrypted));
  await releaseKey(writer, own.id, { kind: card.kind, index });
  await writer.run(
    sql`update card_bindings set unbound_at = ${writer.now}, number_encrypted = null where volunteer_id = ${own.id} and id = ${cardId}`,
  );
  await writer.audit({
    action: 'volunteers.unbind_card',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
    before: { kind: card.kind, number: card.number_hint },
  });
}

export async function volunteerByCard(
  reader: Reader,
  secrets: SecretBox,
  card: { kind: CardKind; number: string },
): Promise<Id | null> {
  return holderOfKey(reader, { kind: card.kind, index: secrets.index(card.kind, readCardNumber(card.number)) });
}
