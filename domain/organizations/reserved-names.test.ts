import { describe, expect, test } from 'vitest';
import { carriesName, foldName, reservedWord, speaksFor } from './reserved-names.ts';

describe('words that only a level above may use', () => {
  test.each([
    ['共青团中央', 'nation'],
    ['共青團中央志愿服务队', 'nation'],
    ['共 青 团 中 央', 'nation'],
    ['共青团·中央', 'nation'],
    ['共青团\u200b中央', 'nation'],
    ['共⻘团中央', 'nation'],
    ['（共青团中央）江东队', 'nation'],
    ['中国青年志愿者协会', 'nation'],
    ['中國青年志願者協會', 'nation'],
    ['江东中国青年志愿者协会', 'nation'],
    ['国家志愿服务总队', 'nation'],
    ['全国大爱联盟', 'nation'],
    ['国际义工联', 'nation'],
    ['江东国际志愿者联盟', 'nation'],
    ['团省委服务队', 'province'],
    ['共青团广东省委员会', 'province'],
    ['共青团清远市委员会', 'city'],
    ['共青团云汀区委员会', 'county'],
    ['团县委直属队', 'county'],
  ] as const)('%s speaks as %s', (name, level) => {
    expect(reservedWord(name, 'organization')?.level).toBe(level);
  });

  test.each([
    '江东社区青年志愿服务队',
    '中华路社区服务队',
    '中央大街义工队',
    '国际社区邻里队',
    '云汀国际学校青年志愿者协会',
    '云汀中学团委',
    '江边护河队',
    '合唱团志愿队',
  ])('%s claims nothing', (name) => {
    expect(reservedWord(name, 'organization')).toBeNull();
  });

  test.each([
    ['共青团中央示范项目', 'nation'],
    ['关爱行动（共青团中央主办）', 'nation'],
    ['团省委专项', 'province'],
    ['国际志愿者日', null],
    ['全国助残日陪伴', null],
    ['学习贯彻团中央全会精神', null],
    ['国家宪法日宣传', null],
  ] as const)('as a title %s: %s', (title, level) => {
    expect(reservedWord(title, 'title')?.level ?? null).toBe(level);
  });
});

test('names that look alike are one name', () => {
  for (const name of [
    '雲汀區青年志願者協會',
    '云汀区 青年志愿者协会',
    '云汀区·青年志愿者协会',
    '云汀区\u200b青年志愿者协会',
    '云汀区⻘年志愿者协会',
  ])
    expect(foldName(name)).toBe('云汀区青年志愿者协会');
  expect(foldName('ＹＵＮＴＩＮＧ 队')).toBe('yunting队');
});

test.each([
  ['广东省青年志愿者协会', true],
  ['广东青年志愿者总队', true],
  ['廣東義工聯', true],
  ['共青团广东省委员会', true],
  ['广东省第一中学志愿队', false],
  ['广东路社区队', false],
  ['江东志愿队', false],
])('%s speaks for 广东省: %s', (name, speaks) => {
  expect(speaksFor(name, '广东省', true)).toBe(speaks);
});

test.each([
  ['广东省青年志愿者协会', true],
  ['广东省青年志愿者协会总队', true],
  ['广东省青年志愿者协会云汀服务队', false],
  ['云汀区青年志愿者协会', false],
])('%s carries the name of the provincial association: %s', (name, carries) => {
  expect(carriesName(name, '广东省青年志愿者协会', ['清远市', '云汀区'])).toBe(carries);
});
