import { recordColumns, recordFigures } from '../../../domain/records/record-columns.ts';
import type { Balance } from '../../../domain/records/presence.ts';
import type { Fact } from '../../db/fact.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { counts } from './standing.ts';

const countedAs = (balance: Balance): Sql =>
  sql`case when r.balance = ${balance} and ${counts(sql`r`)} then r.minutes end`;

export const recordFact = {
  columns: recordColumns,
  figures: recordFigures,
  from: sql`service_records r join organizations o on o.id = r.organization_id join volunteers v on v.id = r.volunteer_id join persons p on p.id = v.id`,
  counted: sql`service_records r join volunteers v on v.id = r.volunteer_id`,
  of: {
    service_day: sql`r.service_day`,
    name: sql`p.pinyin`,
    number: sql`v.number`,
    title: sql`r.title`,
    organization: sql`o.name_zh`,
    started_at: sql`r.started_at`,
    ended_at: sql`r.ended_at`,
    minutes: sql`r.minutes`,
    balance: sql`r.balance`,
    source: sql`r.source`,
    state: sql`r.state`,
  },
  adds: {
    people: sql`coalesce(v.merged_into, v.id)`,
    credit_minutes: countedAs('credit_minutes'),
    honorary_minutes: countedAs('honorary_minutes'),
  },
  id: sql`r.id`,
  order: '-service_day',
} satisfies Fact<typeof recordColumns, typeof recordFigures>;
