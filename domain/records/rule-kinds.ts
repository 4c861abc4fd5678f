import {
  defaultTimeCounting,
  timeCountingBody,
  timeCountingTighter,
  type TimeCountingBody,
} from '../organizations/rule-books/time-counting.ts';
import type { RuleKindEntry } from '../rule-kind.ts';

const timeCounting: RuleKindEntry<TimeCountingBody> = {
  zh: '时数计算',
  en: 'Counting time',
  default_body: defaultTimeCounting,
  body: timeCountingBody,
  tighter: timeCountingTighter,
  decides_hours: true,
};

export const recordsRuleKinds = { time_counting: timeCounting };
