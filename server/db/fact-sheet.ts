/** The heading of a workbook that holds what a list shows, in the words of its columns; minutes say their unit. */
import type { FactColumns } from '../../domain/facts.ts';

export function sheetHeader<Columns extends FactColumns>(
  columns: Columns,
  names: readonly (keyof Columns & string)[],
): readonly { readonly header: string }[] {
  return names.map((name) => {
    const column = columns[name];
    return { header: `${column?.zh ?? name}${column?.kind === 'minutes' ? '（分钟）' : ''}` };
  });
}
