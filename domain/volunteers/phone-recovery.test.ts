import { expect, test } from 'vitest';
import { at } from '../time.ts';
import { recoveryCarriedOutAfter, recoveryState, type RecoveryInputs } from './phone-recovery.ts';

const moment = at('2026-03-05', '10:00');
const open: RecoveryInputs = { decision: null, carried_out_at: null, stopped_at: null };

test.each<[string, Partial<RecoveryInputs>, string]>([
  ['proposed', {}, 'open'],
  ['refused by the second person', { decision: 'refused' }, 'refused'],
  ['approved, the old number may object', { decision: 'approved' }, 'waiting'],
  ['bound', { decision: 'approved', carried_out_at: moment }, 'done'],
  ['objected to while it waited', { decision: 'approved', stopped_at: moment }, 'stopped'],
  ['objected to before anybody decided', { stopped_at: moment }, 'stopped'],
])('a recovery that was %s', (_, inputs, state) => {
  expect(recoveryState({ ...open, ...inputs })).toBe(state);
});

test('approved on 03-05 10:00 it waits three days where the old number was told, and for nobody where it could not be', () => {
  expect(recoveryCarriedOutAfter(moment, 3, true)).toEqual(at('2026-03-08', '10:00'));
  expect(recoveryCarriedOutAfter(moment, 3, false)).toEqual(moment);
});
