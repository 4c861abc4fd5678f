import type { Interval } from '../../../domain/records/spans.ts';

export type Counted = {
  readonly started_at: Date;
  readonly ended_at: Date;
  readonly counted: readonly { readonly from: string; readonly to: string }[];
};

/** What counts of a record; of claimed minutes without such intervals, the time that they were claimed for. */
export const timesOf = ({ counted, started_at, ended_at }: Counted): Interval[] =>
  counted.length === 0
    ? [{ from: started_at.getTime(), to: ended_at.getTime() }]
    : counted.map((part) => ({ from: Date.parse(part.from), to: Date.parse(part.to) }));
