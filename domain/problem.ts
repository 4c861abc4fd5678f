import { problemTable } from './problem-table.ts';

export type ProblemCode = keyof typeof problemTable;
export type ProblemParams = Readonly<Record<string, string | number>>;

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly params: ProblemParams;
  readonly field: string | undefined;

  constructor(code: ProblemCode, params: ProblemParams = {}, field?: string) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.params = params;
    this.field = field;
  }
}

export function problem(code: ProblemCode, params: ProblemParams = {}, field?: string): Problem {
  return new Problem(code, params, field);
}

/** Apart from the class, so that a page which shares a rule does not carry the sentences of all refusals. */
export function statusOf(code: ProblemCode): number {
  return problemTable[code].status;
}

/** A name in both languages as params of a sentence: each language takes its own. */
export function inBoth(name: string, words: { readonly zh: string; readonly en: string }): ProblemParams {
  return { [name]: words.zh, [`${name}_en`]: words.en };
}

/** The sentence for a person; `{name}` places are filled from params, in English by `name_en` where there is one. */
export function problemSentence(code: ProblemCode, params: ProblemParams, language: 'zh' | 'en'): string {
  const sentence: string = problemTable[code][language];
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) =>
    String((language === 'en' ? params[`${name}_en`] : undefined) ?? params[name] ?? ''),
  );
}
