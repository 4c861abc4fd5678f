import type { Id } from '../../../../domain/id.ts';
import { sql } from '../../../db/sql.ts';
import { organizationsOn } from '../../tree/as-of.ts';
import { associations, attributeOn, speaking, standing, type Line, type List } from './list.ts';

type Row = {
  organization_id: Id;
  organization_name: string;
  path: string;
  stated: { direction: string; content: string } | null;
};

/** L41: which service each organisation gives, so that a need finds whom to ask; who has not said it comes first. */
export const directions: List = {
  zh: '服务方向',
  en: 'Service directions',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Row>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, ${attributeOn('direction', day)} as stated
      from ${organizationsOn(day)} o where ${standing(path, [...associations, 'action_centre', 'brigade', 'team'])} order by 4 nulls first, o.path limit 5000`);
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.stated !== null).length,
      rows: rows.map(({ stated, ...row }): Line => ({
        ...row,
        on: null,
        state: stated === null ? 'behind' : 'ok',
        detail:
          stated !== null
            ? `${stated.direction}${t('：', ': ')}${stated.content}`
            : t('还没写服务方向', 'No direction stated yet'),
      })),
    };
  },
};
