import type { Id } from '../../../../domain/id.ts';
import { sql } from '../../../db/sql.ts';
import type { Line, List } from './list.ts';

type Ended = {
  organization_id: Id;
  organization_name: string;
  path: string;
  on: string;
  reason: string | null;
  successor: string | null;
};

/** What ended below, with its day, its reason and who took over: found again, though it stands in no tree. */
export const dissolved: List = {
  zh: '已撤销',
  en: 'Dissolved',
  find: async (reader, { path, day, language }) => {
    const rows = await reader.all<Ended>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, o.dissolved_on as on, o.dissolved_reason as reason, s.name_zh as successor
      from organizations o left join organizations s on s.id = coalesce(o.successor_id, o.parent_id)
      where o.path like ${`${path}%`} and o.dissolved_on <= ${day} order by o.dissolved_on desc, o.path limit 2000`);
    const heir = (name: string): string => (language === 'zh' ? `由“${name}”承接` : `“${name}” took over`);
    return {
      denominator: rows.length,
      counted: rows.length,
      rows: rows.map(({ reason, successor, ...row }): Line => ({
        ...row,
        state: 'none',
        detail: [reason, successor === null ? null : heir(successor)]
          .filter((part) => part !== null)
          .join(language === 'zh' ? '，' : ', '),
      })),
    };
  },
};
