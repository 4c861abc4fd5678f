import { useFilters } from '../../ui/query-string.ts';

/** Which organisation a page is about stands in the address, so that the page can be shared and gone back to. */
export function useChosen(): { chosen: string | undefined; choose: (id: string) => void } {
  const { filters, setFilter } = useFilters();
  return { chosen: filters['at'], choose: (id) => setFilter({ at: id, after: undefined }) };
}
