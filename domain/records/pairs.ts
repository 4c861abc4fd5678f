/** Stamps into spans: an in with the next out. A second in before an out is a repeated scan; an out alone proves nothing. */
import { pairSource, type PresenceSource } from './presence.ts';
import type { Span } from './time-counting.ts';

export type Stamp = { readonly direction: 'in' | 'out'; readonly stamped_at: Date; readonly source: PresenceSource };
export type Pairs = {
  readonly spans: readonly Span[];
  readonly source: PresenceSource | null;
  readonly open_since: Date | null;
};

export function pairStamps(stamps: readonly Stamp[]): Pairs {
  const spans: Span[] = [];
  let open: Stamp | null = null;
  let source: PresenceSource | null = null;
  for (const stamp of [...stamps].sort((a, b) => a.stamped_at.getTime() - b.stamped_at.getTime())) {
    if (stamp.direction === 'in') open ??= stamp;
    else if (open !== null) {
      spans.push({ kind: 'service', from: open.stamped_at, to: stamp.stamped_at });
      const pair = pairSource(open.source, stamp.source);
      source = source === null ? pair : pairSource(source, pair);
      open = null;
    }
  }
  return { spans, source, open_since: open?.stamped_at ?? null };
}
