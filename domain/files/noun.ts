import type { Manifest } from '../manifest.ts';
import { filesProblems } from './problems.ts';

export const files = {
  problems: filesProblems,
} as const satisfies Manifest;
