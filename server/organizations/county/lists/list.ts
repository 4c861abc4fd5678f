import type { Id } from '../../../../domain/id.ts';
import { printShare } from '../../../../domain/organizations/coverage.ts';
import { statutoryEnglish } from '../../../../domain/organizations/statutory.ts';
import type { BusinessDate } from '../../../../domain/time.ts';
import type { Reader } from '../../../db/reader.ts';
import { sql, type Sql } from '../../../db/sql.ts';
import type { LaterNouns } from '../../../later-nouns.ts';
import { linesOf } from '../../tree/queries.ts';

/** One row of a named list: which organisation, how it stands, and why. */
export type Line = {
  organization_id: Id;
  organization_name: string;
  path: string;
  state: 'ok' | 'due' | 'behind' | 'late' | 'none';
  detail: string;
  on: string | null;
};
export type Found = {
  denominator: number;
  counted: number;
  rows: readonly Line[];
  by?: readonly { name: string; count: number }[];
  decimals?: 0 | 1;
};

/** Everything below the path, as of the day. */
export type Asked = {
  readonly path: string;
  readonly day: BusinessDate;
  readonly language: 'zh' | 'en';
  readonly later: Pick<LaterNouns, 'membersBelow' | 'activitiesHeld'>;
};

/** A named question about everything below an organisation; one file each group of them. */
export type List = {
  readonly zh: string;
  readonly en: string;
  /** A few are chosen out of all: the others are not missing. */
  readonly is_choice?: boolean;
  readonly find: (reader: Reader, asked: Asked) => Promise<Found>;
};

export async function answerOf(list: List, reader: Reader, asked: Asked) {
  const found = await list.find(reader, asked);
  const lines = await linesOf(
    reader,
    found.rows.map((row) => row.path),
    asked.day,
  );
  return {
    title_zh: list.zh,
    title_en: list.en,
    is_choice: list.is_choice ?? false,
    denominator: found.denominator,
    counted: found.counted,
    share: printShare(found.counted, found.denominator, found.decimals ?? 0),
    by: [...(found.by ?? [])],
    rows: found.rows.map(({ path: own, ...row }) => ({ ...row, place: lines.get(own) ?? '' })),
  };
}

/** Organisations of some kinds below a path, out of those of a day (organizationsOn). */
export function standing(path: string, kinds: readonly string[]): Sql {
  return sql`o.path like ${`${path}%`} and o.kind = any(${kinds}::text[])`;
}

/** Of the task `k`: whether it had been opened by a day, and the day it was closed if that had come. */
export function openedBy(day: BusinessDate): Sql {
  return sql`(k.opened_at at time zone 'Asia/Shanghai')::date <= ${day}`;
}
export function closedBy(day: BusinessDate): Sql {
  return sql`case when k.closed_on <= ${day} then k.closed_on end`;
}

/** The body of an attribute of the organisation `o` that holds on a day. */
export function attributeOn(kind: string, day: BusinessDate): Sql {
  return sql`(select f.body from organization_attributes f where f.organization_id = o.id and f.kind = ${kind} and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day} limit 1)`;
}

export type Language = 'zh' | 'en';

/** The words of a detail in the reader's language, and what stands between two of them. */
export const speaking =
  (language: Language) =>
  (zh: string, en: string): string =>
    language === 'zh' ? zh : en;
export const listed = (parts: readonly string[], language: Language): string =>
  parts.join(language === 'zh' ? '、' : ', ');

/** Titles of papers, systems and gaps, which are kept in Chinese. */
export const titled = (titles: readonly string[], language: Language): string =>
  listed(
    titles.map((title) => (language === 'zh' ? title : statutoryEnglish(title))),
    language,
  );

export const associations = ['federation', 'volunteer_association', 'youth_volunteer_association'] as const;

export function countBy(names: readonly string[]): { name: string; count: number }[] {
  return [...new Set(names)]
    .map((name) => ({ name, count: names.filter((one) => one === name).length }))
    .sort((a, b) => b.count - a.count);
}
