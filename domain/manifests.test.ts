import { expect, test } from 'vitest';
import type { AuditTable, CountedAct, PermissionTable, Label } from './manifest.ts';
import { manifests } from './manifests.ts';

const tables = Object.entries(manifests).flatMap(([part, manifest]) =>
  Object.entries<Readonly<Record<string, Label>>>(manifest).map(([table, entries]) => [part, table, entries] as const),
);

test.each(tables)('%s names its %s by its own name, so that no two nouns share a code', (part, _, entries) => {
  const names = part === 'platform' ? ['platform', 'demo'] : [part]; // the demonstration is no part of the product
  expect(Object.keys(entries).filter((code) => !names.includes(code.split('.')[0] ?? ''))).toEqual([]);
});

test.each(tables)('%s has words in Chinese and English for all its %s', (_, __, entries) => {
  const lacking = Object.entries(entries).filter(
    ([, { zh, en }]) => !/\p{Script=Han}/u.test(zh) || !/[A-Za-z]{2}/.test(en),
  );
  expect(lacking).toEqual([]);
});

test('a permission without a language, or that does not say whom it shows or which roles have it, does not compile', () => {
  const whole = { zh: '看需求', en: 'read needs', shows_people: false, approves: false, ready_roles: [] };
  const { en: _, ...noEnglish } = whole;
  const { shows_people: __, ...showsWhom } = whole;
  const { approves: ___, ...decidesAlone } = whole;
  const { ready_roles: ____, ...givenToNobody } = whole;
  // @ts-expect-error there is no English
  const speechless: PermissionTable = { 'needs.read': noEnglish };
  // @ts-expect-error does it open personal data?
  const silent: PermissionTable = { 'needs.read': showsWhom };
  // @ts-expect-error does it decide beside a first person?
  const unsaid: PermissionTable = { 'needs.read': decidesAlone };
  // @ts-expect-error which ready-made roles have it?
  const ungiven: PermissionTable = { 'needs.read': givenToNobody };
  expect([speechless, silent, unsaid, ungiven]).toHaveLength(4);
});

test('an action without a language, or counted by the yearly audit without a sentence, does not compile', () => {
  // @ts-expect-error there is no English
  const speechless: AuditTable = { 'needs.claim': { zh: '认领需求' } };
  // @ts-expect-error what is the act called in English?
  const uncounted: CountedAct = { kind: 'exported', zh: '导出需求' };
  expect([speechless, uncounted]).toHaveLength(2);
});
