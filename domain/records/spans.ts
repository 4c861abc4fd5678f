/** Arithmetic of half-open time intervals [from, to) in milliseconds. */
export type Interval = { readonly from: number; readonly to: number };

/** Sorted, without overlaps and without empty ones. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((interval) => interval.to > interval.from).sort((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last && interval.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, interval.to) };
    else merged.push(interval);
  }
  return merged;
}

export function subtract(from: readonly Interval[], away: readonly Interval[]): Interval[] {
  let left = union(from);
  for (const hole of union(away)) {
    left = left.flatMap((interval) => {
      if (hole.to <= interval.from || hole.from >= interval.to) return [interval];
      return [
        { from: interval.from, to: hole.from },
        { from: hole.to, to: interval.to },
      ].filter((part) => part.to > part.from);
    });
  }
  return left;
}

export function clip(intervals: readonly Interval[], window: Interval): Interval[] {
  return union(
    intervals.map((interval) => ({ from: Math.max(interval.from, window.from), to: Math.min(interval.to, window.to) })),
  );
}

export function length(intervals: readonly Interval[]): number {
  return union(intervals).reduce((sum, interval) => sum + interval.to - interval.from, 0);
}
