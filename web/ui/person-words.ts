/** What is searched of people stands in no address: it is kept by the page alone, for as long as the page is open. */
import { useSyncExternalStore } from 'react';

const kept = new Map<string, string>();
const watchers = new Set<() => void>();

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => {
    watchers.delete(changed);
  };
}

/** The words of one list; who goes away and comes back finds them again. */
export function usePersonWords(list: string): readonly [string, (words: string) => void] {
  const words = useSyncExternalStore(watch, () => kept.get(list) ?? '');
  return [
    words,
    (next) => {
      kept.set(list, next);
      for (const changed of watchers) changed();
    },
  ];
}

/** As an endpoint wants them: in a header, and nothing where nothing is asked. */
export function personHeader(words: string): { header?: { 'Person-Words': string } } {
  return words.trim() === '' ? {} : { header: { 'Person-Words': words.trim() } };
}
