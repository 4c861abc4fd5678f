/**
 * The rule book of kind `publishing_limits`. The nearest organisation upwards with a book in force decides;
 * what stands here is the national default, taken from the regulation and from provincial practice.
 */
import { z } from 'zod';
import type { Compared, Tighter } from './direction.ts';
import { riskKinds } from './risks.ts';

const count = z.int().min(0).max(100_000); // no shift has more people
const words = z.array(z.string().trim().min(1).max(20)).max(60);

const notServiceKind = z.object({
  code: z
    .string()
    .max(20)
    .regex(/^[a-z_]{2,20}$/),
  zh: z.string().min(1).max(20),
  en: z.string().min(1).max(60),
  words: words.readonly(), // found in the name: refused; found in the description: a person above decides
  unless: words.readonly(), // service at such an occasion stays service: 会议引导, 电影放映志愿服务
});
export type NotServiceKind = z.infer<typeof notServiceKind>;

export const publishingLimitsBody = z.object({
  longest_days: count.min(1).max(366), // lasts at most a year
  longest_shift_minutes: count.min(1).max(1440),
  people_per_shift: count.min(1).max(100_000),
  people_per_leader: count.min(1).max(1_000),
  risk_statement_characters: count.min(1).max(500), // art. 12 cannot be waived
  place_characters: count.min(1).max(40),
  self_located_from_people: count.max(100_000),
  refused_name_words: words.readonly(),
  not_service: z.array(notServiceKind).max(40).readonly(),
  insured_risks: z.array(z.enum(riskKinds)).max(40).readonly(),
  approval_above_people: count.max(100_000), // in one shift
  approval_above_days: count.max(366), // from the first shift to the last
  approval_for_risks: z.boolean(),
  approval_always: z.boolean(),
  minors_need_approval: z.boolean(),
  withdraw_hours: count.max(168), // up to here before the start a withdrawal is in time (art. 22); 15 before 09:00 is 18:00 on the day before
  open_sign_ups: count.min(1).max(1_000), // fair limits: sign-ups a person holds at once,
  sign_up_minutes_per_day: count.min(60).max(1440), // and minutes signed up for on one day
});
export type PublishingLimits = z.infer<typeof publishingLimitsBody>;

/** Looser where a kind is missing that was not service, finds fewer words, or lets more pass. */
const notServiceTighter: Compared<readonly NotServiceKind[]> = {
  looser: (next, base) =>
    base.some((before) => {
      const after = next.find((one) => one.code === before.code);
      return (
        after === undefined ||
        before.words.some((word) => !after.words.includes(word)) ||
        after.unless.some((word) => !before.unless.includes(word))
      );
    }),
};

export const publishingLimitsTighter: Tighter<PublishingLimits> = {
  longest_days: 'lower',
  longest_shift_minutes: 'lower',
  people_per_shift: 'lower',
  people_per_leader: 'lower',
  risk_statement_characters: 'higher',
  place_characters: 'higher',
  self_located_from_people: 'higher',
  refused_name_words: 'superset',
  not_service: notServiceTighter,
  insured_risks: 'superset',
  approval_above_people: 'lower',
  approval_above_days: 'lower',
  approval_for_risks: 'true',
  approval_always: 'true',
  minors_need_approval: 'true',
  withdraw_hours: 'fixed', // earlier takes from volunteers (art. 22), later from organisers
  open_sign_ups: 'lower',
  sign_up_minutes_per_day: 'lower',
};

const service = ['志愿服务', '引导', '讲解', '保障', '协助', '接待', '秩序', '护送', '帮助', '陪伴', '公益'];
const kind = (
  code: string,
  zh: string,
  en: string,
  words: readonly string[],
  unless: readonly string[] = service,
): NotServiceKind => ({ code, zh, en, words, unless });

export const defaultPublishingLimits: PublishingLimits = {
  longest_days: 366,
  longest_shift_minutes: 12 * 60,
  people_per_shift: 2000,
  people_per_leader: 50,
  risk_statement_characters: 10,
  place_characters: 6,
  self_located_from_people: 100,
  refused_name_words: ['补录', '补记', '补登', '补时长', '补工时', '刷时长'],
  not_service: [
    kind('meetings', '内部会议', 'an internal meeting', ['例会', '会议', '座谈会', '党员大会', '动员会', '总结会']),
    kind('duty', '值班排班', 'a duty roster', ['值班', '值日', '加班']),
    kind('outings', '团建出游', 'a team outing', ['团建', '春游', '秋游', '聚餐', '联谊', '烧烤']),
    kind('films', '观影看演出', 'watching a film or show', ['观影', '看电影', '观看演出']),
    kind('rehearsals', '排练', 'a rehearsal', ['排练', '彩排'], []),
    kind('commerce', '商业活动', 'a commercial event', ['促销', '开业庆典', '推销', '直播带货', '地推']),
    kind(
      'clicks',
      '点赞答题',
      'likes and quizzes',
      ['点赞', '转发打卡', '答题', '投票打榜', '学习打卡', '关注公众号'],
      [],
    ),
    kind('paid', '有报酬的工作', 'paid work', ['兼职', '日结', '工资', '有偿', '计薪'], []),
    kind('school_duty', '学校规定的劳动', 'compulsory school duty', ['劳动课', '军训', '大扫除值日'], []),
    kind(
      'donations',
      '捐款捐物',
      'a donation',
      ['捐款换时长', '捐款', '捐物', '献血换时长'],
      ['分拣', '整理', '发放', '搬运', ...service],
    ),
  ],
  insured_risks: riskKinds.filter((each) => each !== 'heat' && each !== 'night'),
  approval_above_people: 200,
  approval_above_days: 92,
  approval_for_risks: true,
  approval_always: false,
  minors_need_approval: false,
  withdraw_hours: 15,
  open_sign_ups: 20,
  sign_up_minutes_per_day: 12 * 60,
};
