/** The states of one person's attendance at one shift, and what may be done in which. */
import { problem, type ProblemCode } from '../problem.ts';
import type { ApprovalLevel } from '../organizations/rule-books/time-counting.ts';
import type { ConsentGiver } from '../volunteers/consent.ts';

export const attendanceStates = [
  'signed_up',
  'checked_in',
  'checked_out',
  'awaiting_confirmation',
  'awaiting_parent',
  'awaiting_province',
  'confirmed',
  'returned',
  'reversed',
  'superseded',
  'no_show',
  'withdrawn',
] as const;
export type AttendanceState = (typeof attendanceStates)[number];

export const attendanceStateNames = {
  signed_up: { zh: '已报名', en: 'signed up' },
  checked_in: { zh: '服务中', en: 'checked in' },
  checked_out: { zh: '已签退', en: 'checked out' },
  awaiting_confirmation: { zh: '待确认', en: 'awaiting confirmation' },
  awaiting_parent: { zh: '待上级审核', en: 'awaiting the parent organisation' },
  awaiting_province: { zh: '待省级审核', en: 'awaiting a provincial body' },
  confirmed: { zh: '已入账', en: 'confirmed' },
  returned: { zh: '已退回', en: 'returned' },
  reversed: { zh: '已冲回', en: 'reversed' },
  superseded: { zh: '已更正', en: 'superseded' },
  no_show: { zh: '未到', en: 'did not come' },
  withdrawn: { zh: '已请退', en: 'withdrawn' },
} as const satisfies Record<AttendanceState, { readonly zh: string; readonly en: string }>;

/** Law art. 22: withdrawing in time and not coming are different states. */
export const actionTable = {
  check_in: ['signed_up', 'checked_out', 'no_show'], // again after a break; a late scan lifts a no-show
  check_out: ['checked_in'],
  withdraw: ['signed_up'],
  mark_no_show: ['signed_up'],
  confirm: ['checked_out', 'awaiting_confirmation'],
  return: ['checked_out', 'awaiting_confirmation', 'awaiting_parent', 'awaiting_province'],
  approve_parent: ['awaiting_parent'],
  approve_province: ['awaiting_province'],
  request_correction: ['confirmed', 'returned', 'no_show', 'checked_out', 'checked_in'], // checked_in: once the shift is over
  reverse: ['confirmed'],
  appeal: ['reversed'],
} as const satisfies Record<string, readonly AttendanceState[]>;
export type AttendanceAction = keyof typeof actionTable;

export function allowed(action: AttendanceAction, state: AttendanceState): boolean {
  const states: readonly AttendanceState[] = actionTable[action];
  return states.includes(state);
}

export function assertAllowed(action: AttendanceAction, state: AttendanceState): void {
  if (!allowed(action, state))
    throw problem('records.state_forbids', {
      state: attendanceStateNames[state].zh,
      state_en: attendanceStateNames[state].en,
    });
}

export function allowedActions(state: AttendanceState): AttendanceAction[] {
  return (Object.keys(actionTable) as AttendanceAction[]).filter((action) => allowed(action, state));
}

/** P27: hours take effect after confirmation; above the daily ladder a higher body approves first. */
export function stateAfterConfirming(level: ApprovalLevel): AttendanceState {
  if (level === 'team') return 'confirmed';
  return level === 'parent' ? 'awaiting_parent' : 'awaiting_province';
}

export type CheckInInput = {
  readonly state: AttendanceState;
  readonly pairs_today: number; // in/out pairs of this person, activity and day
  readonly pairs_allowed: number;
  readonly dangerous: boolean;
  readonly insured: boolean;
  /** P56: whose yes this person needs and has not on that day. */
  readonly consents_missing: readonly ConsentGiver[];
  /** S40: needs an accompanying adult, and none of them is checked in to this shift. */
  readonly adult_missing: boolean;
  readonly now: Date;
  readonly opens_at: Date;
  readonly closes_at: Date;
};

/** The first reason why a check-in is refused, or null. Art. 17: no valid cover, no dangerous service. */
export function checkInRefusal(input: CheckInInput): ProblemCode | null {
  if (input.state === 'checked_in') return 'records.already_checked_in';
  if (!allowed('check_in', input.state)) return 'records.not_signed_up';
  if (input.now < input.opens_at) return 'records.too_early';
  if (input.now > input.closes_at) return 'records.shift_over';
  if (input.consents_missing.length > 0) return 'records.consent_missing';
  if (input.adult_missing) return 'records.adult_first';
  if (input.dangerous && !input.insured) return 'records.insurance_missing';
  if (input.pairs_today >= input.pairs_allowed) return 'records.too_many_pairs';
  return null;
}

/** A shift opens for check-in half an hour before it starts; who forgot to check out may do so within half a day. */
export const checkInOpensMinutes = 30;
export const checkOutClosesMinutes = 12 * 60;

/** People leave a little after the end: only then is a missing check-out one that was forgotten. */
export const checkOutGraceMinutes = 30;

export function isCheckOutForgotten(state: AttendanceState, shiftEndsAt: Date, now: Date): boolean {
  return state === 'checked_in' && now.getTime() > shiftEndsAt.getTime() + checkOutGraceMinutes * 60_000;
}

/** Where an attendance without a record stands for who confirms: being served, to be confirmed, lacking a stamp, or asked about already. */
export const confirmationStandings = ['serving', 'to_confirm', 'stamp_missing', 'asked'] as const;
export type ConfirmationStanding = (typeof confirmationStandings)[number];

/** Quality evaluation belongs to a service record (民函〔2012〕340号). */
export const qualities = ['excellent', 'good', 'fair', 'poor'] as const;
export type Quality = (typeof qualities)[number];
export const qualityNames = {
  excellent: { zh: '优秀', en: 'excellent' },
  good: { zh: '良好', en: 'good' },
  fair: { zh: '一般', en: 'fair' },
  poor: { zh: '较差', en: 'poor' },
} as const satisfies Record<Quality, { readonly zh: string; readonly en: string }>;
