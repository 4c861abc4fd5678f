import { describe, expect, test } from 'vitest';
import { at } from '../time.ts';
import type { AttendanceState } from './attendance.ts';
import { secondScan, standingWith, type QueuedScan } from './queued-scans.ts';

const hour = (clock: string): Date => at('2026-11-15', clock);
const shift = '01900000-0000-7000-8000-000000000001';
const code = (step: number): string => `QZ1.s.${shift}.${step}.0123456789abcdef`;
const kept = (direction: 'in' | 'out', clock: string, text = code(1)): QueuedScan => ({
  direction,
  scanned_at: hour(clock),
  code: text,
});

// docs/rules/records.md, "Without a signal"
test.each<[string, QueuedScan[], AttendanceState, string | null, AttendanceState]>([
  ['nothing kept: as the server says', [], 'signed_up', null, 'signed_up'],
  ['arrived without a signal', [kept('in', '09:00')], 'signed_up', null, 'checked_in'],
  ['arrived and left without a signal', [kept('out', '11:00'), kept('in', '09:00')], 'signed_up', null, 'checked_out'],
  ['arrived with, left without', [kept('out', '11:00')], 'checked_in', '09:00', 'checked_out'],
  ['what is kept is older than what the server knows', [kept('in', '09:00')], 'checked_out', '11:00', 'checked_out'],
])('%s', (_, scans, state, last, expected) => {
  expect(standingWith(scans, { state, last_at: last === null ? null : hour(last) }).state).toBe(expected);
});

describe('the second scan of the same person', () => {
  test.each<[string, string, string, string]>([
    ['the same code again', code(1), '09:01', 'same'],
    ['the same code hours later', code(1), '11:00', 'same'],
    ['another code after four minutes', code(9), '09:04', 'ask'],
    ['another code after five minutes', code(11), '09:05', 'go'],
    ['another code two hours later', code(241), '11:00', 'go'],
  ])('%s', (_, text, clock, kind) => {
    const scans = [kept('in', '09:00')];
    expect(secondScan(text, hour(clock), scans, standingWith(scans, { state: 'signed_up', last_at: null })).kind).toBe(
      kind,
    );
  });

  test('typed digits are the same scan within five minutes only', () => {
    const scans = [kept('in', '09:00', '123456')];
    const standing = standingWith(scans, { state: 'signed_up', last_at: null });
    expect(secondScan('123456', hour('09:02'), scans, standing).kind).toBe('same');
    expect(secondScan('123456', hour('11:00'), scans, standing).kind).toBe('go');
    expect(secondScan('654321', hour('09:02'), scans, standing).kind).toBe('ask');
  });

  test('with a signal too: what the server knows of counts, a clock that runs behind does not ask', () => {
    expect(secondScan(code(9), hour('09:04'), [], { state: 'checked_in', last_at: hour('09:00') }).kind).toBe('ask');
    expect(secondScan(code(9), hour('08:58'), [], { state: 'checked_in', last_at: hour('09:00') }).kind).toBe('go');
  });
});
