/** Which columns name an organisation or a person, read from the catalogue, and whether a line says what becomes of each. */
import type { Pool, PoolClient } from 'pg';
import type { Line } from '../../lifecycle.ts';

export type Column = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly is_required: boolean;
  readonly has_default: boolean;
  /** The first of the words that a check allows. */
  readonly word: string | null;
  /** The table that a foreign key of this column alone refers to. */
  readonly refers: string | null;
};

export async function readColumns(pool: Pool | PoolClient): Promise<readonly Column[]> {
  const { rows } = await pool.query<Column>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as is_required, (a.atthasdef or a.attidentity <> '') as has_default,
      (select (regexp_match(pg_get_constraintdef(k.oid), '''([^'']+)''::text'))[1] from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) ~ '''[^'']+''::text' limit 1) as word,
      (select t.relname from pg_constraint f join pg_class t on t.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.conkey = array[a.attnum] limit 1) as refers
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like '%\\_reference' order by c.relname, a.attnum`);
  return rows;
}

/** Ids of other things. Whatever else is an id names somebody, and a line says whom. */
const otherThings = new Set(
  `id activity_id project_id shift_id attendance_id record_id record_ids result_record_id proposal_id certificate_id supersedes_id
  transaction_id transfer_id reverses_id overturns_id event_id until_id account_id grant_id role_id rule_book_id task_id source_task_id
  document_id import_id membership_id campaign_id party_id subject_id upload_id stamp_id`.split(/\s+/),
);

export type Subject = 'organization' | 'person';

/** Whom a column names, as far as the catalogue tells. */
export function subjectOf({ table, column, type, refers }: Column): Subject | 'unknown' | null {
  if (refers === 'organizations' || /organization_ids?$|(^|_)path$/.test(column)) return 'organization';
  if (/^(parent|guiding|successor|branch|issuer|compound)_id$|^(candidate|chosen)_ids$/.test(column))
    return 'organization';
  // a keyed hash by which a person is found
  if (/(^|_)(document|phone|subject)_index$/.test(column)) return 'person';
  if (!/^uuid(\[\])?$/.test(type)) return null;
  if (refers === 'persons' || refers === 'volunteers' || /_by$|(person|volunteer)_id$/.test(column)) return 'person';
  if (/^(child|guardian|owner|leader|kept|duplicate|person_in_charge)_id$|^(owners|merged_into|moved_to)$/.test(column))
    return 'person';
  if (column === 'id' && (table === 'persons' || table === 'volunteers')) return 'person';
  return otherThings.has(column) ? null : 'unknown';
}

/** Done by somebody, and yet about that person as well: the guardian's phone. */
const aboutWhoDidIt = new Set(['consents.given_by', 'guardian_requests.answered_by']);

/** Whether the row is about the person, and not only done by that person for others. */
export const isAbout = ({ table, column }: { readonly table: string; readonly column: string }): boolean =>
  aboutWhoDidIt.has(`${table}.${column}`) ||
  (!/_by$|^(leader|guardian|actor_person|person_in_charge)_id$/.test(column) && table !== 'rule_book_approvals');

const nameOf = ({ table, column }: { readonly table: string; readonly column: string }): string => `${table}.${column}`;

/** One sentence for each column without a line, and for each line without a column. */
export function withoutLine(
  columns: readonly Column[],
  lines: readonly Line[],
  subjects: readonly Subject[],
): string[] {
  const said = new Set(lines.map((line) => `${line.of} ${nameOf(line)}`));
  const missing = columns.flatMap((column) => {
    const subject = subjectOf(column);
    if (subject === null || (subject !== 'unknown' && !subjects.includes(subject))) return [];
    const of = subject === 'unknown' ? subjects : [subject];
    if (of.some((one) => said.has(`${one} ${nameOf(column)}`))) return [];
    return [
      subject === 'unknown'
        ? `${nameOf(column)} is an id: say in the lifecycle of its noun whom it names, or in server/proof/lifecycle/catalogue.ts that it names another thing`
        : `${nameOf(column)} names ${subject === 'person' ? 'a person' : 'an organisation'}: say in the lifecycle of its noun what becomes of it`,
    ];
  });
  const standing = new Set(columns.map(nameOf));
  const vanished = lines
    .filter((line) => !standing.has(nameOf(line)))
    .map((line) => `${nameOf(line)} has a line, but no such column exists: remove it`);
  const twice = [...said].filter((key) => lines.filter((line) => `${line.of} ${nameOf(line)}` === key).length > 1);
  return [...missing, ...vanished, ...twice.map((key) => `${key} has two lines`)];
}
