import { expect, test } from 'vitest';
import { auditActionWords } from './audit-actions.ts';

test.each([
  ['records.confirm', '确认并评价', 'Confirmed and evaluated'],
  ['organizations.set_supporter', '填写支持单位', 'Recorded: Supporter of the founding'],
  ['organizations.close_visit', '办结实地调研', null],
  ['volunteers.of_long_ago', 'volunteers.of_long_ago', 'volunteers.of_long_ago'],
])('%s reads %s', (action, zh, en) => {
  expect(auditActionWords(action).zh).toBe(zh);
  if (en !== null) expect(auditActionWords(action).en).toBe(en);
});
