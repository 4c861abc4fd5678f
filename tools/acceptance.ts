/**
 * docs/requirements/acceptance.tsv: id, state, how seen. Each line was written by somebody who did not build what was
 * tried, after performing the clause's acceptance by clicking from the home page.
 */
const acceptanceStates = ['works', 'partly', 'no'] as const;
export type AcceptanceState = (typeof acceptanceStates)[number];
export type Acceptance = { readonly id: string; readonly state: string; readonly how_seen: string };

export function readAcceptance(text: string): Acceptance[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [id = '', state = '', how_seen = ''] = line.split('\t');
      return { id, state, how_seen };
    });
}

export function byState(acceptance: readonly Acceptance[], ids: readonly string[]): Record<AcceptanceState, string[]> {
  const wanted = new Set(ids);
  const of = (state: AcceptanceState): string[] =>
    acceptance.filter((line) => line.state === state && wanted.has(line.id)).map(({ id }) => id);
  return { works: of('works'), partly: of('partly'), no: of('no') };
}

/** What is still wanting, as the end of a line: «   partly: G18 G28   no: L86». */
export function seen(acceptance: readonly Acceptance[], ids: readonly string[]): string {
  const { partly, no } = byState(acceptance, ids);
  return [
    ['partly', partly],
    ['no', no],
  ]
    .map(([state, found]) => (found?.length ? `   ${String(state)}: ${(found as string[]).join(' ')}` : ''))
    .join('');
}

/** A sentence for each line that cannot be true: an id nobody knows or twice, an unknown state, nothing seen. */
export function acceptanceFaults(acceptance: readonly Acceptance[], known: ReadonlySet<string>): string[] {
  const met = new Set<string>();
  return acceptance.flatMap((line, index) => {
    const at = `docs/requirements/acceptance.tsv:${index + 2}`;
    const again = met.has(line.id);
    met.add(line.id);
    if (!known.has(line.id)) return [`${at}: ${line.id} is not in docs/requirements.`];
    if (again) return [`${at}: ${line.id} stands twice.`];
    if (!(acceptanceStates as readonly string[]).includes(line.state))
      return [`${at}: “${line.state}” is none of ${acceptanceStates.join(', ')}.`];
    return line.how_seen.trim() === '' ? [`${at}: ${line.id} does not say what was seen.`] : [];
  });
}
