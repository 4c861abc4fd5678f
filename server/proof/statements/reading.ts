/** What is known of a statement once it was read. */
import type { Equalities } from './equalities.ts';
import type { TreeNode } from './node-tree.ts';

export type Use = {
  readonly table: string;
  /** The key of one of its columns among the equalities. */
  readonly column: (name: string) => string;
  readonly writes: 'insert' | 'update' | 'delete' | undefined;
  /** `for update`, `for share`. */
  readonly locks: boolean;
  /** Columns that an update sets. */
  readonly sets: readonly string[];
  readonly scope: Scope;
};
/** One select of the statement (or the insert, update, delete itself). */
export type Scope = {
  readonly id: number;
  readonly query: TreeNode;
  readonly outer: Scope | undefined;
  readonly as: 'statement' | 'from' | 'lateral' | 'with' | 'branch' | 'sublink';
  /** Names something of a select around it. */
  readonly correlated: boolean;
  /** Scopes of one unit are answered together; others are answered first, and their rows carried over. */
  readonly unit: number;
  /** By place in the select's list of sources. */
  readonly sources: Map<number, Scope>;
  readonly withs: Map<string, Scope>;
  readonly outputs: (string | undefined)[];
};
export type Reading = { readonly scopes: readonly Scope[]; readonly uses: readonly Use[]; readonly equal: Equalities };
