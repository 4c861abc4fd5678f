/** Every refusal the product can give: one code, one HTTP status, one sentence in each language. */
export type ProblemEntry = { readonly status: number; readonly zh: string; readonly en: string };
export type ProblemTable = Readonly<Record<string, ProblemEntry>>;
