/** Which columns of a statement may be empty, as far as its tree says: plain references, outer joins and a written null. */
import { isList, listAt, nodeAt, numberAt, textAt, type TreeNode } from './node-tree.ts';
import { bare, sourceKind, sourcesOf } from './statement-nodes.ts';

/** `table.column` by their numbers, for each column that the table lets be empty. */
type Nullable = ReadonlySet<string>;
type Place = { readonly query: TreeNode; readonly outer: Place | undefined };

/** In the order of the columns. A computed one counts as filled: nobody knows. */
export function nullableColumns(query: TreeNode, nullable: Nullable): boolean[] {
  const place = { query, outer: undefined };
  return outputsOf(query).map((expression) => mayBeNull(expression, place, nullable));
}

function outputsOf(query: TreeNode): readonly (TreeNode | undefined)[] {
  const list = textAt(query, 'commandType') === '1' ? 'targetList' : 'returningList';
  return listAt(query, list)
    .filter((entry) => textAt(entry, 'resjunk') !== 'true')
    .map((entry) => nodeAt(entry, 'expr'));
}

function mayBeNull(given: TreeNode | undefined, place: Place, nullable: Nullable): boolean {
  const node = bare(given);
  if (node?.kind === 'CONST') return textAt(node, 'constisnull') === 'true';
  if (node?.kind !== 'VAR') return false;
  const nulling = node.fields.get('varnullingrels');
  let at: Place | undefined = place;
  for (let up = numberAt(node, 'varlevelsup'); up > 0; up -= 1) at = at?.outer;
  const source = at === undefined ? undefined : sourcesOf(at.query)[numberAt(node, 'varno') - 1];
  if (at === undefined || source === undefined || filledIn(at.query).has(keyOf(node))) return false;
  return (isList(nulling) && nulling.length > 1) || sourceMayBeNull(source, numberAt(node, 'varattno'), at, nullable);
}

const keyOf = (node: TreeNode): string => `${textAt(node, 'varno')}.${textAt(node, 'varattno')}`;

/** Columns that a row of this select must have: its conditions compare them, or say that they are not null. */
function filledIn(query: TreeNode): ReadonlySet<string> {
  const found = new Set<string>();
  const note = (given: TreeNode | undefined): void => {
    const own = bare(given);
    if (own?.kind === 'VAR' && numberAt(own, 'varlevelsup') === 0) found.add(keyOf(own));
  };
  const hold = (given: TreeNode | undefined): void => {
    const node = bare(given);
    if (node?.kind === 'BOOLEXPR' && textAt(node, 'boolop') === 'and')
      for (const each of listAt(node, 'args')) hold(each);
    if (node?.kind === 'NULLTEST' && textAt(node, 'nulltesttype') === '1') note(nodeAt(node, 'arg'));
    if (node?.kind === 'OPEXPR' || node?.kind === 'SCALARARRAYOPEXPR')
      for (const each of listAt(node, 'args')) note(each);
  };
  const join = (node: TreeNode | undefined): void => {
    if (node === undefined || (node.kind === 'JOINEXPR' && textAt(node, 'jointype') !== '0')) return;
    hold(nodeAt(node, 'quals'));
    for (const field of ['fromlist', 'larg', 'rarg']) for (const each of listAt(node, field)) join(each);
  };
  join(nodeAt(query, 'jointree'));
  return found;
}

function sourceMayBeNull(source: TreeNode, column: number, at: Place, nullable: Nullable): boolean {
  const kind = numberAt(source, 'rtekind');
  if (kind === sourceKind.table) return nullable.has(`${textAt(source, 'relid')}.${column}`);
  if (kind === sourceKind.join) return mayBeNull(listAt(source, 'joinaliasvars')[column - 1], at, nullable);
  if (kind === sourceKind.group) return mayBeNull(listAt(source, 'groupexprs')[column - 1], at, nullable);
  const inner = kind === sourceKind.with ? withOf(source, at) : nodeAt(source, 'subquery');
  if (inner === undefined) return false;
  return mayBeNull(outputsOf(inner)[column - 1], { query: inner, outer: at }, nullable);
}

function withOf(source: TreeNode, place: Place): TreeNode | undefined {
  let at: Place | undefined = place;
  for (let up = numberAt(source, 'ctelevelsup'); up > 0; up -= 1) at = at?.outer;
  const found = at === undefined ? [] : listAt(at.query, 'cteList');
  const named = found.find((one) => textAt(one, 'ctename') === textAt(source, 'ctename'));
  return named === undefined ? undefined : nodeAt(named, 'ctequery');
}
