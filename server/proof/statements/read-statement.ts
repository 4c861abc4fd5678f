/**
 * What a statement does with tables, as far as machines matter: each place where it reads or writes one, which columns are
 * held equal, what is pinned to a parameter, and which parts can be answered one after the other.
 */
import { everyNode, listAt, nodeAt, numberAt, textAt, type TreeNode, type Value } from './node-tree.ts';
import {
  bare,
  isFromOutside,
  isGiven,
  reachesOut,
  shallowNodes,
  sourceKind,
  sourcesOf,
  textOf,
} from './statement-nodes.ts';
import type { Catalogue } from './describe-statement.ts';
import { Equalities } from './equalities.ts';
import type { Reading, Scope, Use } from './reading.ts';

const commands: Readonly<Record<string, Use['writes']>> = { '2': 'update', '3': 'insert', '4': 'delete' };
export function readStatement(tree: TreeNode, catalogue: Catalogue): Reading {
  return new Reader(catalogue).read(tree);
}

class Reader {
  private readonly catalogue: Catalogue;
  private readonly scopes: Scope[] = [];
  private readonly uses: Use[] = [];
  private readonly equal = new Equalities();

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  read(tree: TreeNode): Reading {
    this.enter(tree, undefined, 'statement');
    return { scopes: this.scopes, uses: this.uses, equal: this.equal };
  }

  private enter(query: TreeNode, outer: Scope | undefined, as: Scope['as']): Scope {
    const correlated = as !== 'statement' && [...query.fields.values()].some((field) => reachesOut(field, 0));
    const ownUnit = outer === undefined || (!correlated && as !== 'from');
    const id = this.scopes.length;
    const scope: Scope = {
      id,
      query,
      outer,
      as,
      correlated,
      unit: ownUnit ? id : outer.unit,
      sources: new Map(),
      withs: new Map(),
      outputs: [],
    };
    this.scopes.push(scope);
    this.enterSources(scope);
    this.noteUses(scope);
    this.holdJoins(scope, nodeAt(query, 'jointree'), false);
    for (const entry of listAt(query, 'targetList'))
      if (textAt(entry, 'resjunk') !== 'true')
        scope.outputs[numberAt(entry, 'resno')] = this.key(nodeAt(entry, 'expr'), scope);
    this.holdBranches(scope);
    this.holdInserted(scope);
    this.enterSublinks(scope);
    return scope;
  }

  private enterSources(scope: Scope): void {
    for (const each of listAt(scope.query, 'cteList')) {
      const inner = nodeAt(each, 'ctequery');
      if (inner === undefined) continue;
      const isInline =
        textAt(each, 'ctematerialized') !== '1' &&
        textAt(each, 'cterecursive') !== 'true' &&
        numberAt(each, 'cterefcount') === 1 &&
        textAt(inner, 'commandType') === '1';
      scope.withs.set(textAt(each, 'ctename'), this.enter(inner, scope, isInline ? 'from' : 'with'));
    }
    const isUnion = nodeAt(scope.query, 'setOperations') !== undefined;
    sourcesOf(scope.query).forEach((source, index) => {
      const inner = nodeAt(source, 'subquery');
      if (inner !== undefined)
        scope.sources.set(
          index,
          this.enter(inner, scope, isUnion ? 'branch' : textAt(source, 'lateral') === 'true' ? 'lateral' : 'from'),
        );
      if (numberAt(source, 'rtekind') !== sourceKind.with) return;
      const named = withOf(scope, textAt(source, 'ctename'), numberAt(source, 'ctelevelsup'));
      if (named !== undefined) scope.sources.set(index, named);
    });
  }

  private noteUses(scope: Scope): void {
    const target = numberAt(scope.query, 'resultRelation') - 1;
    const locked = new Set(listAt(scope.query, 'rowMarks').map((mark) => numberAt(mark, 'rti') - 1));
    sourcesOf(scope.query).forEach((source, index) => {
      const table = this.catalogue.tables.get(textAt(source, 'relid'));
      if (table === undefined || numberAt(source, 'rtekind') !== sourceKind.table) return;
      if (isShadow(scope, index, target)) return;
      const numbers = new Map([...table.columns].map(([number, name]) => [name, number]));
      const writes = index === target ? commands[textAt(scope.query, 'commandType')] : undefined;
      this.uses.push({
        table: table.name,
        column: (name) => `${scope.id}.${index}.${numbers.get(name) ?? '?'}`,
        writes,
        locks: locked.has(index),
        sets:
          writes === 'update'
            ? listAt(scope.query, 'targetList')
                .filter((entry) => textAt(entry, 'resjunk') !== 'true')
                .map((entry) => table.columns.get(numberAt(entry, 'resno')) ?? '')
            : [],
        scope,
      });
    });
  }

  /** The key of a column or a parameter; undefined for anything computed. */
  private key(given: TreeNode | undefined, scope: Scope): string | undefined {
    const node = bare(given);
    if (node === undefined) return undefined;
    if (node.kind === 'PARAM') return textAt(node, 'paramkind') === '0' ? `$${textAt(node, 'paramid')}` : undefined;
    if (node.kind === 'CONST') return textAt(node, 'constisnull') === 'true' ? undefined : `='${textOf(node)}'`;
    if (node.kind !== 'VAR') return undefined;
    const [index, column] = [numberAt(node, 'varno') - 1, numberAt(node, 'varattno')];
    let at: Scope | undefined = scope;
    for (let up = numberAt(node, 'varlevelsup'); up > 0; up -= 1) at = at?.outer;
    const source = at === undefined ? undefined : sourcesOf(at.query)[index];
    if (at === undefined || source === undefined) return undefined;
    const kind = numberAt(source, 'rtekind');
    if (kind === sourceKind.join) return this.key(listAt(source, 'joinaliasvars')[column - 1], at);
    if (kind === sourceKind.group) return this.key(listAt(source, 'groupexprs')[column - 1], at);
    const inner = at.sources.get(index);
    if (inner === undefined) return `${at.id}.${index}.${column}`;
    // a part that is answered first hands over rows, and nobody can see from outside where they lay
    return inner.as === 'with' ? `with ${inner.id}.${column}` : (inner.outputs[column] ?? `out ${inner.id}.${column}`);
  }

  private holdJoins(scope: Scope, node: TreeNode | undefined, isOptional: boolean): void {
    if (node === undefined) return;
    const isOuter = node.kind === 'JOINEXPR' && textAt(node, 'jointype') !== '0';
    this.hold(nodeAt(node, 'quals'), scope, isOptional || isOuter);
    for (const field of ['fromlist', 'larg', 'rarg'])
      for (const each of listAt(node, field)) this.holdJoins(scope, each, isOptional || isOuter);
  }

  /** What must hold for every row: only what is joined by "and". */
  private hold(given: TreeNode | undefined, scope: Scope, isOptional: boolean): void {
    const node = bare(given);
    if (node === undefined) return;
    if (node.kind === 'BOOLEXPR' && textAt(node, 'boolop') === 'and')
      for (const each of listAt(node, 'args')) this.hold(each, scope, isOptional);
    if (node.kind === 'SUBLINK' && textAt(node, 'subLinkType') === '2') this.enterSublink(node, scope, true);
    const [left, right] = listAt(node, 'args').map((each) => bare(each));
    if (node.kind === 'SCALARARRAYOPEXPR' && textAt(node, 'useOr') === 'true' && this.isEquality(node)) {
      const key = this.key(left, scope);
      if (key !== undefined && isGiven(right)) this.equal.pinToSeveral(key);
    }
    if (node.kind !== 'OPEXPR' || !this.isEquality(node)) return;
    this.connect(this.key(left, scope), this.key(right, scope), { left, right, isOptional });
  }

  private connect(
    a: string | undefined,
    b: string | undefined,
    of: { left: TreeNode | undefined; right: TreeNode | undefined; isOptional: boolean },
  ): void {
    if (a === undefined || b === undefined) return;
    const isParameter = (key: string): boolean => /^[$=]/.test(key);
    if (of.isOptional && (isParameter(a) || isParameter(b))) return; // pins the optional side alone, if at all
    const [leftOuter, rightOuter] = [isFromOutside(of.left), isFromOutside(of.right)];
    this.equal.connect(a, b, leftOuter === rightOuter ? 'both' : leftOuter ? 'to second' : 'to first');
  }

  private isEquality(node: TreeNode): boolean {
    return this.catalogue.equalities.has(textAt(node, 'opno'));
  }

  /** A union's column is what each branch has in its place; it is pinned when all of them are. */
  private holdBranches(scope: Scope): void {
    if (nodeAt(scope.query, 'setOperations') === undefined) return;
    const branches = [...scope.sources.values()];
    const width = Math.max(0, ...branches.map((branch) => branch.outputs.length));
    for (let column = 1; column < width; column += 1) {
      const key = `out ${scope.id}.${column}`;
      scope.outputs[column] = key;
      this.equal.unite(
        key,
        branches.map((branch) => branch.outputs[column]),
      );
    }
  }

  /** `insert into t (volunteer_id, …) values ($1, …)` or a select's column in the same place. */
  private holdInserted(scope: Scope): void {
    if (textAt(scope.query, 'commandType') !== '3') return;
    const target = numberAt(scope.query, 'resultRelation') - 1;
    for (const entry of listAt(scope.query, 'targetList')) {
      const from = scope.outputs[numberAt(entry, 'resno')];
      if (from !== undefined) this.equal.connect(`${scope.id}.${target}.${numberAt(entry, 'resno')}`, from, 'to first');
    }
  }

  private enterSublinks(scope: Scope): void {
    const done = new Set(this.scopes.map((each) => each.query));
    const search = (value: Value | undefined): void => {
      for (const node of shallowNodes(value)) {
        if (node.kind !== 'SUBLINK') continue;
        const inner = nodeAt(node, 'subselect');
        if (inner !== undefined && !done.has(inner)) this.enterSublink(node, scope, false);
        search(node.fields.get('testexpr'));
      }
    };
    for (const [field, value] of scope.query.fields) if (field !== 'cteList') search(value);
  }

  private enterSublink(node: TreeNode, scope: Scope, isHeld: boolean): void {
    const query = nodeAt(node, 'subselect');
    if (query === undefined) return;
    const inner = this.enter(query, scope, 'sublink');
    for (const test of everyNode(node.fields.get('testexpr'))) {
      if (test.kind !== 'OPEXPR' || !this.isEquality(test)) continue;
      const [left, right] = listAt(test, 'args').map((each) => bare(each));
      const outer = this.key(left, scope);
      const own = inner.outputs[numberAt(right ?? test, 'paramid')];
      if (outer !== undefined && own !== undefined) this.equal.connect(outer, own, isHeld ? 'both' : 'to second');
    }
  }
}

function withOf(scope: Scope, name: string, levels: number): Scope | undefined {
  let at: Scope | undefined = scope;
  for (let up = levels; up > 0; up -= 1) at = at?.outer;
  return at?.withs.get(name);
}

/** `on conflict` lists the target a second time, as "excluded". */
function isShadow(scope: Scope, index: number, target: number): boolean {
  const conflict = nodeAt(scope.query, 'onConflict');
  return conflict !== undefined && index !== target && numberAt(conflict, 'exclRelIndex') - 1 === index;
}
