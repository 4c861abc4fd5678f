/** What an organisation may publish on its own, and what an activity must carry before it is published. */
export type PublishingLimitsBody = {
  /** Where approval is needed it is given by the parent organisation. */
  readonly approval: 'never' | 'always' | 'above_limits';
  /** Above any of these an 'above_limits' book asks for approval. */
  readonly free_places: number;
  readonly free_days: number;
  readonly dangerous_needs_approval: boolean;
  readonly minors_need_approval: boolean;
  /** An activity runs at most this many days (a year in Guangdong's practice). */
  readonly longest_days: number;
  /** An activity is published at least this long before it begins; 0: any time before the start. */
  readonly notice_minutes: number;
  /** Words refused in names, e.g. 补录. */
  readonly refused_words: readonly string[];
  /** Kinds of events that are not service. */
  readonly not_service: readonly string[];
  /** Ordinances, art. 12: always true in effect; a book can only ask for more characters. */
  readonly risk_statement_characters: number;
  /** How many hours before the start a volunteer can still withdraw without a no-show. */
  readonly withdraw_hours: number;
};

export const defaultPublishingLimits: PublishingLimitsBody = {
  approval: 'above_limits',
  free_places: 200,
  free_days: 90,
  dangerous_needs_approval: true,
  minors_need_approval: false,
  longest_days: 366,
  notice_minutes: 0,
  refused_words: ['补录', '补时长', '刷时长'],
  not_service: ['会议', '值班', '团建', '观影', '彩排', '商业活动', '点赞', '答题', '有偿', '岗位工作', '捐款折算'],
  risk_statement_characters: 10,
  withdraw_hours: 2,
};

export function publishingLimitsFaults(body: PublishingLimitsBody): readonly string[] {
  const faults: string[] = [];
  if (body.risk_statement_characters < 1) faults.push('risk_statement_characters'); // art. 12 cannot be waived
  if (body.longest_days < 1) faults.push('longest_days');
  if (body.free_days > body.longest_days) faults.push('free_days');
  return faults;
}
