/** One sentence about what just happened, spoken by screen readers, gone after a while. */
import { useSyncExternalStore } from 'react';
import { Icon } from './Icon.tsx';

type Said = { readonly id: number; readonly words: string; readonly kind: 'done' | 'trouble' };
let said: readonly Said[] = [];
let count = 0;
const listeners = new Set<() => void>();
const shownMs = 6_000;

function set(next: readonly Said[]): void {
  said = next;
  for (const listener of listeners) listener();
}

export function toast(words: string, kind: Said['kind'] = 'done'): void {
  const id = ++count;
  set([...said.slice(-2), { id, words, kind }]);
  setTimeout(() => set(said.filter((one) => one.id !== id)), shownMs);
}

/** Stands once in each shell, always present, so that a new sentence is announced. */
export function Toasts() {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {now.map((one) => (
        <p key={one.id} className={one.kind}>
          <Icon name={one.kind === 'done' ? 'check' : 'alert'} size={18} />
          {one.words}
        </p>
      ))}
    </div>
  );
}
