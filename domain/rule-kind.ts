/** How a noun declares a kind of rule book: its name, its body, and which way each limit is tighter. */
import type { z } from 'zod';
import type { Label } from './manifest.ts';
import type { Tighter } from './organizations/rule-books/direction.ts';

/** The name of every field of a body, also within its parts and lists. */
export type FieldsOf<Body> = Body extends readonly (infer One)[]
  ? FieldsOf<One>
  : Body extends object
    ? { [Field in keyof Body & string]: Field | FieldsOf<Body[Field]> }[keyof Body & string]
    : never;

export type RuleKindEntry<Body extends object> = Label & {
  readonly default_body: Body;
  /** Shape, bounds and inner agreement of a body. */
  readonly body: z.ZodType<Body>;
  readonly tighter: Tighter<Body>;
  /** Decides how many minutes count or who must agree to them: never issued by one person alone. */
  readonly decides_hours: boolean;
};
