/** P08: one mechanism of a place; each unit carries one role, and what it may do about the common work follows from the role. */
import { inBoth, problem, type Problem } from '../problem.ts';
import { mechanismActions, mechanismRoles, type MechanismAction, type MechanismRole } from './attributes.ts';

export function mayAct(role: MechanismRole | null, action: MechanismAction): boolean {
  return role !== null && (mechanismRoles[role].actions as readonly MechanismAction[]).includes(action);
}

/** Names the role, and what goes with it: the action belongs to units of another role. */
export function refusalToAct(unit: string, role: MechanismRole | null, action: MechanismAction): Problem | null {
  if (role === null) return problem('organizations.mechanism_without_role', { unit });
  if (mayAct(role, action)) return null;
  const may = mechanismRoles[role].actions.map((one) => mechanismActions[one]);
  return problem('organizations.mechanism_other_role', {
    unit,
    ...inBoth('role', mechanismRoles[role]),
    ...inBoth('action', mechanismActions[action]),
    may: may.map((one) => one.zh).join('、'),
    may_en: may.map((one) => one.en).join(', '),
  });
}

/** Only who reports can be urged. */
export function refusalToUrge(unit: string, role: MechanismRole | null): Problem | null {
  return mayAct(role, 'report') ? null : problem('organizations.mechanism_not_urged', { unit }, 'unit_id');
}
