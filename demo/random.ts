/** A generator with a seed (mulberry32): every demonstration world is the same, whoever builds it. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** Whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** `count` different ones, fewer where there are not enough. */
  some<T>(from: readonly T[], count: number): T[];
  chance(probability: number): boolean;
};

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    pick: <T>(from: readonly T[]): T => {
      const found = from[whole(0, from.length - 1)];
      if (found === undefined) throw new Error('there is nothing to pick from');
      return found;
    },
    some: <T>(from: readonly T[], count: number): T[] => {
      const left = [...from];
      const chosen: T[] = [];
      while (chosen.length < count && left.length > 0) chosen.push(...left.splice(whole(0, left.length - 1), 1));
      return chosen;
    },
    chance: (probability) => next() < probability,
  };
}
