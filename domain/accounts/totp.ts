/** Time steps of the authenticator (RFC 6238). A step is accepted once, one step early or late. */
export const totpStepSeconds = 30;
export const totpWindow = 1;

export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / totpStepSeconds);
}

export type TotpAnswer = 'accepted' | 'wrong' | 'used';

/** `delta` is what the library found (null: no match within the window); `lastStep` the step accepted last. */
export function totpAnswer(delta: number | null, lastStep: number | null, now: Date): TotpAnswer {
  if (delta === null || Math.abs(delta) > totpWindow) return 'wrong';
  return lastStep !== null && totpStep(now) + delta <= lastStep ? 'used' : 'accepted';
}
