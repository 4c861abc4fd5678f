import { expect, test } from 'vitest';
import { mechanismActions, mechanismRoleNames, type MechanismAction, type MechanismRole } from './attributes.ts';
import { mayAct, refusalToAct, refusalToUrge } from './mechanism.ts';

const table: Readonly<Record<MechanismRole, readonly MechanismAction[]>> = {
  leads: ['approve', 'read'],
  coordinates: ['plan', 'urge', 'read'],
  duty: ['report', 'read'],
  implements: ['plan', 'report', 'read'],
  joins: ['report'],
};

test.each(
  mechanismRoleNames.flatMap((role) =>
    (Object.keys(mechanismActions) as MechanismAction[]).map(
      (action) => [role, action, table[role].includes(action)] as const,
    ),
  ),
)('P08 a unit that %s may %s: %s', (role, action, may) => {
  expect(mayAct(role, action)).toBe(may);
  expect(refusalToAct('市文明办', role, action)?.code ?? null).toBe(may ? null : 'organizations.mechanism_other_role');
});

test('P08 a unit without a role acts in nothing, and is not urged; one that leads or coordinates is not urged either', () => {
  expect(refusalToAct('市教育局', null, 'report')?.code).toBe('organizations.mechanism_without_role');
  expect([null, 'leads', 'coordinates'].map((role) => refusalToUrge('甲', role as MechanismRole | null)?.code)).toEqual(
    Array(3).fill('organizations.mechanism_not_urged'),
  );
  expect(['duty', 'implements', 'joins'].map((role) => refusalToUrge('甲', role as MechanismRole))).toEqual([
    null,
    null,
    null,
  ]);
});
