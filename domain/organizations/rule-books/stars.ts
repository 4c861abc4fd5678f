/** Stars are shown from a table with conditions. Spending points never lowers them; struck hours may. */
export type StarStep = {
  readonly stars: number;
  readonly minutes: number;
  /** Conditions beside the minutes, each in the issuer's words. */
  readonly conditions: readonly string[];
  /** Reached by the table alone, by an application, or by selection. */
  readonly reached_by: 'table' | 'application' | 'selection';
};

export type StarsBody = {
  readonly steps: readonly StarStep[];
  /** Honorary (back-filled) minutes count for stars or not. */
  readonly honorary_counts: boolean;
  /** Levels are reached in order, one after the other. */
  readonly in_order: boolean;
};

const table = (hours: readonly number[]): readonly StarStep[] =>
  hours.map((value, index) => ({ stars: index + 1, minutes: value * 60, conditions: [], reached_by: 'table' }));

/** 100/300/600/1000/1500 hours: national practice, Sichuan and Fujian among others. */
export const defaultStars: StarsBody = { steps: table([100, 300, 600, 1000, 1500]), honorary_counts: false, in_order: false };
export const beijingStars: StarsBody = { ...defaultStars, steps: table([100, 200, 500, 800, 1000]) };
export const zhangjiagangStars: StarsBody = { ...defaultStars, steps: table([30, 60, 100, 200, 300]) };

export function starsFaults(body: StarsBody): readonly string[] {
  const faults: string[] = [];
  if (body.steps.length === 0) faults.push('steps');
  body.steps.forEach((step, index) => {
    const before = body.steps[index - 1];
    if (step.stars !== index + 1) faults.push(`steps.${index}.stars`);
    if (step.minutes < 1 || (before && step.minutes <= before.minutes)) faults.push(`steps.${index}.minutes`);
  });
  return faults;
}

/** Stars of a number of minutes, and what the next one still needs. */
export function starsOf(body: StarsBody, minutes: number): { stars: number; next: StarStep | null; missing_minutes: number } {
  const reached = body.steps.filter((step) => step.reached_by === 'table' && step.minutes <= minutes);
  const stars = reached.at(-1)?.stars ?? 0;
  const next = body.steps.find((step) => step.stars > stars) ?? null;
  return { stars, next, missing_minutes: next ? Math.max(0, next.minutes - minutes) : 0 };
}
