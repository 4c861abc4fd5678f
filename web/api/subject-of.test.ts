import { expect, test } from 'vitest';
import { subjectOf } from './subject-of.ts';

const list = (path: object, query: object): string => subjectOf({ path, query });

test('rows stay while a filter or a word is asked for, never under another list, organisation or day', () => {
  const shown = list({ list: 'pilot_units' }, { organization_id: 'a', state: 'ok' });
  expect(list({ list: 'pilot_units' }, { state: 'late', words: '海', organization_id: 'a' })).toBe(shown);
  const others = [
    list({ list: 'pilot_communities' }, { organization_id: 'a', state: 'ok' }),
    list({ list: 'pilot_units' }, { organization_id: 'b', state: 'ok' }),
    list({ list: 'pilot_units' }, { organization_id: 'a', state: 'ok', on: '2026-01-01' }),
    list({ list: 'pilot_units' }, { organization_id: 'a', year: '2025' }),
  ];
  expect(others.filter((other) => other === shown)).toEqual([]);
  expect(subjectOf(undefined)).toBe(subjectOf({}));
});
