/**
 * Topic lists that the sources name, each with its clause. An organisation adds its own lists as rows of the
 * same shape; these are the ones the product ships with.
 */
import { inBoth, problem, type Problem } from '../problem.ts';
import type { Category } from './categories.ts';

export type Topic = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly parts?: readonly Topic[];
};
export type TopicList = {
  readonly code: string;
  readonly clause: string;
  readonly zh: string;
  readonly en: string;
  readonly required_for: readonly Category[]; // an activity of this category must pick one
  readonly division?: string; // a programme of one place: the beginning of the division codes that it concerns
  readonly several?: true; // more than one may be carried at once
  readonly topics: readonly Topic[];
};

const topic = (code: string, zh: string, en: string, parts?: readonly Topic[]): Topic =>
  parts ? { code, zh, en, parts } : { code, zh, en };

export const topicLists: readonly TopicList[] = [
  {
    code: 'environment',
    clause: 'L14',
    zh: '环保主题',
    en: 'Environmental topic',
    required_for: ['ecology'],
    topics: [
      topic('mother_river', '保护母亲河', 'Protect the mother river'),
      topic('waste_sorting', '垃圾分类', 'Waste sorting'),
      topic('three_less_one_save', '三减一节', 'Three reductions, one saving', [
        // L15
        topic('less_smog', '减霾', 'Less smog'),
        topic('less_plastic', '减塑', 'Less plastic'),
        topic('less_emission', '减排', 'Less emission'),
        topic('save_resources', '资源节约', 'Save resources'),
      ]),
    ],
  },
  {
    code: 'village_work',
    clause: 'L27',
    zh: '驻村服务领域',
    en: 'Field of village work',
    required_for: [],
    topics: [
      topic('employment', '就业创业', 'Employment and start-ups'),
      topic('medical', '医疗健康', 'Health'),
      topic('left_behind_children', '留守儿童教育', 'Education of left-behind children'),
      topic('industry', '产业帮扶', 'Support for local industry'),
      topic('environment', '环境整治', 'Clean-up'),
    ],
  },
  {
    code: 'civility',
    clause: 'L35',
    zh: '文明行动类型',
    en: 'Kind of civility activity',
    required_for: ['civility'],
    topics: [
      topic('community_education', '社区教育', 'Community education'),
      topic('medical', '医疗健康', 'Health'),
      topic('illegal_bills', '清除牛皮癣', 'Removing illegal bills'),
      topic('clean_home', '清洁家园', 'Clean home'),
      topic('traffic', '交通劝导', 'Traffic guidance'),
      topic('uncivil_conduct', '不文明行为监督', 'Watching uncivil conduct'),
    ],
  },
  {
    code: 'youth_service',
    clause: 'L58',
    zh: '青少年服务领域',
    en: 'Field of youth service',
    required_for: ['education'],
    topics: [
      topic('interests', '兴趣培养', 'Interests'),
      topic('tutoring', '学业辅导', 'Tutoring'),
      topic('mental_health', '心理健康', 'Mental health'),
      topic('social_practice', '社会实践', 'Social practice'),
      topic('family_education', '家庭教育', 'Family education'),
    ],
  },
  {
    code: 'key_field',
    clause: 'P31',
    zh: '重点领域',
    en: 'Key field',
    required_for: [],
    topics: [
      topic('care_and_medicine', '康养医疗', 'Care and medicine'),
      topic('community_governance', '社区治理', 'Community governance'),
      topic('ecology', '生态环保', 'Ecology'),
    ],
  },
  {
    code: 'participation',
    clause: 'P32',
    zh: '参与方式',
    en: 'Kind of participation',
    required_for: [],
    several: true,
    topics: [
      topic('social', '社会参与', 'Social'),
      topic('professional', '专业参与', 'Professional'),
      topic('whole_process', '全过程参与', 'Whole process'),
    ],
  },
  {
    code: 'education_theme',
    clause: 'P35',
    zh: '教育主题',
    en: 'Education theme',
    required_for: [],
    several: true,
    division: '5104',
    topics: [
      topic('three_loves', '爱党爱国爱社会主义', 'Love of Party, country and socialism'),
      topic('tradition', '中华优秀传统文化', 'Chinese tradition'),
      topic('third_front', '三线精神', 'Spirit of the Third Front'),
      topic('city_affairs', '市情教育', 'Knowing the city'),
    ],
  },
  {
    code: 'panzhihua_series',
    clause: 'P41',
    zh: '“英雄攀枝花 青春志愿行”系列',
    en: 'Series of “Hero Panzhihua, Youth Volunteering”',
    required_for: [],
    division: '5104',
    topics: [
      topic('love_on_the_way', '爱在旅途', 'Love on the way'),
      topic('love_in_community', '爱在社区', 'Love in the community'),
      topic('beautiful_countryside', '靓在乡村', 'Beautiful countryside'),
    ],
  },
  {
    code: 'special_action',
    clause: 'P42',
    zh: '专项行动',
    en: 'Special action',
    required_for: [],
    division: '5104',
    topics: [
      topic('guard_home', '守护家园', 'Guard the home'),
      topic('guard_life', '守护生命', 'Guard life'),
      topic('mother_river', '同饮一江水 共护母亲河', 'One river, one guard'),
    ],
  },
  {
    code: 'neighbour_plan',
    clause: 'S41',
    zh: '“邻舍+”4+计划',
    en: 'Four plans of “Neighbour+”',
    required_for: [],
    division: '330683',
    topics: [
      topic('treasure_star', '宝贝星', 'Treasure Star'),
      topic('ten_thousand_families', '万家和', 'Ten Thousand Families'),
      topic('whole_family', '阖家欢', 'Whole Family'),
      topic('civil_walk', '文明行', 'Civil Walk'),
    ],
  },
  {
    code: 'parent_child_theme',
    clause: 'S55',
    zh: '亲子主题',
    en: 'Parent-child theme',
    required_for: [],
    division: '330683',
    topics: [
      topic('five_waters', '五水共治', 'Five waters'),
      topic('manhole_covers', '美化小区窨井盖', 'Painting manhole covers'),
      topic('hundred_family_feast', '百家宴·一家亲', 'Feast of a hundred families'),
      topic('sorting_first', '垃圾分类我先行', 'Sorting: I go first'),
    ],
  },
  {
    code: 'central_task',
    clause: 'L09',
    zh: '服务的中心工作',
    en: 'Central task served',
    required_for: [],
    topics: [
      topic('poverty', '脱贫攻坚', 'Ending poverty'),
      topic('environment', '环保攻坚', 'Environment'),
      topic('civilised_city', '文明城市创建', 'Civilised city'),
    ],
  },
  {
    code: 'hundred_thousand_ten_thousand',
    clause: 'J62',
    zh: '“百千万”专项',
    en: 'Hundred-thousand-ten-thousand',
    required_for: [],
    division: '3307',
    topics: [
      topic('committees', '百家团委进社区', 'A hundred committees into communities'),
      topic('teams', '千支志愿队优化服务', 'A thousand teams'),
      topic('pioneers', '万名少先队员小手拉大手', 'Ten thousand Young Pioneers'),
    ],
  },
  {
    code: 'public_health_event',
    clause: 'P29',
    zh: '公共卫生事件',
    en: 'Public-health event',
    required_for: [],
    topics: [topic('epidemic', '疫情防控', 'Epidemic control')],
  },
];

export function topicList(code: string): TopicList | null {
  return topicLists.find((list) => list.code === code) ?? null;
}

/** What an organisation chooses from: the lists that stand everywhere, and the programmes of its own branch. A body above a place sees that place's too. */
export function topicListsAt(divisionCode: string | null): readonly TopicList[] {
  return topicLists.filter(
    ({ division }) => division === undefined || (divisionCode !== null && isSamePlace(divisionCode, division)),
  );
}

/** 330000 and 33 are the province, 331000 the city; zeros at the end name no part. */
function isSamePlace(code: string, division: string): boolean {
  const own = code.slice(0, 6).replace(/(00)+$/, '');
  return own.startsWith(division) || division.startsWith(own);
}

/** A chosen topic is `list/topic` or `list/topic/part`. */
export function isTopic(path: string): boolean {
  const [listCode, topicCode, partCode] = path.split('/');
  const found = topicList(listCode ?? '')?.topics.find((each) => each.code === topicCode);
  if (found === undefined) return false;
  return partCode === undefined || (found.parts ?? []).some((part) => part.code === partCode);
}

export function topicProblem(category: Category, chosen: readonly string[]): Problem | null {
  const list = topicLists.find(
    (each) =>
      each.required_for.includes(category) && !chosen.some((path) => path.startsWith(`${each.code}/`) && isTopic(path)),
  );
  return list === undefined ? null : problem('projects.topic_missing', inBoth('list', list), 'topics');
}
