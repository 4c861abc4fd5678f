/** Every kind of rule book, the schema of its body and its default, in one list. A later noun adds its kind here. */
import type { z } from 'zod';
import { ageMatrixBody, defaultAgeMatrix, type AgeMatrix } from './rule-books/age-matrix.ts';
import { defaultPublishingLimits, publishingLimitsBody, type PublishingLimits } from './rule-books/publishing-limits.ts';
import { defaultStars, starsBody, type StarsBody } from './rule-books/stars.ts';
import { defaultTimeCounting, timeCountingBody, type TimeCountingBody } from './rule-books/time-counting.ts';

export type RuleBodies = {
  time_counting: TimeCountingBody;
  publishing_limits: PublishingLimits;
  age_matrix: AgeMatrix;
  stars: StarsBody;
};
export type RuleKind = keyof RuleBodies;

type KindEntry<Body> = {
  readonly zh: string;
  readonly en: string;
  readonly default_body: Body;
  /** Shape and inner agreement of a body. */
  readonly body: z.ZodType<Body>;
};

export const ruleKinds: { readonly [Kind in RuleKind]: KindEntry<RuleBodies[Kind]> } = {
  time_counting: { zh: '时数计算', en: 'Counting time', default_body: defaultTimeCounting, body: timeCountingBody },
  publishing_limits: { zh: '发布限制', en: 'Publishing limits', default_body: defaultPublishingLimits, body: publishingLimitsBody },
  age_matrix: { zh: '年龄与同意', en: 'Age and consent', default_body: defaultAgeMatrix, body: ageMatrixBody },
  stars: { zh: '星级', en: 'Stars', default_body: defaultStars, body: starsBody },
};

export const ruleKindNames = Object.keys(ruleKinds) as RuleKind[];

/** Names of the fields that are wrong or contradict each other; empty when the body holds together. */
export function bodyFaults(kind: RuleKind, body: unknown): readonly string[] {
  const result = ruleKinds[kind].body.safeParse(body);
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
}
