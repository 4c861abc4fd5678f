/** What a read is about: its path, the ids and the days that it names. A word searched for or a filter is not the subject. */
export type Asked = { readonly path?: object; readonly query?: object };

const days = ['on', 'year', 'from', 'until'];

export function subjectOf(ask: Asked | undefined): string {
  const named = Object.entries(ask?.query ?? {}).filter(
    ([name, value]) => value !== undefined && (name.endsWith('_id') || days.includes(name)),
  );
  return JSON.stringify([ask?.path ?? {}, named.sort(([one], [other]) => one.localeCompare(other))]);
}
