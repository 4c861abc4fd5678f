import { useFilters } from '../../../ui/query-string.ts';

/** Which organisation a page is about stands in the address, so that the page can be shared and gone back to. */
export function useChosen(): { chosen: string | undefined; choose: (id: string) => void } {
  const { filters, setFilter } = useFilters();
  return { chosen: filters['at'], choose: (id) => setFilter({ at: id, after: undefined }) };
}

const kept = (person: string | undefined): string => `chosen organisation ${person ?? ''}`;

/** From one page to the next of this tab the same organisation stays chosen, for the same person. */
export function rememberChosen(person: string | undefined, id: string): void {
  sessionStorage.setItem(kept(person), id);
}
export function lastChosen(person: string | undefined): string | undefined {
  return sessionStorage.getItem(kept(person)) ?? undefined;
}
