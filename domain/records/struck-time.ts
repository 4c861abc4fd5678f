/** Hours that were struck come back by an appeal and by nothing else. */
import { clip, subtract, type Interval } from './spans.ts';

/** What records of one person at one shift hold: what was struck, and what stands. */
export type StruckAndStanding = { readonly struck: readonly Interval[]; readonly standing: readonly Interval[] };

/**
 * Whether asked time would bring struck hours back in another way: where nothing stands beside what was struck, any time does,
 * as its edges are typed; else what was struck and is not counted again.
 */
export function bringsBackStruck(asked: Interval, { struck, standing }: StruckAndStanding): boolean {
  if (struck.length === 0) return false;
  return standing.length === 0 || clip(subtract(struck, standing), asked).length > 0;
}
