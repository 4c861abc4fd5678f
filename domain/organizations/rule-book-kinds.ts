/** Every kind of rule book: the schema of its body and its default. Each noun says its own in `rule-kinds.ts`. */
import type { RuleKindEntry } from '../rule-kind.ts';
import { ruleKindTable } from '../rule-kinds.ts';
import { looserFields } from './rule-books/direction.ts';

export type RuleKind = keyof typeof ruleKindTable;
export type RuleBodies = { [Kind in RuleKind]: (typeof ruleKindTable)[Kind]['default_body'] };

export const ruleKinds: { readonly [Kind in RuleKind]: RuleKindEntry<RuleBodies[Kind]> } = ruleKindTable;

export const ruleKindNames = Object.keys(ruleKinds) as RuleKind[];

/** Names of the fields that are wrong or contradict each other; empty when the body holds together. */
export function bodyFaults(kind: RuleKind, body: unknown): readonly string[] {
  const result = ruleKinds[kind].body.safeParse(body);
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
}

/** A body written before its kind grew a field stands with the default of that field. */
export function wholeBody<Kind extends RuleKind>(kind: Kind, body: RuleBodies[Kind]): RuleBodies[Kind] {
  return { ...ruleKinds[kind].default_body, ...body };
}

/** The fields in which a body is looser than another of its kind. */
export function looserThan<Kind extends RuleKind>(
  kind: Kind,
  next: RuleBodies[Kind],
  base: RuleBodies[Kind],
): string[] {
  return looserFields(ruleKinds[kind].tighter, wholeBody(kind, next), wholeBody(kind, base));
}
