/**
 * What a cluster takes (design section 3): a statement names distributed tables of one group, joined on the column by which
 * they are split. Each rule is something that Citus refused; a statement about one person or one activity goes whole to the
 * machine where that one lies, so most rules ask only about statements that go to all of them.
 */
import type { Distribution } from '../../db/table.ts';
import { everyNode, listAt, nodeAt, numberAt, textAt, type TreeNode } from './node-tree.ts';
import type { Reading, Scope, Use } from './reading.ts';
import { shallowNodes, sourceKind, sourcesOf } from './statement-nodes.ts';

export type Classes = Readonly<Record<string, Distribution>>;
export type Rule =
  | 'groups'
  | 'not joined'
  | 'correlated'
  | 'outer join'
  | 'limit'
  | 'recursive'
  | 'lock'
  | 'local'
  | 'moved'
  | 'reference from distributed';
export type Breach = { readonly rule: Rule; readonly groups: string; readonly sentence: string };

const sentences: Readonly<Record<Rule, string>> = {
  groups: 'names tables that lie by different columns: read one, then the other by ids',
  'not joined': 'joins tables of one group, but not on the column by which they lie',
  correlated: 'asks of each row of a table that lies everywhere for rows that lie apart: turn it round',
  'outer join': 'keeps rows without a match of a table that lies everywhere beside one that lies apart',
  limit: 'takes the first rows of a part that depends on another row, on many machines at once',
  recursive: 'walks step by step through rows of many machines: ask one step after the other',
  lock: 'locks rows without saying on which machine they lie',
  local: 'brings a table of the first machine together with one that lies apart',
  moved: 'changes the column by which a row lies: delete it and write another',
  'reference from distributed': 'writes a table that lies everywhere from one that lies apart',
};

export function statementBreaches(reading: Reading, classes: Classes): Breach[] {
  return new Judge(reading, classes).breaches();
}

type Placed = { readonly use: Use; readonly group: string; readonly key: string };

class Judge {
  private readonly reading: Reading;
  private readonly classes: Classes;
  private readonly placed: readonly Placed[];

  constructor(reading: Reading, classes: Classes) {
    this.reading = reading;
    this.classes = classes;
    this.placed = reading.uses.flatMap((use) => {
      const kind = classes[use.table];
      if (kind?.kind !== 'distributed') return [];
      return [{ use, group: kind.group === 'alone' ? use.table : kind.group, key: use.column(kind.column) }];
    });
  }

  breaches(): Breach[] {
    const groups = [...new Set(this.placed.map((each) => each.group))].sort();
    if (groups.length === 0) return [];
    const found = new Set<Rule>([
      ...(groups.length > 1 ? (['groups'] as const) : this.areUnitsJoined() ? [] : (['not joined'] as const)),
      ...this.reading.scopes.flatMap((scope) => (this.isOnOneMachine(scope) ? [] : this.spreadRules(scope))),
      ...this.reading.uses.flatMap((use) => this.useRules(use)),
    ]);
    const tables = [...new Set(this.placed.map((each) => each.use.table))].sort().join(' × ');
    return [...found].map((rule) => ({
      rule,
      groups: groups.join(' × '),
      sentence: `${tables} (${groups.join(' × ')}): ${sentences[rule]}`,
    }));
  }

  private inUnit(unit: number): readonly Placed[] {
    return this.placed.filter((each) => each.use.scope.unit === unit && each.use.writes !== 'insert');
  }

  private areUnitsJoined(): boolean {
    const units = new Set(this.reading.scopes.map((scope) => scope.unit));
    return [...units].every((unit) => {
      const [first, ...others] = this.inUnit(unit);
      return first === undefined || others.every((each) => this.reading.equal.areJoined(first.key, each.key));
    });
  }

  /** Everything that is answered together with this select equals one and the same parameter. */
  private isOnOneMachine(scope: Scope): boolean {
    const [first, ...others] = this.inUnit(scope.unit).map((each) => this.reading.equal.pinsOf(each.key));
    return first !== undefined && [...first].some((pin) => others.every((each) => each.has(pin)));
  }

  private spreadRules(scope: Scope): Rule[] {
    const inner = this.reading.scopes.filter((each) => each.outer === scope && this.holdsPlaced(each));
    const parts = inner.filter((each) => each.correlated);
    return [
      ...(parts.some((each) => each.as === 'sublink') && this.recurs(scope) ? (['correlated'] as const) : []),
      ...(parts.some((each) => nodeAt(each.query, 'limitCount') !== undefined) ? (['limit'] as const) : []),
      ...(inner.some((each) => this.isRecursive(each)) ? (['recursive'] as const) : []),
      ...(this.outerJoins(scope).some(({ kept, other }) => this.allRecur(kept, scope) && this.anyPlaced(other, scope))
        ? (['outer join'] as const)
        : []),
    ];
  }

  private useRules(use: Use): Rule[] {
    const own = this.classes[use.table];
    const column = own?.kind === 'distributed' ? own.column : undefined;
    const isSpread = !this.isOnOneMachine(use.scope);
    const others = this.placed.filter((each) => each.use.scope.unit === use.scope.unit && each.use !== use);
    return [
      ...(use.locks && (column !== undefined || others.length > 0) && isSpread ? (['lock'] as const) : []),
      ...(column !== undefined && use.sets.includes(column) ? (['moved'] as const) : []),
      ...(own?.kind === 'local' && others.length > 0 ? (['local'] as const) : []),
      ...(own?.kind === 'reference' && (use.writes === 'update' || use.writes === 'delete') && others.length > 0
        ? (['reference from distributed'] as const)
        : []),
    ];
  }

  private holdsPlaced(scope: Scope): boolean {
    return (
      this.placed.some((each) => each.use.scope === scope) ||
      this.reading.scopes.some((each) => each.outer === scope && this.holdsPlaced(each))
    );
  }

  /** Whether the rows that a select begins with are the same on every machine. */
  private recurs(scope: Scope): boolean {
    return this.allRecur(places(nodeAt(scope.query, 'jointree')), scope);
  }

  private allRecur(sources: readonly number[], scope: Scope): boolean {
    return sources.every((index) => this.sourceRecurs(index, scope));
  }

  private sourceRecurs(index: number, scope: Scope): boolean {
    const source = sourcesOf(scope.query)[index];
    if (source === undefined) return true;
    if (numberAt(source, 'rtekind') === sourceKind.table)
      return !this.placed.some(
        (each) => each.use.scope === scope && each.use.column('').startsWith(`${scope.id}.${index}.`),
      );
    const inner = scope.sources.get(index);
    return inner === undefined || inner.as === 'with' || this.isGatheredFirst(inner) || this.recurs(inner);
  }

  /** A part whose rows come together before anything else can be done with them. */
  private isGatheredFirst(scope: Scope): boolean {
    const { query } = scope;
    if (nodeAt(query, 'limitCount') !== undefined || nodeAt(query, 'setOperations') !== undefined) return true;
    if (textAt(query, 'hasAggs') !== 'true' && listAt(query, 'groupClause').length === 0) return false;
    const keys = this.placed.filter((each) => each.use.scope === scope).map((each) => each.key);
    return !scope.outputs.some(
      (output) => output !== undefined && keys.some((key) => this.reading.equal.areJoined(key, output)),
    );
  }

  private anyPlaced(sources: readonly number[], scope: Scope): boolean {
    return sources.some((index) => {
      const inner = scope.sources.get(index);
      return inner === undefined ? !this.sourceRecurs(index, scope) : inner.as !== 'with' && this.holdsPlaced(inner);
    });
  }

  private isRecursive(scope: Scope): boolean {
    return listAt(scope.outer?.query ?? scope.query, 'cteList').some(
      (each) => nodeAt(each, 'ctequery') === scope.query && textAt(each, 'cterecursive') === 'true',
    );
  }

  private outerJoins(scope: Scope): { kept: number[]; other: number[] }[] {
    return [...shallowNodes(nodeAt(scope.query, 'jointree'))].flatMap((node) => {
      const [left, right] = [places(nodeAt(node, 'larg')), places(nodeAt(node, 'rarg'))];
      const kind = node.kind === 'JOINEXPR' ? textAt(node, 'jointype') : '0';
      return [
        ...(kind === '1' || kind === '2' ? [{ kept: left, other: right }] : []),
        ...(kind === '3' || kind === '2' ? [{ kept: right, other: left }] : []),
      ];
    });
  }
}

function places(node: TreeNode | undefined): number[] {
  return node === undefined
    ? []
    : [...everyNode(node)].filter((each) => each.kind === 'RANGETBLREF').map((each) => numberAt(each, 'rtindex') - 1);
}
