/**
 * The rule book of kind `publishing_limits`. The nearest organisation upwards with a book in force decides;
 * what stands here is the national default, taken from the regulation and from provincial practice.
 */
import { riskKinds, type RiskKind } from './risks.ts';

export type NotServiceKind = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly words: readonly string[]; // found in the name: refused; found in the description: a person above decides
  readonly unless: readonly string[]; // service at such an occasion stays service: 会议引导, 电影放映志愿服务
};

export type PublishingLimits = {
  readonly longest_days: number;
  readonly longest_shift_minutes: number;
  readonly people_per_shift: number;
  readonly people_per_leader: number;
  readonly risk_statement_characters: number;
  readonly place_characters: number;
  readonly self_located_from_people: number;
  readonly refused_name_words: readonly string[];
  readonly not_service: readonly NotServiceKind[];
  readonly insured_risks: readonly RiskKind[];
  readonly approval_above_people: number; // in one shift
  readonly approval_above_days: number; // from the first shift to the last
  readonly approval_for_risks: boolean;
  readonly approval_always: boolean;
};

const service = ['志愿服务', '引导', '讲解', '保障', '协助', '接待', '秩序', '护送', '帮助', '陪伴', '公益'];
const kind = (code: string, zh: string, en: string, words: readonly string[], unless: readonly string[] = service): NotServiceKind => ({ code, zh, en, words, unless });

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
    kind('clicks', '点赞答题', 'likes and quizzes', ['点赞', '转发打卡', '答题', '投票打榜', '学习打卡', '关注公众号'], []),
    kind('paid', '有报酬的工作', 'paid work', ['兼职', '日结', '工资', '有偿', '计薪'], []),
    kind('school_duty', '学校规定的劳动', 'compulsory school duty', ['劳动课', '军训', '大扫除值日'], []),
    kind('donations', '捐款捐物', 'a donation', ['捐款换时长', '捐款', '捐物', '献血换时长'], ['分拣', '整理', '发放', '搬运', ...service]),
  ],
  insured_risks: riskKinds.filter((each) => each !== 'heat' && each !== 'night'),
  approval_above_people: 200,
  approval_above_days: 92,
  approval_for_risks: true,
  approval_always: false,
};
