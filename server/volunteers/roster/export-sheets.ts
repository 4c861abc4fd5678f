import type { Cell } from '../../../domain/files/cells.ts';
import { columnWords, tableWords } from '../profile/export-words.ts';
import type { PersonExport } from '../profile/export-person.ts';

type Language = 'zh' | 'en';

/** What people are shown of their data: sheets and columns by their names, not by those of tables. */
export function exportSheets(
  all: PersonExport,
  language: Language,
): { name: string; rows: readonly (readonly Cell[])[] }[] {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const person = Object.entries(all.person).map(([key, value]): readonly Cell[] => [
    columnName(key, language),
    cellOf(value),
  ]);
  return [
    {
      name: say('我的资料', 'About me'),
      rows: [
        [say('项目', 'Item'), say('内容', 'Content')],
        ...person,
        [say('导出时间', 'Exported at'), all.exported_at.toISOString()],
      ],
    },
    ...all.tables.map(({ table, rows }) => {
      const columns = Object.keys(rows[0] ?? {});
      return {
        name: tableName(table, language),
        rows: [
          columns.map((column) => columnName(column, language)),
          ...rows.map((row) => columns.map((column) => cellOf(row[column]))),
        ],
      };
    }),
  ];
}

export function tableName(table: string, language: Language): string {
  return tableWords[table]?.[language] ?? inEnglish(table);
}

export function columnName(column: string, language: Language): string {
  return language === 'zh' ? (columnWords[column] ?? inEnglish(column)) : inEnglish(column.replace(/_zh$/, ''));
}

/** signed_up_at -> Signed up at */
function inEnglish(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
