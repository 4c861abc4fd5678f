/**
 * From which age a person registers, and until which age somebody else must agree. Local rules run from 3 to
 * 14 years, so each organisation may issue its own matrix. That below 14 the guardian agrees before anything is
 * stored (PIPL art. 31) and that pupils need parent and teacher (P56, R62) is not a matter of the book.
 */
import { z } from 'zod';
import type { Tighter } from './direction.ts';

const years = z.int().min(0);

export const ageMatrixBody = z.object({
  minimum_age: years.min(3).max(18),
  /** Below this age the guardian agrees. */
  guardian_under_age: years.min(18).max(21),
  /** From this age no guardian for those who live on their own work. */
  self_supporting_age: years.min(16).max(18),
  /** Below this age a child takes part only together with its parent (S40, R61). */
  accompanied_below_age: years.max(18),
  /** Minors stay out of disaster relief (Zhejiang). */
  disaster_relief_minimum_age: years.min(18).max(60),
});
export type AgeMatrix = z.infer<typeof ageMatrixBody>;

export const ageMatrixTighter: Tighter<AgeMatrix> = {
  minimum_age: 'higher',
  guardian_under_age: 'higher',
  self_supporting_age: 'higher',
  accompanied_below_age: 'higher',
  disaster_relief_minimum_age: 'higher',
};

/** 中国注册志愿者管理办法 2013: from 14 with the guardian's consent, 16 on own work or 18 alone. */
export const defaultAgeMatrix: AgeMatrix = {
  minimum_age: 14,
  guardian_under_age: 18,
  self_supporting_age: 16,
  accompanied_below_age: 14,
  disaster_relief_minimum_age: 18,
};
