import { z } from 'zod';
import { businessDate } from './shapes.ts';

/** Until when something is to be done, as it stands today; the same wherever something is due. */
export const deadline = z.object({
  due_on: businessDate,
  /** Rests on a year whose days off are not published yet. */
  is_provisional: z.boolean(),
  is_overdue: z.boolean(),
  /** 0 on the due day, below 0 by as many days as it is over; of what is done, on the day it was done. */
  days_left: z.number().int(),
});
