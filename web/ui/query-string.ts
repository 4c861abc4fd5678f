import { useLocation, useSearch } from 'wouter';

/** The filters of a list live in the address: they can be shared, kept and gone back to. */
export function useFilters(): {
  filters: Readonly<Record<string, string>>;
  setFilter: (changes: Record<string, string | undefined>) => void;
} {
  const search = useSearch();
  const [path, go] = useLocation();
  const filters = Object.fromEntries(new URLSearchParams(search));
  function setFilter(changes: Record<string, string | undefined>): void {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(changes)) {
      if (value === undefined || value === '') next.delete(key);
      else next.set(key, value);
    }
    const query = next.toString();
    go(query === '' ? path : `${path}?${query}`, { replace: true });
  }
  return { filters, setFilter };
}

/** All filters of the list at once, as a kept view holds them: in one order, so that the same view is the same text. */
export function useWholeQuery(): { query: string; open: (query: string) => void } {
  const search = useSearch();
  const [path, go] = useLocation();
  const sorted = new URLSearchParams(search);
  sorted.delete('totals');
  sorted.sort();
  return { query: sorted.toString(), open: (query) => go(query === '' ? path : `${path}?${query}`) };
}
