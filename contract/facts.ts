/** How a list of facts is asked for and what it answers, for every noun alike. */
import { z } from 'zod';
import { ordersOf, type FactColumns, type Figures } from '../domain/facts.ts';
import { pageOf, paging } from './shapes.ts';

/** Order and page, and whether all rows are to be counted and summed. */
export function listing<Columns extends FactColumns>(columns: Columns) {
  return {
    ...paging,
    /** A column, or `-` and a column to turn its order; without it the list's own order. */
    sort: z.enum(ordersOf(columns)).optional(),
    /** `counted`: as far as so many are counted at once; `whole`: however many there are. */
    totals: z.enum(['counted', 'whole']).optional(),
  };
}

/** A page of facts; the totals of all rows, not only of this page, come with the first where they are asked for. */
export function listOf<Row extends z.ZodType, F extends Figures>(row: Row, figures: F) {
  return pageOf(row).extend({ totals: totalsOf(figures).nullable() });
}

function totalsOf<F extends Figures>(figures: F) {
  const each = Object.fromEntries(Object.keys(figures).map((name) => [name, z.number().int()]));
  return z.object({
    count: z.number().int(),
    /** There are more rows than are counted at once: ask for the whole totals. */
    goes_on: z.boolean(),
    figures: z
      .object(each as Record<keyof F & string, z.ZodNumber>)
      .nullable()
      .meta({ description: 'Of all rows; null where they go on' }),
  });
}
