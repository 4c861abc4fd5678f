import type { TestApp, TestPerson } from '../testing/test-app.ts';

export type ShownLine = {
  readonly kind: string;
  readonly words: { readonly zh: string; readonly en: string };
  readonly about: string | null;
  readonly place: string | null;
  readonly count: number;
  readonly overdue: number;
  readonly is_overdue: boolean;
  readonly href: string;
  readonly due_on: string | null;
  readonly since: string | null;
};
export type ShownInbox = { readonly count: number; readonly overdue: number; readonly rows: readonly ShownLine[] };

export const inboxOf = async (t: TestApp, who: TestPerson): Promise<ShownInbox> =>
  (await t.get<ShownInbox>(who, '/api/my/inbox')).body;

/** How many of these kinds wait for this person. */
export async function owedOf(t: TestApp, who: TestPerson, ...kinds: readonly string[]): Promise<number[]> {
  const { rows } = await inboxOf(t, who);
  return kinds.map((kind) => rows.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.count, 0));
}
