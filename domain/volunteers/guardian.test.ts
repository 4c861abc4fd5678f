import { expect, test } from 'vitest';
import { refusalOfRole, type Standing } from './guardian.ts';

const parent = (over: Partial<Standing>): Standing => ({
  role: 'parent',
  is_same_person: false,
  has_same_name: false,
  ...over,
});
const teacher = (over: Partial<Standing>): Standing => ({ ...parent(over), role: 'teacher' });

test.each<[string, 'parent' | 'teacher', Standing[], string | undefined]>([
  ['nobody stands yet', 'teacher', [], undefined],
  ['another person is the parent', 'teacher', [parent({})], undefined],
  ['the parent as teacher', 'teacher', [parent({ is_same_person: true })], 'volunteers.teacher_is_parent'],
  ['the teacher as parent', 'parent', [teacher({ is_same_person: true })], 'volunteers.parent_is_teacher'],
  ['the parent under a second phone', 'teacher', [parent({ has_same_name: true })], 'volunteers.guardian_same_name'],
  ['a second parent beside the first', 'parent', [parent({})], undefined],
  ['the same parent again', 'parent', [parent({ is_same_person: true, has_same_name: true })], undefined],
])('P56 R62 %s', (_, role, standing, code) => {
  expect(refusalOfRole(role, standing)?.code).toBe(code);
});
