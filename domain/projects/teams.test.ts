import { expect, test } from 'vitest';
import { coordinated, foundingRefusal, fourRoleMode, modeRoles, parties, threeParty } from './teams.ts';

test('L21 R27 all four roles mark the mode; each missing one is named', () => {
  expect(fourRoleMode(modeRoles)).toEqual({ marked: true, missing: [] });
  for (const role of modeRoles) expect(fourRoleMode(modeRoles.filter((each) => each !== role))).toEqual({ marked: false, missing: [role] });
});

test('S06 R57 only a mature team within the plan is founded', () => {
  expect(foundingRefusal({ state: 'mature', in_plan: true })).toBeNull();
  expect(foundingRefusal({ state: 'mature', in_plan: false })).toBe('not_in_plan');
  expect(foundingRefusal({ state: 'preparing', in_plan: true })).toBe('not_mature');
  expect(foundingRefusal({ state: 'founded', in_plan: true })).toBe('already_founded');
});

test('S47 S49 R58 three confirmed parties without a conflict make it joint', () => {
  expect(threeParty(parties, []).joint).toBe(true);
  for (const party of parties) expect(threeParty(parties.filter((each) => each !== party), [])).toMatchObject({ joint: false, missing: [party] });
  for (const conflict of coordinated) expect(threeParty(parties, [conflict])).toMatchObject({ joint: false, conflicts: [conflict] });
});
