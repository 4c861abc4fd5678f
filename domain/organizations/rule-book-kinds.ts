/** Every kind of rule book, its body and its default, in one list. A later noun adds its kind here. */
import { ageMatrixFaults, defaultAgeMatrix, type AgeMatrixBody } from './rule-books/age-matrix.ts';
import { defaultPublishingLimits, publishingLimitsFaults, type PublishingLimitsBody } from './rule-books/publishing-limits.ts';
import { defaultStars, starsFaults, type StarsBody } from './rule-books/stars.ts';
import { defaultTimeCounting, timeCountingFaults, type TimeCountingBody } from './rule-books/time-counting.ts';

export type RuleBodies = {
  time_counting: TimeCountingBody;
  publishing_limits: PublishingLimitsBody;
  age_matrix: AgeMatrixBody;
  stars: StarsBody;
};
export type RuleKind = keyof RuleBodies;

type KindEntry<Body> = {
  readonly zh: string;
  readonly en: string;
  readonly default_body: Body;
  /** Names of the fields that contradict each other; empty when the body holds together. */
  readonly faults: (body: Body) => readonly string[];
};

export const ruleKinds: { readonly [Kind in RuleKind]: KindEntry<RuleBodies[Kind]> } = {
  time_counting: { zh: '时数计算', en: 'Counting time', default_body: defaultTimeCounting, faults: timeCountingFaults },
  publishing_limits: { zh: '发布限制', en: 'Publishing limits', default_body: defaultPublishingLimits, faults: publishingLimitsFaults },
  age_matrix: { zh: '年龄与同意', en: 'Age and consent', default_body: defaultAgeMatrix, faults: ageMatrixFaults },
  stars: { zh: '星级', en: 'Stars', default_body: defaultStars, faults: starsFaults },
};

export const ruleKindNames = Object.keys(ruleKinds) as RuleKind[];

/** Checks a body against its own kind; the shape was checked at the door. */
export function bodyFaults<Kind extends RuleKind>(kind: Kind, body: RuleBodies[Kind]): readonly string[] {
  return ruleKinds[kind].faults(body);
}
