/**
 * The door for messages: nothing else writes the table of notices (tools/notice-rules.ts). Each is of a declared kind, filled with
 * exactly what that kind says. The kind knows its channels, whoever gets it may have switched some off, and what goes to a phone
 * too is left due in the row itself: one statement for however many people.
 */
import { newId, type Id } from '../../domain/id.ts';
import type { Channels } from '../../domain/notice.ts';
import { channelsOf, type NoticeKind, type NoticeParams, type NoticeSubject } from '../../domain/notices.ts';
import { Sql, sql } from './sql.ts';

type Value<Plain> = Plain | Sql;
/** Who gets it, in the words of a query. */
type Found = {
  readonly person: Sql;
  /** What follows the word `from`. */
  readonly from: Sql;
  /** Where each may stand several times in what the query finds. */
  readonly once_each?: true;
};
export type Told<K extends NoticeKind> = {
  readonly now: Date;
  readonly to: readonly Id[] | Found;
  /** One kind, or an expression that gives one of those named, which have the same channels. */
  readonly kind: K | { readonly of: readonly K[]; readonly as: Sql };
  readonly params: { readonly [Name in keyof NoticeParams<K>]: Value<NoticeParams<K>[Name]> };
} & (NoticeSubject<K> extends [string] ? { readonly subject: Value<string> } : { readonly subject?: Value<string> });

type Row = { readonly person: Sql; readonly id: Sql; readonly kind: Sql; readonly params: Sql; readonly link: Sql };

/** A whole statement, or a part of one: `with ended as (update …) ${noticesTo({ … })} returning 1`. To people known by id, `writer.notify`. */
export function noticesTo<K extends NoticeKind>({ now, to, kind, params, subject }: Told<K>): Sql {
  const kinds = typeof kind === 'string' ? [kind] : kind.of;
  const channels = sharedChannels(kinds);
  const row = {
    kind: typeof kind === 'string' ? sql`${kind}` : kind.as,
    params: filled(params),
    link: sql`${subject ?? null}`,
  };
  if (!('person' in to)) return toPeople([...new Set(to)], { now, channels, kinds, row });
  const distinct = to.once_each === true ? sql`distinct on (${to.person})` : sql.empty;
  const found = { ...row, person: to.person, id: sql`new_id(${now})` };
  return insertion({ now, channels, kinds, row: found, distinct, from: sql`from ${to.from}` });
}

type Given = { readonly now: Date; readonly channels: Channels; readonly kinds: readonly NoticeKind[] };

function toPeople(people: readonly Id[], { row, ...given }: Given & { readonly row: Omit<Row, 'person' | 'id'> }): Sql {
  const [one] = people;
  const ids = people.map(() => newId(given.now));
  if (people.length === 1)
    return insertion({ ...given, row: { ...row, person: sql`${one}::uuid`, id: sql`${ids[0]}::uuid` } });
  const from = sql`from unnest(${people}::uuid[], ${ids}::uuid[]) p (person, notice)`;
  return insertion({ ...given, row: { ...row, person: sql`p.person`, id: sql`p.notice` }, from });
}

type Insertion = Given & { readonly row: Row; readonly distinct?: Sql; readonly from?: Sql };

function insertion(given: Insertion): Sql {
  const { in_app, sms } = given.channels;
  return in_app === 'always' && (sms === 'always' || sms === 'never') ? asFixed(given) : asPreferred(given);
}

/** Nobody can choose, so nobody’s choice is looked up: what is written on busy ways is of this shape. */
function asFixed({ now, channels, row, distinct = sql.empty, from = sql.empty }: Insertion): Sql {
  const [column, due] =
    channels.sms === 'always' ? [sql`, sms_due_at`, sql`, ${now}::timestamptz`] : [sql.empty, sql.empty];
  return sql`insert into notices (person_id, id, at, kind, params, link${column})
    select ${distinct} ${row.person}, ${row.id}, ${now}::timestamptz, ${row.kind}, ${row.params}, ${row.link}${due} ${from}`;
}

/**
 * Who wants it in no way gets no row; who wants it on the phone alone gets one that no list shows and nobody has to read. What people
 * said is looked up first and then put beside each, because on several machines nobody's row is kept for want of another's.
 */
function asPreferred({ now, channels, kinds, row, distinct = sql.empty, from = sql.empty }: Insertion): Sql {
  const inApp = channels.in_app === 'always' ? sql`true` : sql`coalesce(said.in_app, true)`;
  const sms = channels.sms === 'never' ? sql`false` : sql`coalesce(said.sms, ${channels.sms === 'on'}::boolean)`;
  return sql`insert into notices (person_id, id, at, kind, params, link, in_app, read_at, sms_due_at)
    with told as materialized (
      select ${distinct} ${row.person} as person_id, ${row.id} as id, ${row.kind}::text as kind, ${row.params} as params, ${row.link}::text as link ${from}
    ), said as materialized (
      select p.person_id, p.kind, p.in_app, p.sms from notice_preferences p where p.person_id in (select person_id from told) and p.kind = any(${kinds}::text[])
    )
    select told.person_id, told.id, ${now}::timestamptz, told.kind, told.params, told.link, ${inApp}, case when not ${inApp} then ${now}::timestamptz end, case when ${sms} then ${now}::timestamptz end
    from told left join said on said.person_id = told.person_id and said.kind = told.kind where ${inApp} or ${sms}`;
}

function sharedChannels(kinds: readonly NoticeKind[]): Channels {
  const [first, ...others] = kinds.map(channelsOf);
  if (first === undefined || others.some(({ in_app, sms }) => in_app !== first.in_app || sms !== first.sms))
    throw new Error(`${kinds.join()} go by different channels: write each by itself`);
  return first;
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
