/** Every kind of rule book, the schema of its body and its default, in one list. A later noun adds its kind here. */
import type { z } from 'zod';
import { ageMatrixBody, ageMatrixTighter, defaultAgeMatrix, type AgeMatrix } from './rule-books/age-matrix.ts';
import { looserFields, type Tighter } from './rule-books/direction.ts';
import {
  defaultPublishingLimits,
  publishingLimitsBody,
  publishingLimitsTighter,
  type PublishingLimits,
} from './rule-books/publishing-limits.ts';
import { defaultStars, starsBody, starsTighter, type StarsBody } from './rule-books/stars.ts';
import { defaultStatutory, statutoryBody, statutoryTighter, type StatutoryBody } from './rule-books/statutory.ts';
import {
  defaultTimeCounting,
  timeCountingBody,
  timeCountingTighter,
  type TimeCountingBody,
} from './rule-books/time-counting.ts';

export type RuleBodies = {
  time_counting: TimeCountingBody;
  publishing_limits: PublishingLimits;
  age_matrix: AgeMatrix;
  stars: StarsBody;
  statutory: StatutoryBody;
};
export type RuleKind = keyof RuleBodies;

type KindEntry<Body> = {
  readonly zh: string;
  readonly en: string;
  readonly default_body: Body;
  /** Shape, bounds and inner agreement of a body. */
  readonly body: z.ZodType<Body>;
  readonly tighter: Tighter<Body>;
  /** Decides how many minutes count or who must agree to them: never issued by one person alone. */
  readonly decides_hours: boolean;
};

export const ruleKinds: { readonly [Kind in RuleKind]: KindEntry<RuleBodies[Kind]> } = {
  time_counting: {
    zh: '时数计算',
    en: 'Counting time',
    default_body: defaultTimeCounting,
    body: timeCountingBody,
    tighter: timeCountingTighter,
    decides_hours: true,
  },
  publishing_limits: {
    // the length of a shift bounds what can be stamped, and its approvals who agrees before people serve
    zh: '发布限制',
    en: 'Publishing limits',
    default_body: defaultPublishingLimits,
    body: publishingLimitsBody,
    tighter: publishingLimitsTighter,
    decides_hours: true,
  },
  age_matrix: {
    zh: '年龄与同意',
    en: 'Age and consent',
    default_body: defaultAgeMatrix,
    body: ageMatrixBody,
    tighter: ageMatrixTighter,
    decides_hours: false,
  },
  stars: {
    zh: '星级',
    en: 'Stars',
    default_body: defaultStars,
    body: starsBody,
    tighter: starsTighter,
    decides_hours: false,
  },
  statutory: {
    zh: '法定会议和制度',
    en: 'Statutory meetings and systems',
    default_body: defaultStatutory,
    body: statutoryBody,
    tighter: statutoryTighter,
    decides_hours: false,
  },
};

export const ruleKindNames = Object.keys(ruleKinds) as RuleKind[];

/** Names of the fields that are wrong or contradict each other; empty when the body holds together. */
export function bodyFaults(kind: RuleKind, body: unknown): readonly string[] {
  const result = ruleKinds[kind].body.safeParse(body);
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
}

/** A body written before its kind grew a field stands with the default of that field. */
export function wholeBody<Kind extends RuleKind>(kind: Kind, body: RuleBodies[Kind]): RuleBodies[Kind] {
  return { ...ruleKinds[kind].default_body, ...body };
}

/** The fields in which a body is looser than another of its kind. */
export function looserThan<Kind extends RuleKind>(
  kind: Kind,
  next: RuleBodies[Kind],
  base: RuleBodies[Kind],
): string[] {
  return looserFields(ruleKinds[kind].tighter, wholeBody(kind, next), wholeBody(kind, base));
}
