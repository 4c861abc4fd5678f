import { sql, type Sql } from './sql.ts';

/**
 * A message to many in the statement that knows who they are: `${intoNotices} select person, new_id(now), now, kind, params, link
 * from …`. To one person it goes by `writer.notify`. Nothing else writes this table.
 */
export const intoNotices: Sql = sql`insert into notices (person_id, id, at, kind, params, link)`;
