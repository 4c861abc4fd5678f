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
