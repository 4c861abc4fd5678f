import type { Id } from '../../../domain/id.ts';
import { builtInTerms, type Terms } from '../../../domain/volunteers/spirit.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { childrenIdsOf } from '../children-of.ts';

/** Which of the issued texts holds at a path: the newest of the nearest organisation upwards. */
const nearest = (path: Sql): Sql => sql`
  from volunteer_terms t join organizations o on o.id = t.organization_id
  where o.path = any(paths_upwards(${path})) order by length(o.path) desc, t.version desc limit 1`;

/** S17: rights and duties as the nearest organisation upwards issued them last; a new version asks everyone again. */
export async function termsInForce(reader: Reader, path: string): Promise<Terms> {
  const issued = await reader.maybe<Terms>(sql`
    select t.id::text as version, o.name_zh as issuer_name, t.rights_zh, t.rights_en, t.duties_zh, t.duties_en ${nearest(sql`${path}::text`)}`);
  return issued ?? builtInTerms;
}

/** The version that is in force at an organisation: a part of a statement, of a column of it. */
export const termsVersion = (path: Sql): Sql =>
  sql`coalesce((select t.id::text ${nearest(path)}), ${builtInTerms.version})`;

type Waiting = { readonly volunteer_id: Id; readonly name: string; readonly is_own: boolean; readonly terms: Terms };

/** What waits for this person: the own acceptance, and that of each child the person guards. */
export async function termsWaiting(reader: Reader, me: Id): Promise<Waiting[]> {
  const children = await childrenIdsOf(reader, me);
  const people = await reader.all<{
    volunteer_id: Id;
    name: string;
    is_own: boolean;
    organization_path: string;
    version: string;
  }>(sql`
    select v.id as volunteer_id, coalesce(p.name, '') as name, v.id = ${me} as is_own, v.organization_path, ${termsVersion(sql`v.organization_path`)} as version
    from volunteers v join persons p on p.id = v.id
    where v.id = any(${[me, ...children]}::uuid[]) and v.withdrawn_at is null and v.merged_into is null and p.erased_at is null
    order by v.id <> ${me}, p.name, v.id`);
  const accepted = await reader.all<{ volunteer_id: Id; version: string }>(sql`
    select volunteer_id, version from consents where volunteer_id = any(${people.map((person) => person.volunteer_id)}::uuid[]) and kind = 'terms' and withdrawn_at is null`);
  const has = new Set(accepted.map((one) => `${one.volunteer_id} ${one.version}`));
  return Promise.all(
    people
      .filter((person) => !has.has(`${person.volunteer_id} ${person.version}`))
      .map(async ({ organization_path, version: _, ...person }) => ({
        ...person,
        terms: await termsInForce(reader, organization_path),
      })),
  );
}

/** What was accepted last, to be read again: the very text of that version, though a newer one may hold by now. */
export async function termsAccepted(reader: Reader, me: Id): Promise<(Waiting & { accepted_at: Date })[]> {
  const children = await childrenIdsOf(reader, me);
  const people = await reader.all<{
    volunteer_id: Id;
    name: string;
    is_own: boolean;
    accepted_at: Date;
    issued: Terms | null;
  }>(sql`
    select distinct on (v.id) v.id as volunteer_id, coalesce(p.name, '') as name, v.id = ${me} as is_own, c.given_at as accepted_at,
      (select json_build_object('version', t.id, 'issuer_name', o.name_zh, 'rights_zh', t.rights_zh, 'rights_en', t.rights_en, 'duties_zh', t.duties_zh, 'duties_en', t.duties_en)
        from volunteer_terms t join organizations o on o.id = t.organization_id where t.id::text = c.version) as issued
    from volunteers v join persons p on p.id = v.id join consents c on c.volunteer_id = v.id and c.kind = 'terms' and c.withdrawn_at is null
    where v.id = any(${[me, ...children]}::uuid[]) and v.merged_into is null and p.erased_at is null
    order by v.id, c.given_at desc, c.id desc`);
  return people
    .sort((one, other) => Number(other.is_own) - Number(one.is_own))
    .map(({ issued, ...person }) => ({ ...person, terms: issued ?? builtInTerms }));
}
