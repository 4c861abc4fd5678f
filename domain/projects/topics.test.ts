import { expect, test } from 'vitest';
import { categories, withinScope } from './categories.ts';
import { isTopic, topicList, topicLists, topicProblem, topicListsAt } from './topics.ts';

const words = (code: string): string[] => (topicList(code)?.topics ?? []).map((topic) => topic.zh);

test.each([
  ['L14', 'environment', ['保护母亲河', '垃圾分类', '三减一节']],
  ['L27', 'village_work', ['就业创业', '医疗健康', '留守儿童教育', '产业帮扶', '环境整治']],
  ['L35', 'civility', ['社区教育', '医疗健康', '清除牛皮癣', '清洁家园', '交通劝导', '不文明行为监督']],
  ['L58', 'youth_service', ['兴趣培养', '学业辅导', '心理健康', '社会实践', '家庭教育']],
  ['P31', 'key_field', ['康养医疗', '社区治理', '生态环保']],
  ['P35', 'education_theme', ['爱党爱国爱社会主义', '中华优秀传统文化', '三线精神', '市情教育']],
  ['P41', 'panzhihua_series', ['爱在旅途', '爱在社区', '靓在乡村']],
  ['P42', 'special_action', ['守护家园', '守护生命', '同饮一江水 共护母亲河']],
  ['S41', 'neighbour_plan', ['宝贝星', '万家和', '阖家欢', '文明行']],
  ['S55', 'parent_child_theme', ['五水共治', '美化小区窨井盖', '百家宴·一家亲', '垃圾分类我先行']],
] as const)('%s the list %s has the topics of its clause', (clause, code, topics) => {
  expect(topicList(code)?.clause).toBe(clause);
  expect(words(code)).toEqual(topics);
});

test('L15 三减一节 has four parts', () => {
  expect(
    topicList('environment')
      ?.topics.at(-1)
      ?.parts?.map((part) => part.zh),
  ).toEqual(['减霾', '减塑', '减排', '资源节约']);
  expect(isTopic('environment/three_less_one_save/less_smog')).toBe(true);
  expect(isTopic('environment/waste_sorting/less_smog')).toBe(false);
  expect(isTopic('environment/nothing')).toBe(false);
});

test('L14 an environmental activity must choose a topic; another one need not', () => {
  expect(topicProblem('ecology', [])?.code).toBe('projects.topic_missing');
  expect(topicProblem('ecology', ['civility/traffic'])?.params).toEqual({
    list: '环保主题',
    list_en: 'Environmental topic',
  });
  expect(topicProblem('ecology', ['environment/waste_sorting'])).toBeNull();
  expect(topicProblem('community', [])).toBeNull();
});

test('S18 a category outside the scope of the brand is not within it; an empty scope limits nothing', () => {
  expect(withinScope('ecology', ['ecology', 'community'])).toBe(true);
  expect(withinScope('overseas', ['ecology', 'community'])).toBe(false);
  for (const category of categories) expect(withinScope(category, [])).toBe(true);
});

test('every list has a clause, both languages and distinct codes', () => {
  expect(new Set(topicLists.map((list) => list.code)).size).toBe(topicLists.length);
  for (const list of topicLists) {
    expect(list.clause).toMatch(/^[QGLJTHSP]\d{2,3}$/);
    expect(new Set(list.topics.map((topic) => topic.code)).size).toBe(list.topics.length);
    for (const topic of list.topics) expect(topic.zh.length * topic.en.length).toBeGreaterThan(0);
  }
});

test.each([
  { at: '331023', sees: [], not: ['panzhihua_series', 'neighbour_plan', 'hundred_thousand_ten_thousand'] },
  { at: '510411', sees: ['panzhihua_series', 'special_action', 'education_theme'], not: ['neighbour_plan'] },
  {
    at: '330683001',
    sees: ['neighbour_plan', 'parent_child_theme'],
    not: ['panzhihua_series', 'hundred_thousand_ten_thousand'],
  },
  { at: '330700', sees: ['hundred_thousand_ten_thousand'], not: ['neighbour_plan'] },
  { at: '330000', sees: ['hundred_thousand_ten_thousand', 'neighbour_plan'], not: ['panzhihua_series'] },
  { at: null, sees: ['environment'], not: ['panzhihua_series'] },
])('S41 P41 at $at the lists of the own branch stand, and those of everywhere', ({ at, sees, not }) => {
  const codes = topicListsAt(at).map((list) => list.code);
  expect(codes).toEqual(expect.arrayContaining(['environment', 'key_field', ...sees]));
  expect(codes.filter((code) => not.includes(code))).toEqual([]);
});
