/**
 * From which age a person registers, and whose consent is needed. Local rules run from 3 to 14 years,
 * so each organisation may issue its own matrix; below 14 the guardian's consent comes before collection (PIPL art. 31).
 */
export type Consent = 'refused' | 'guardian' | 'own_work_or_guardian' | 'self';

export type AgeBand = { readonly from_years: number; readonly consent: Consent };

export type AgeMatrixBody = {
  /** Ascending; a band runs to the next one, the last is open. */
  readonly bands: readonly AgeBand[];
  /** P56 R62: pupils of primary and secondary schools need parent and teacher both, whatever their age. */
  readonly pupils_need_parent_and_teacher: boolean;
  /** Below this age a child takes part only together with its parent (S40 R61). */
  readonly accompanied_below_years: number;
  /** Services that minors may not do. */
  readonly adults_only: readonly string[];
};

export const defaultAgeMatrix: AgeMatrixBody = {
  bands: [
    { from_years: 0, consent: 'refused' },
    { from_years: 7, consent: 'guardian' },
    { from_years: 16, consent: 'own_work_or_guardian' },
    { from_years: 18, consent: 'self' },
  ],
  pupils_need_parent_and_teacher: true,
  accompanied_below_years: 14,
  adults_only: ['抢险救灾'],
};

export function ageMatrixFaults(body: AgeMatrixBody): readonly string[] {
  const faults: string[] = [];
  const starts = body.bands.map((band) => band.from_years);
  if (starts[0] !== 0) faults.push('bands.0.from_years');
  if (starts.some((start, index) => index > 0 && start <= (starts[index - 1] ?? 0))) faults.push('bands');
  // 16 and living on own work is the only way round a guardian before 18
  if (body.bands.some((band) => band.consent === 'self' && band.from_years < 18)) faults.push('bands.self_below_18');
  return faults;
}

export function ageBandAt(body: AgeMatrixBody, years: number): AgeBand {
  const band = body.bands.findLast((candidate) => candidate.from_years <= years);
  return band ?? { from_years: 0, consent: 'refused' };
}
