import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, dayMs } from '../time.ts';
import {
  balanceOf,
  distanceMeters,
  pairSource,
  presenceSources,
  readFence,
  selfLocatedAllowed,
  sourceTable,
} from './presence.ts';
import {
  checkCode,
  checkShortCode,
  codeText,
  momentOf,
  parseCode,
  shortCode,
  stepAt,
  stepStart,
  type Arrival,
  type CodeSubject,
  type Hmac,
} from '../rotating-code.ts';
import { defaultTimeCounting } from '../organizations/rule-books/time-counting.ts';

const hmac: Hmac = (message) => createHmac('sha256', 'demonstration key').update(message).digest();
const otherKey: Hmac = (message) => createHmac('sha256', 'another key').update(message).digest();
const shift: CodeSubject = { kind: 'shift', id: '01900000-0000-7000-8000-00000000c0de' };
const otherShift: CodeSubject = { kind: 'shift', id: '01900000-0000-7000-8000-00000000beef' };
const now = at('2026-11-15', '09:00');
const arrival = (more: Partial<Arrival> = {}): Arrival => ({
  scanned_at: now,
  arrived_at: now,
  online: true,
  late_scan_hours: 96,
  valid_from: at('2026-11-15', '08:00'),
  valid_until: at('2026-11-15', '13:00'),
  ...more,
});
const scan = (subject: CodeSubject, when: Date, key = hmac) => {
  const code = parseCode(codeText(subject, stepAt(when), key));
  if (!code) throw new Error('a code that was just made must parse');
  return code;
};
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe('sources', () => {
  test.each([
    ['rotating_code', '签', 'credit_minutes', 1],
    ['staff_scan', '签', 'credit_minutes', 1],
    ['short_code', '签', 'credit_minutes', 1],
    ['staff_typed', '签', 'credit_minutes', 1],
    ['self_located', '位', 'credit_minutes', 1],
    ['late_code', '传', 'credit_minutes', 1],
    ['staff_named', '名', 'credit_minutes', 2],
    ['import', '导', 'honorary_minutes', 2],
    ['back_fill', '补', 'honorary_minutes', 2],
    ['self_declared', '报', 'honorary_minutes', 1],
  ] as const)('P27 %s -> %s, %s, %i people', (source, seal, balance, people) => {
    expect(sourceTable[source]).toMatchObject({ seal, balance, people });
    expect(balanceOf(source)).toBe(balance);
  });

  test('a pair is as strong as its weaker end', () => {
    expect(pairSource('rotating_code', 'self_located')).toBe('self_located');
    expect(pairSource('back_fill', 'rotating_code')).toBe('back_fill');
    for (const a of presenceSources)
      for (const b of presenceSources)
        expect(sourceTable[pairSource(a, b)].strength).toBe(Math.min(sourceTable[a].strength, sourceTable[b].strength));
  });

  test.each([
    [99, false],
    [100, true],
  ])('self-located needs an activity of 100 people: %i -> %s', (people, allowed) => {
    expect(selfLocatedAllowed(people, defaultTimeCounting)).toBe(allowed);
  });

  test('a fence keeps inside or outside and the accuracy; a poor reading does not widen it', () => {
    const place = { latitude: 29.1, longitude: 119.65 };
    const north = (meters: number) => ({ latitude: place.latitude + meters / 111_195, longitude: place.longitude });
    expect(distanceMeters(place, north(200))).toBeCloseTo(200, 0);
    expect(readFence({ ...north(90), accuracy_meters: 10 }, place, 100)).toEqual({ inside: true, accuracy_meters: 10 });
    expect(readFence({ ...north(120), accuracy_meters: 10 }, place, 100)).toEqual({
      inside: false,
      accuracy_meters: 10,
    });
    expect(readFence({ ...north(120), accuracy_meters: 30 }, place, 100).inside).toBe(true);
    expect(readFence({ ...north(300), accuracy_meters: 5000 }, place, 100).inside).toBe(false);
  });
});

describe('rotating code', () => {
  test.each([
    ['at once', 0, null],
    ['a step later', 30, null],
    ['just before the third step', 59, null],
    ['two steps later', 60, 'records.code_expired'],
    ['the server’s clock a step behind', -30, null],
    ['the server’s clock two steps behind', -31, 'records.code_not_yet'],
  ] as const)('online, %s', (_, seconds, refusal) => {
    const verdict = checkCode(scan(shift, now), arrival({ arrived_at: later(seconds) }), hmac);
    expect(verdict.ok ? null : verdict.refusal).toBe(refusal);
  });

  test.each([
    ['ten minutes later', 600, null],
    ['three days later', 3 * 86_400, null],
    ['at the limit of 96 hours', 96 * 3600, null],
    ['a second past it', 96 * 3600 + 1, 'records.code_too_late'],
  ] as const)('P27 offline, arriving %s', (_, seconds, refusal) => {
    const verdict = checkCode(scan(shift, now), arrival({ online: false, arrived_at: later(seconds) }), hmac);
    expect(verdict.ok ? null : verdict.refusal).toBe(refusal);
    if (verdict.ok) expect(verdict.late_seconds).toBe(seconds);
  });

  test.each([-3600, -75, -31, 0, 31, 75, 300, 86_400])(
    'P27 offline, a phone whose clock is %i seconds off: a scanned code proves its own step',
    (off) => {
      const arrives = arrival({ online: false, scanned_at: later(off), arrived_at: later(7200) });
      expect(checkCode(scan(shift, now), arrives, hmac)).toEqual({ ok: true, step: stepAt(now), late_seconds: 7200 });
      expect(momentOf(stepAt(now), arrives)).toEqual({ at: now, is_late: true });
    },
  );

  test('what arrives while its code still holds is not late; a code ahead of the server is not later than its arrival', () => {
    expect(momentOf(stepAt(now), arrival({ online: false, arrived_at: later(59) }))).toEqual({
      at: now,
      is_late: false,
    });
    expect(momentOf(stepAt(now), arrival({ online: false, arrived_at: later(60) })).is_late).toBe(true);
    expect(momentOf(stepAt(now), arrival({ online: false, arrived_at: later(-20) })).at).toEqual(later(-20));
    expect(momentOf(stepAt(now), arrival({ arrived_at: later(20) }))).toEqual({ at: later(20), is_late: false });
  });

  test.each([
    [-601, false],
    [-600, true],
    [-75, true],
    [0, true],
    [75, true],
    [600, true],
    [630, false],
  ])('P27 offline, digits typed on a phone whose clock is %i seconds off: found %s', (off, found) => {
    const typed = shortCode(shift, stepAt(now), hmac);
    const verdict = checkShortCode(
      typed,
      shift,
      arrival({ online: false, scanned_at: later(off), arrived_at: later(7200) }),
      hmac,
    );
    expect(verdict).toEqual(
      found ? { ok: true, step: stepAt(now), late_seconds: 7200 } : { ok: false, refusal: 'records.typed_code_wrong' },
    );
    if (verdict.ok) expect(stepStart(verdict.step)).toEqual(now);
  });

  test('a code of another key, another shift’s proof, or yesterday is refused', () => {
    expect(checkCode(scan(shift, now, otherKey), arrival(), hmac)).toEqual({
      ok: false,
      refusal: 'records.code_unknown',
    });
    expect(checkCode({ ...scan(otherShift, now), subject: shift }, arrival(), hmac)).toEqual({
      ok: false,
      refusal: 'records.code_unknown',
    });
    const yesterday = new Date(now.getTime() - dayMs);
    expect(checkCode(scan(shift, yesterday), arrival({ online: false, scanned_at: yesterday }), hmac)).toEqual({
      ok: false,
      refusal: 'records.code_other_day',
    });
  });

  test('a shift’s proof is not a card’s', () => {
    const card: CodeSubject = { kind: 'card', id: shift.id };
    expect(checkCode({ ...scan(shift, now), subject: card }, arrival(), hmac)).toEqual({
      ok: false,
      refusal: 'records.code_unknown',
    });
    expect(checkCode(scan(card, now), arrival(), hmac)).toMatchObject({ ok: true });
  });

  test('the typed code: six digits, full width and spaces forgiven, same window', () => {
    const typed = shortCode(shift, stepAt(now), hmac);
    expect(typed).toMatch(/^\d{6}$/);
    const wide = [...typed].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(' ');
    expect(checkShortCode(wide, shift, arrival({ arrived_at: later(30) }), hmac)).toMatchObject({
      ok: true,
      step: stepAt(now),
    });
    expect(checkShortCode(typed, shift, arrival({ arrived_at: later(60) }), hmac)).toMatchObject({ ok: false });
    expect(checkShortCode(typed, shift, arrival({ online: false, arrived_at: later(600) }), hmac)).toMatchObject({
      ok: true,
      late_seconds: 600,
    });
  });

  test('every code that is made is read back, within a link too; any changed character is refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000_000 }), fc.nat(15), (step, place) => {
        const text = codeText(shift, step, hmac);
        expect(parseCode(text)).toMatchObject({ subject: shift, step });
        expect(parseCode(`https://example.org/m/scan#${text}`)).toEqual(parseCode(text));
        const code = parseCode(text);
        if (!code) return;
        const letter = code.proof[place] === '0' ? '1' : '0';
        const proof = code.proof.slice(0, place) + letter + code.proof.slice(place + 1);
        expect(checkCode({ ...code, proof }, arrival(), hmac)).toEqual({ ok: false, refusal: 'records.code_unknown' });
      }),
    );
  });

  test.each(['', 'QZ1', 'https://example.org', 'QZ1.s.x.1.y'])('“%s” is no code', (text) =>
    expect(parseCode(text)).toBeNull(),
  );
});
