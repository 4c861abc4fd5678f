import type { Label } from '../../domain/manifest.ts';
import type { RuleBodies, RuleKind } from '../../domain/organizations/rule-book-kinds.ts';
import type { FieldsOf } from '../../domain/rule-kind.ts';
import type { DeskAddress, PagePattern } from '../../domain/address.ts';
import type { Route } from '../ui/routes.tsx';

/** The bar of modules from above: the daily work, and what is set up and looked after. */
export const moduleShelves = ['work', 'upkeep'] as const;

/** A module in the bar. It shows to whoever holds a permission of it. */
export type Module = {
  readonly page: (() => DeskAddress) & PagePattern;
  readonly shelf: (typeof moduleShelves)[number];
  readonly words: () => string;
  readonly note: () => string;
  /** Any permission that begins with one of these opens the module. */
  readonly opens: readonly string[];
};

/** What stands at each field of the form of a rule book, and beside it where it is read: a field without words does not compile. */
export type RuleFields<Kind extends RuleKind = RuleKind> = {
  readonly fields: { readonly [Field in FieldsOf<RuleBodies[Kind]>]: Label };
  /** Of fields that hold one of a few values. */
  readonly values?: Readonly<Record<string, Label>>;
};

/** What a noun or a core brings to the console, in its `pages.ts`. */
export type Manifest = {
  /** One line a page. The page is the default export of its file; its code is fetched when first opened. */
  readonly pages: readonly Route[];
  readonly modules?: readonly Module[];
  /** The words of its kinds of rule books. */
  readonly ruleFields?: { readonly [Kind in RuleKind]?: RuleFields<Kind> };
};
