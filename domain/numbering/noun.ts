import type { Manifest } from '../manifest.ts';
import { numberingProblems } from './problems.ts';

export const numbering = {
  problems: numberingProblems,
} as const satisfies Manifest;
