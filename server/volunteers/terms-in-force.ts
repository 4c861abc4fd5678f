import { builtInTerms, type Terms } from '../../domain/volunteers/spirit.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { pathsUpwards } from '../db/tree.ts';

/** S17: rights and duties as the nearest organisation upwards issued them last; a new version asks everyone again. */
export async function termsInForce(reader: Reader, path: string): Promise<Terms> {
  const issued = await reader.maybe<Terms>(sql`
    select t.id::text as version, o.name_zh as issuer_name, t.rights_zh, t.rights_en, t.duties_zh, t.duties_en
    from volunteer_terms t join organizations o on o.id = t.organization_id
    where o.path = any(${pathsUpwards(path)}::text[])
    order by length(o.path) desc, t.version desc limit 1`);
  return issued ?? builtInTerms;
}

export async function hasAccepted(reader: Reader, volunteer: string, version: string): Promise<boolean> {
  return (await reader.maybe(sql`
    select 1 from consents where volunteer_id = ${volunteer} and kind = 'terms' and version = ${version} and withdrawn_at is null`)) !== undefined;
}
