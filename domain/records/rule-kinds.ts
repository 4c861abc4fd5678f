import {
  defaultTimeCounting,
  timeCountingBody,
  timeCountingTighter,
  type TimeCountingBody,
} from '../organizations/rule-books/time-counting.ts';
import type { RuleKindEntry } from '../rule-kind.ts';
import { defaultWaitingTimes, waitingTimesBody, waitingTimesTighter, type WaitingTimes } from './waiting-times.ts';

const timeCounting: RuleKindEntry<TimeCountingBody> = {
  zh: '时数计算',
  en: 'Counting time',
  default_body: defaultTimeCounting,
  body: timeCountingBody,
  tighter: timeCountingTighter,
  decides_hours: true,
};

const waitingTimes: RuleKindEntry<WaitingTimes> = {
  zh: '办理期限',
  en: 'Waiting times',
  default_body: defaultWaitingTimes,
  body: waitingTimesBody,
  tighter: waitingTimesTighter,
  decides_hours: false,
};

export const recordsRuleKinds = { time_counting: timeCounting, waiting_times: waitingTimes };
