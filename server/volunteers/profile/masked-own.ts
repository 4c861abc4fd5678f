/** What a session shows that was begun by nothing but a code on a device that is not known: enough to find the way, nothing that names a person. */
import type { Id } from '../../../domain/id.ts';
import { maskName } from '../../../domain/masking.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { PersonExport } from './export-person.ts';
import type { myCard, myVolunteer } from './my-queries.ts';

type Own = Awaited<ReturnType<typeof myVolunteer>>;
type Card = Awaited<ReturnType<typeof myCard>>;

/** The tail of a document is what is asked for, so not even its masked form stands here. */
export function maskedProfile(own: Own): Own {
  return {
    ...own,
    name: maskName(own.name),
    document_hint: null,
    school: null,
    compound: null,
    languages: [],
    availability: [],
    skills: [],
    honours: [],
    cards: [],
    requests_waiting: [],
    insured_until: null,
  };
}

/** The codes stay: nobody is turned away at a check-in. */
export function maskedCard(card: Card): Card {
  return { ...card, name: maskName(card.name), document_hint: '', insured_until: null, labels: [] };
}

export async function maskedExport(reader: Reader, person: Id, now: Date): Promise<PersonExport> {
  const row = await reader.one<{ name: string | null; phone_hint: string | null }>(
    sql`select name, phone_hint from persons where id = ${person}`,
  );
  const hidden = '○○○○';
  return {
    exported_at: now,
    tables: [],
    person: {
      name: maskName(row.name ?? ''),
      birth_date: hidden,
      sex: hidden,
      document_type: hidden,
      document_number: hidden,
      phone: row.phone_hint,
    },
  };
}
