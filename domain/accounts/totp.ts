/** Time steps of the authenticator (RFC 6238). A step is accepted once, while it lasts; an installation may accept the one before it too. */
export const totpStepSeconds = 30;
export type TotpStepsBefore = 0 | 1;

export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / totpStepSeconds);
}

export type TotpAnswer = 'accepted' | 'wrong' | 'used';

/** `delta` is the step that the library found, counted from the present one (null: none near it); `lastStep` the step accepted last. */
export function totpAnswer(
  delta: number | null,
  lastStep: number | null,
  now: Date,
  before: TotpStepsBefore,
): TotpAnswer {
  if (delta === null || delta > 0 || delta < -before) return 'wrong';
  return lastStep !== null && totpStep(now) + delta <= lastStep ? 'used' : 'accepted';
}
