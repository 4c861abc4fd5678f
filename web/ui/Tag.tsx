import type { ReactNode } from 'react';

/** 达标 full · 推进 half · 落后 hollow with a dot · 逾期 cut corner · none dashed: shape first, colour second. */
export type State = 'ok' | 'due' | 'behind' | 'late' | 'none';

export function Glyph({ state }: { state: State }) {
  return <i className={`g g-${state}`} aria-hidden="true" />;
}

export function Tag({ state, children }: { state: State; children: ReactNode }) {
  return (
    <span className={`tag tag-${state}`}>
      <Glyph state={state} />
      {children}
    </span>
  );
}
