import { describe, expect, test } from 'vitest';
import { at } from '../time.ts';
import {
  actionTable,
  allowed,
  allowedActions,
  attendanceStates,
  checkInRefusal,
  assertAllowed,
  stateAfterConfirming,
  type AttendanceAction,
  type AttendanceState,
  type CheckInInput,
} from './attendance.ts';
import { firstState, proposalRefusal, type Proposal } from './two-people.ts';

test('every action × state is answered by the table and nothing else', () => {
  for (const action of Object.keys(actionTable) as AttendanceAction[]) {
    for (const state of attendanceStates) {
      const states: readonly AttendanceState[] = actionTable[action];
      if (states.includes(state)) expect(() => assertAllowed(action, state)).not.toThrow();
      else
        expect(() => assertAllowed(action, state)).toThrow(expect.objectContaining({ code: 'records.state_forbids' }));
    }
  }
});

test('what is finished stays finished: superseded and withdrawn allow nothing, reversed nothing but an appeal', () => {
  for (const state of ['superseded', 'withdrawn'] as const) expect(allowedActions(state)).toEqual([]);
  expect(allowedActions('reversed')).toEqual(['appeal']);
  expect(allowed('withdraw', 'no_show')).toBe(false); // art. 22: not coming is not withdrawing
});

test.each([
  ['team', 'confirmed'],
  ['parent', 'awaiting_parent'],
  ['province', 'awaiting_province'],
] as const)('P27 confirmed at level %s -> %s', (level, state) => {
  expect(stateAfterConfirming(level)).toBe(state);
});

describe('check-in', () => {
  const fine: CheckInInput = {
    state: 'signed_up',
    pairs_today: 0,
    pairs_allowed: 3,
    dangerous: false,
    insured: false,
    consents_missing: [],
    adult_missing: false,
    now: at('2026-11-15', '09:00'),
    opens_at: at('2026-11-15', '08:30'),
    closes_at: at('2026-11-15', '12:30'),
  };
  test.each([
    ['signed up, in time', {}, null],
    ['before it opens', { now: at('2026-11-15', '08:29') }, 'records.too_early'],
    ['as it opens', { now: at('2026-11-15', '08:30') }, null],
    ['as it closes', { now: at('2026-11-15', '12:30') }, null],
    ['after it closed', { now: at('2026-11-15', '12:31') }, 'records.shift_over'],
    ['not signed up', { state: 'withdrawn' }, 'records.not_signed_up'],
    ['in already', { state: 'checked_in' }, 'records.already_checked_in'],
    ['third pair', { state: 'checked_out', pairs_today: 2 }, null],
    ['fourth pair', { state: 'checked_out', pairs_today: 3 }, 'records.too_many_pairs'],
    ['art. 17: dangerous without cover', { dangerous: true }, 'records.insurance_missing'],
    ['art. 17: dangerous with cover', { dangerous: true, insured: true }, null],
    ['P56: a consent is missing', { consents_missing: ['teacher'] }, 'records.consent_missing'],
    [
      'P56: over before anything else is asked',
      { now: at('2026-11-15', '12:31'), consents_missing: ['guardian'] },
      'records.shift_over',
    ],
    ['S40: the parent has not come yet', { adult_missing: true }, 'records.adult_first'],
    ['a late scan lifts a no-show', { state: 'no_show' }, null],
  ] as const satisfies readonly (readonly [string, Partial<CheckInInput>, string | null])[])(
    'P27 %s',
    (_, more, refusal) => {
      expect(checkInRefusal({ ...fine, ...more })).toBe(refusal);
    },
  );
});

describe('two people', () => {
  const correction: Proposal = {
    kind: 'correction',
    state: 'requested',
    subject_person_ids: ['lin'],
    requested_by: 'lin',
    handled_by: null,
  };
  const handled: Proposal = { ...correction, state: 'handled', handled_by: 'hejing' };
  test.each([
    ['handle', correction, 'hejing', null],
    ['handle', correction, 'lin', 'records.own_hours'],
    ['approve', correction, 'luo', 'records.proposal_closed'],
    ['approve', handled, 'luo', null],
    ['approve', handled, 'hejing', 'records.second_person_needed'],
    ['approve', handled, 'lin', 'records.own_hours'],
    ['return', handled, 'luo', null],
    ['return', correction, 'hejing', null],
    ['handle', handled, 'luo', 'records.proposal_closed'],
    ['approve', { ...handled, state: 'approved' }, 'luo', 'records.proposal_closed'],
    ['return', { ...handled, state: 'returned' }, 'luo', 'records.proposal_closed'],
  ] as const satisfies readonly (readonly ['handle' | 'approve' | 'return', Proposal, string, string | null])[])(
    'S23 %s of %j by %s -> %s',
    (action, proposal, person, refusal) => {
      expect(proposalRefusal(action, proposal, person)).toBe(refusal);
    },
  );

  test('J23 a back-fill begins handled by who proposes it, and only another may approve', () => {
    expect(firstState('back_fill')).toBe('handled');
    expect(firstState('import')).toBe('handled');
    expect(firstState('correction')).toBe('requested');
    const backFill: Proposal = {
      kind: 'back_fill',
      state: 'handled',
      subject_person_ids: ['lin'],
      requested_by: 'zhou',
      handled_by: 'zhou',
    };
    expect(proposalRefusal('approve', backFill, 'zhou')).toBe('records.second_person_needed');
    expect(proposalRefusal('approve', backFill, 'luo')).toBeNull();
  });
});

test('who struck has no say in the appeal, whatever the state', () => {
  const appeal = { kind: 'appeal', subject_person_ids: ['lin'], requested_by: 'lin', struck_by: 'luo' } as const;
  const refusal = (action: 'handle' | 'approve' | 'return', person: string) =>
    proposalRefusal(
      action,
      {
        ...appeal,
        ...(action === 'handle'
          ? { state: 'requested', handled_by: null }
          : { state: 'handled', handled_by: 'hejing' }),
      },
      person,
    );
  for (const action of ['handle', 'approve', 'return'] as const) {
    expect(refusal(action, 'luo'), action).toBe('records.own_strike');
    expect(refusal(action, 'shen'), action).toBeNull();
  }
});
