import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { KnownBy } from '../../lifecycle.ts';

/** Names, documents and phones by which rows of these people are found, also those of registrations that were joined. */
export async function knownBy(writer: Writer, people: readonly Id[]): Promise<KnownBy> {
  const own = await writer.all<{ name: string | null; document_index: Buffer | null; phone_index: Buffer | null }>(
    sql`select name, document_index, phone_index from persons where id = any(${people}::uuid[])`,
  );
  const keys = await writer.all<{ kind: string; index: Buffer }>(
    sql`select kind, index from identity_keys where person_id = any(${people}::uuid[])`,
  );
  const of = (kind: string): Buffer[] => keys.filter((key) => key.kind === kind).map((key) => key.index);
  return {
    names: own.flatMap(({ name }) => (name ? [name] : [])),
    documents: [...own.flatMap(({ document_index }) => document_index ?? []), ...of('document')],
    phones: [...own.flatMap(({ phone_index }) => phone_index ?? []), ...of('sign_in_phone')],
  };
}
