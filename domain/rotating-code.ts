/**
 * Codes that change every 30 seconds: the shift's on the organiser's screen, and the volunteer's on the card.
 * Both are HMAC-SHA256 of what they stand for and the step; the HMAC is handed in, so this stays pure.
 * A photograph of a code is worth a minute, and one scanned without reception still proves its step later: a step is a moment of
 * the server's clock, so a phone whose clock is wrong changes nothing.
 */
export type Hmac = (message: Uint8Array) => Uint8Array;
export type CodeSubject = { readonly kind: 'shift' | 'card'; readonly id: string };
export type CodeRefusal =
  | 'records.code_unknown'
  | 'records.code_expired'
  | 'records.code_not_yet'
  | 'records.code_other_day'
  | 'records.code_too_late'
  | 'records.typed_code_wrong';

export const stepSeconds = 30;
const encoder = new TextEncoder();

export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds);
}

export function stepStart(step: number): Date {
  return new Date(step * stepSeconds * 1000);
}

function digest(subject: CodeSubject, step: number, hmac: Hmac): Uint8Array {
  return hmac(encoder.encode(`${subject.kind}\n${subject.id}\n${step}`));
}

/** 16 hex characters: 64 bits cannot be guessed within a minute. */
function codeProof(subject: CodeSubject, step: number, hmac: Hmac): string {
  return Array.from(digest(subject, step, hmac).slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Six digits to type, by RFC 4226 truncation. Only for a person already signed up to the shift, and rate limited. */
export function shortCode(subject: CodeSubject, step: number, hmac: Hmac): string {
  const bytes = digest(subject, step, hmac);
  const offset = (bytes[bytes.length - 1] ?? 0) & 0x0f;
  const part = (index: number): number => bytes[offset + index] ?? 0;
  const number = ((part(0) & 0x7f) << 24) | (part(1) << 16) | (part(2) << 8) | part(3);
  return String(number % 1_000_000).padStart(6, '0');
}

/** What the QR carries: `QZ1.s.<id>.<step>.<proof>`; it names the step so that a phone offline can keep it. */
export type ScannedCode = { readonly subject: CodeSubject; readonly step: number; readonly proof: string };

export function codeText(subject: CodeSubject, step: number, hmac: Hmac): string {
  return `QZ1.${subject.kind === 'shift' ? 's' : 'c'}.${subject.id}.${step}.${codeProof(subject, step, hmac)}`;
}

export function parseCode(text: string): ScannedCode | null {
  const match = /(?:^|[#/?=])QZ1\.([sc])\.([0-9a-f-]{36})\.(\d{1,12})\.([0-9a-f]{16})$/.exec(text.trim());
  if (!match) return null;
  return {
    subject: { kind: match[1] === 's' ? 'shift' : 'card', id: match[2] ?? '' },
    step: Number(match[3]),
    proof: match[4] ?? '',
  };
}

export type Arrival = {
  readonly scanned_at: Date; // by the phone, which may be wrong; the same as arrived_at when online
  readonly arrived_at: Date; // by the server
  readonly online: boolean;
  readonly late_scan_hours: number;
  /** The day of the shift: a code of yesterday is refused even when its step is proven. */
  readonly valid_from: Date;
  readonly valid_until: Date;
};

export type CodeVerdict =
  | { readonly ok: true; readonly step: number; readonly late_seconds: number }
  | { readonly ok: false; readonly refusal: CodeRefusal };

const refuse = (refusal: CodeRefusal): CodeVerdict => ({ ok: false, refusal });

function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

/**
 * Online: the step must be now ± 1. Offline: a scanned code proves its own step, whatever the phone's clock says; it may arrive up
 * to `late_scan_hours` later and never from the future. Whether it was used by someone else or twice is decided by the unique row
 * in the database, not here.
 */
export function checkCode(code: ScannedCode, arrival: Arrival, hmac: Hmac): CodeVerdict {
  if (!sameText(code.proof, codeProof(code.subject, code.step, hmac))) return refuse('records.code_unknown');
  const now = stepAt(arrival.arrived_at);
  if (code.step > now + 1) return refuse('records.code_not_yet');
  const start = stepStart(code.step);
  if (start < new Date(arrival.valid_from.getTime() - stepSeconds * 1000) || start > arrival.valid_until)
    return refuse('records.code_other_day');
  if (arrival.online)
    return code.step < now - 1 ? refuse('records.code_expired') : { ok: true, step: code.step, late_seconds: 0 };
  const lateSeconds = Math.max(0, Math.floor((arrival.arrived_at.getTime() - start.getTime()) / 1000));
  if (lateSeconds > arrival.late_scan_hours * 3600) return refuse('records.code_too_late');
  return { ok: true, step: code.step, late_seconds: lateSeconds };
}

/** A phone that had no reception may also have the wrong time: typed digits are looked for this far around its moment. */
const typedLookMinutes = 10;
const typedLookSteps = (typedLookMinutes * 60) / stepSeconds;

/** A typed code names no step: it is compared with the three of now ± 1, or with those around the offline moment, the nearest first. */
export function checkShortCode(typed: string, subject: CodeSubject, arrival: Arrival, hmac: Hmac): CodeVerdict {
  const digits = typed.normalize('NFKC').replace(/\D/g, '');
  const center = stepAt(arrival.online ? arrival.arrived_at : arrival.scanned_at);
  const reach = arrival.online ? 1 : typedLookSteps;
  const around = [
    center,
    ...Array.from({ length: reach }, (_, index) => [center - index - 1, center + index + 1]).flat(),
  ];
  const step = around.find(
    (one) => one <= stepAt(arrival.arrived_at) + 1 && sameText(shortCode(subject, one, hmac), digits),
  );
  if (step === undefined) return refuse(arrival.online ? 'records.code_expired' : 'records.typed_code_wrong');
  return checkCode({ subject, step, proof: codeProof(subject, step, hmac) }, arrival, hmac);
}

/** The moment that a code stands for, and whether it could have been used on the spot: what comes later is weaker proof. */
export function momentOf(step: number, arrival: Arrival): { readonly at: Date; readonly is_late: boolean } {
  if (arrival.online) return { at: arrival.arrived_at, is_late: false };
  const start = stepStart(step);
  return {
    at: start > arrival.arrived_at ? arrival.arrived_at : start,
    is_late: step < stepAt(arrival.arrived_at) - 1,
  };
}
