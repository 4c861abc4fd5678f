import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

export type NamedPerson = {
  readonly id: Id;
  readonly name: string;
  readonly pinyin: string;
  readonly birth_date: string;
  readonly sex: string | null;
  readonly document_type: string;
  readonly document: { readonly encrypted: Buffer; readonly index: Buffer; readonly hint: string };
  readonly is_example: boolean;
};

/** A new person, or the one who signed in by phone and now has a name and a document. */
export async function savePerson(writer: Writer, { document, ...person }: NamedPerson): Promise<void> {
  await writer.run(sql`
    insert into persons (id, name, pinyin, birth_date, sex, document_type, document_encrypted, document_index, document_hint, is_example, created_at)
    values (${person.id}, ${person.name}, ${person.pinyin}, ${person.birth_date}, ${person.sex}, ${person.document_type}, ${document.encrypted}, ${document.index}, ${document.hint},
      ${person.is_example}, ${writer.now})
    on conflict (id) do update set name = excluded.name, pinyin = excluded.pinyin, birth_date = excluded.birth_date, sex = excluded.sex,
      document_type = excluded.document_type, document_encrypted = excluded.document_encrypted, document_index = excluded.document_index,
      document_hint = excluded.document_hint`);
}

/** For somebody who has only signed in by phone: a name given before is never overwritten. */
export async function nameNameless(writer: Writer, person: Id, given: { name: string; pinyin: string }): Promise<void> {
  await writer.run(
    sql`update persons set name = ${given.name}, pinyin = ${given.pinyin} where id = ${person} and coalesce(name, '') = ''`,
  );
}
