import { expect, test } from 'vitest';
import { problemSentence } from './problem.ts';

test('a sentence is filled once, by name, and what was put in is not looked at again', () => {
  expect(problemSentence('accounts.role_beyond_own', { permission: '{permission}{constructor}$&' }, 'zh')).toBe(
    '您自己没有“{permission}{constructor}$&”，不能授给别人',
  );
  expect(problemSentence('accounts.code_too_soon', {}, 'en')).toBe('A code was just sent; ask again in  seconds');
});
