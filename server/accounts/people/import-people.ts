import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** A column each, all as long as the people are many. */
export type ImportedPeople = {
  readonly id: readonly Id[];
  readonly name: readonly string[];
  readonly pinyin: readonly string[];
  readonly birth_date: readonly string[];
  readonly sex: readonly (string | null)[];
  readonly document_type: readonly string[];
  readonly document_encrypted: readonly Buffer[];
  readonly document_index: readonly Buffer[];
  readonly document_hint: readonly string[];
  readonly phone_encrypted: readonly Buffer[];
  readonly phone_index: readonly Buffer[];
  readonly phone_hint: readonly string[];
};

/** People of a list, each with the key of the document, in two statements. Says how many documents are theirs: fewer where another holds one. */
export async function importPeople(writer: Writer, people: ImportedPeople): Promise<number> {
  const held = await writer.all(sql`
    insert into identity_keys (kind, index, person_id)
    select 'document', document_index, id from unnest(${people.id}::uuid[], ${people.document_index}::bytea[]) as l (id, document_index)
    on conflict (kind, index) do update set person_id = identity_keys.person_id where identity_keys.person_id = excluded.person_id returning person_id`);
  await writer.run(sql`
    insert into persons (id, name, pinyin, birth_date, sex, document_type, document_encrypted, document_index, document_hint, phone_encrypted, phone_index, phone_hint, created_at)
    select id, name, pinyin, birth_date, sex, document_type, document_encrypted, document_index, document_hint, phone_encrypted, phone_index, phone_hint, ${writer.now}
    from unnest(${people.id}::uuid[], ${people.name}::text[], ${people.pinyin}::text[], ${people.birth_date}::date[], ${people.sex}::text[],
        ${people.document_type}::text[], ${people.document_encrypted}::bytea[], ${people.document_index}::bytea[], ${people.document_hint}::text[],
        ${people.phone_encrypted}::bytea[], ${people.phone_index}::bytea[], ${people.phone_hint}::text[])
        as l (id, name, pinyin, birth_date, sex, document_type, document_encrypted, document_index, document_hint, phone_encrypted, phone_index, phone_hint)
    on conflict (id) do nothing`);
  return held.length;
}
