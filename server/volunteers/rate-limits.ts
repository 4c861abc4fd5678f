import type { RateLimit } from '../db/consume-attempts.ts';

/**
 * The answer to a document or card number tells whether it is known, and must: the owner has to hear what to do. So one
 * person may ask about few of them in a day; a desk, which serves many, about more.
 */
const day = 24 * 60 * 60_000;
export const documentLimit: RateLimit = { kind: 'document', attempts: 20, window_ms: day };
export const cardLimit: RateLimit = { kind: 'card', attempts: 20, window_ms: day };
/** A document typed at the desk and compared with the sealed one. */
export const recoveryLimit: RateLimit = { kind: 'document at a desk', attempts: 20, window_ms: day };
export const deskLimit: RateLimit = { kind: 'card at a desk', attempts: 120, window_ms: 60 * 60_000 };
/** Messages to phones that strangers name: a school behind one address fits. */
export const guardianFlood: RateLimit = { kind: 'guardian request', attempts: 60, window_ms: 10 * 60_000 };
