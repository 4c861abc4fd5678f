import { Problem, type ProblemCode } from './problem.ts';

/** The code of the refusal that an act gives, null where it is allowed; any other error breaks the test. */
export function refusalOf(act: () => unknown): ProblemCode | null {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return null;
}
