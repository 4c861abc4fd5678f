import { expect, test } from 'vitest';
import { permissions } from './permissions.ts';
import { gainOf, permissionsOf } from './ready-roles.ts';

test('P16: the administrator holds all there is, a reader what is read, a helper what a check-in needs', () => {
  expect(permissionsOf('administrator')).toEqual(permissions);
  expect(permissionsOf('reader')).toEqual(['organizations.read', 'volunteers.read', 'projects.read', 'records.read']);
  expect(permissionsOf('check_in_helper')).toEqual([
    'projects.read',
    'projects.roster',
    'records.check_in',
    'records.confirm',
  ]);
  expect(permissions.filter((one) => !permissionsOf('league_staff').includes(one))).toEqual([
    'accounts.jobs',
    'volunteers.approve_minor_access',
    'ledger.verify',
  ]);
});

test.each([
  ['what stands as it was given', ['a', 'b'], ['b', 'a'], ['c'], 'given', ['a', 'b', 'c']],
  ['what it holds already', ['a', 'b'], ['a', 'b'], ['b'], 'given', ['a', 'b']],
  ['one from which somebody took something', ['a'], ['a', 'b'], ['c'], 'shaped', ['a']],
  ['one to which somebody added something', ['a', 'b', 'x'], ['a', 'b'], ['c'], 'shaped', ['a', 'b', 'x']],
])('%s', (_, held, as_given, gains, outcome, right) => {
  expect(gainOf('team_leader', { permissions: held, as_given }, gains)).toMatchObject({ outcome, permissions: right });
});

test('the administrator’s is all there is, shaped or not', () => {
  expect(gainOf('administrator', { permissions: ['a'], as_given: ['a', 'b'] }, [], ['a', 'b', 'c'])).toEqual({
    outcome: 'given',
    permissions: ['a', 'b', 'c'],
    as_given: ['a', 'b', 'c'],
  });
});
