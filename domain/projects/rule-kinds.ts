import {
  ageMatrixBody,
  ageMatrixTighter,
  defaultAgeMatrix,
  type AgeMatrix,
} from '../organizations/rule-books/age-matrix.ts';
import {
  defaultPublishingLimits,
  publishingLimitsBody,
  publishingLimitsTighter,
  type PublishingLimits,
} from '../organizations/rule-books/publishing-limits.ts';
import type { RuleKindEntry } from '../rule-kind.ts';

const ageMatrix: RuleKindEntry<AgeMatrix> = {
  zh: '年龄与同意',
  en: 'Age and consent',
  default_body: defaultAgeMatrix,
  body: ageMatrixBody,
  tighter: ageMatrixTighter,
  decides_hours: false,
};

/** The length of a shift bounds what can be stamped, and its approvals who agrees before people serve: it decides hours. */
const publishingLimits: RuleKindEntry<PublishingLimits> = {
  zh: '发布限制',
  en: 'Publishing limits',
  default_body: defaultPublishingLimits,
  body: publishingLimitsBody,
  tighter: publishingLimitsTighter,
  decides_hours: true,
};

export const projectsRuleKinds = { publishing_limits: publishingLimits, age_matrix: ageMatrix };
