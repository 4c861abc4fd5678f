/** Messages in the app. Each is of a declared kind, filled with exactly what that kind says; nothing else writes this table. */
import type { NoticeKind, NoticeParams, NoticeSubject } from '../../domain/notices.ts';
import { Sql, sql } from './sql.ts';

export const noticeColumns: Sql = sql`insert into notices (person_id, id, at, kind, params, link)`;

type Value<Plain> = Plain | Sql;
type Told<K extends NoticeKind> = {
  readonly now: Date;
  /** Who gets it, in the words of the statement. */
  readonly to: Sql;
  /** Where each may stand several times in what the statement found. */
  readonly once_each?: true;
  /** One kind, or an expression that gives one of those named. */
  readonly kind: K | { readonly of: readonly K[]; readonly as: Sql };
  readonly params: { readonly [Name in keyof NoticeParams<K>]: Value<NoticeParams<K>[Name]> };
} & (NoticeSubject<K> extends [string] ? { readonly subject: Value<string> } : { readonly subject?: Value<string> });

/** A message to many in the statement that knows who they are: `${intoNotices({ … })} from …`. To one it goes by `writer.notify`. */
export function intoNotices<K extends NoticeKind>({ now, to, once_each, kind, params, subject }: Told<K>): Sql {
  const one = typeof kind === 'string' ? sql`${kind}` : kind.as;
  const distinct = once_each === true ? sql`distinct on (${to})` : sql.empty;
  return sql`${noticeColumns} select ${distinct} ${to}, new_id(${now}), ${now}::timestamptz, ${one}, ${filled(params)}, ${subject ?? null}`;
}

/** One value where all is known beforehand; else the database puts it together. */
export function filled(params: Readonly<Record<string, unknown>>): Sql {
  const entries = Object.entries(params);
  if (!entries.some(([, value]) => value instanceof Sql)) return sql`${JSON.stringify(params)}::jsonb`;
  const pairs = entries.map(([name, value]) => {
    if (!/^[a-z_]+$/.test(name)) throw new Error(`${name} is no name of a parameter`);
    if (value instanceof Sql) return sql`${sql.raw(`'${name}'`)}, ${value}`;
    return typeof value === 'number'
      ? sql`${sql.raw(`'${name}'`)}, ${value}::numeric`
      : sql`${sql.raw(`'${name}'`)}, ${value}::text`;
  });
  return sql`jsonb_build_object(${sql.join(pairs, ', ')})`;
}
