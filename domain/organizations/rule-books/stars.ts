/** Stars are shown from a table with conditions. Spending points never lowers them; struck hours may. */
import { z } from 'zod';
import type { Compared, Tighter } from './direction.ts';

const starStep = z.object({
  stars: z.int().min(1).max(10),
  minutes: z.int().min(60).max(6_000_000), // an hour to a hundred thousand
  /** Conditions beside the minutes, each in the issuer's words. */
  conditions: z.array(z.string().min(1).max(80)).max(20).readonly(),
  /** Reached by the table alone, by an application, or by selection. */
  reached_by: z.enum(['table', 'application', 'selection']),
});
export type StarStep = z.infer<typeof starStep>;

export const starsBody = z
  .object({
    steps: z.array(starStep).min(1).max(10).readonly(),
    /** Honorary (back-filled) minutes count for stars or not. */
    honorary_counts: z.boolean(),
    /** Levels are reached in order, one after the other. */
    in_order: z.boolean(),
  })
  .superRefine((body, context) => {
    body.steps.forEach((step, index) => {
      const before = body.steps[index - 1];
      if (step.stars !== index + 1)
        context.addIssue({ code: 'custom', path: ['steps', index, 'stars'], message: '星级要从一星起逐级往上' });
      if (before && step.minutes <= before.minutes)
        context.addIssue({ code: 'custom', path: ['steps', index, 'minutes'], message: '时数要比上一级多' });
    });
  });
export type StarsBody = z.infer<typeof starsBody>;

/** Looser where a star is had for fewer minutes, under fewer conditions or more easily, or where there is one more. */
const stepsTighter: Compared<readonly StarStep[]> = {
  looser: (next, base) =>
    next.some((after) => {
      const before = base.find((one) => one.stars === after.stars);
      const ways = starStep.shape.reached_by.options;
      return (
        before === undefined ||
        after.minutes < before.minutes ||
        before.conditions.some((one) => !after.conditions.includes(one)) ||
        ways.indexOf(after.reached_by) < ways.indexOf(before.reached_by)
      );
    }),
};

export const starsTighter: Tighter<StarsBody> = { steps: stepsTighter, honorary_counts: 'false', in_order: 'true' };

const table = (hours: readonly number[]): readonly StarStep[] =>
  hours.map((value, index) => ({ stars: index + 1, minutes: value * 60, conditions: [], reached_by: 'table' }));

/** 100/300/600/1000/1500 hours: national practice, Sichuan and Fujian among others. */
export const defaultStars: StarsBody = {
  steps: table([100, 300, 600, 1000, 1500]),
  honorary_counts: false,
  in_order: false,
};
export const beijingStars: StarsBody = { ...defaultStars, steps: table([100, 200, 500, 800, 1000]) };
export const zhangjiagangStars: StarsBody = { ...defaultStars, steps: table([30, 60, 100, 200, 300]) };

/** The minutes that a table counts: honorary ones only where its issuer says so. */
export function minutesForStars(
  body: StarsBody,
  held: { readonly credit_minutes: number; readonly honorary_minutes: number },
): number {
  return held.credit_minutes + (body.honorary_counts ? held.honorary_minutes : 0);
}

/**
 * Stars of a number of minutes, and what the next one still needs. Only what the table alone gives is shown: a step by
 * application or selection is granted by people, and where steps go in order nobody passes over it.
 */
export function starsOf(
  body: StarsBody,
  minutes: number,
): { stars: number; next: StarStep | null; missing_minutes: number } {
  const firstClosed = body.in_order ? body.steps.findIndex((step) => step.reached_by !== 'table') : -1;
  const open = firstClosed === -1 ? body.steps : body.steps.slice(0, firstClosed);
  const stars = open.filter((step) => step.reached_by === 'table' && step.minutes <= minutes).at(-1)?.stars ?? 0;
  const next = body.steps.find((step) => step.stars > stars) ?? null;
  return { stars, next, missing_minutes: next ? Math.max(0, next.minutes - minutes) : 0 };
}
