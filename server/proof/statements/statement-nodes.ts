/** Small questions about the nodes of a statement's tree. */
import { isNode, listAt, nodeAt, numberAt, textAt, type TreeNode, type Value } from './node-tree.ts';

const wrappers = new Set(['RELABELTYPE', 'COERCEVIAIO', 'ARRAYCOERCEEXPR', 'COERCETODOMAIN']);
/** Without what only changes the type. */
export const bare = (node: TreeNode | undefined): TreeNode | undefined =>
  node !== undefined && wrappers.has(node.kind) ? bare(nodeAt(node, 'arg')) : node;
export const sourcesOf = (query: TreeNode): readonly TreeNode[] => listAt(query, 'rtable');
export const sourceKind = { table: 0, select: 1, join: 2, with: 6, group: 9 } as const;

/** A parameter, a constant, or an array of them. */
export function isGiven(node: TreeNode | undefined): boolean {
  const own = bare(node);
  if (own === undefined) return false;
  return own.kind === 'ARRAYEXPR'
    ? listAt(own, 'elements').every(isGiven)
    : own.kind === 'PARAM'
      ? textAt(own, 'paramkind') === '0'
      : own.kind === 'CONST';
}

export const isFromOutside = (node: TreeNode | undefined): boolean =>
  node?.kind === 'VAR' && numberAt(node, 'varlevelsup') > 0;

/** The value of a constant. */
export const textOf = (node: TreeNode): string => JSON.stringify(node.fields.get('constvalue') ?? '');

/** Nodes below, without those of the selects within. */
export function* shallowNodes(value: Value | undefined): Generator<TreeNode> {
  if (value === undefined || typeof value === 'string') return;
  if (!isNode(value)) {
    for (const each of value) yield* shallowNodes(each);
    return;
  }
  if (value.kind === 'QUERY') return;
  yield value;
  if (value.kind === 'SUBLINK') return;
  for (const field of value.fields.values()) yield* shallowNodes(field);
}

/** Whether a part of a select names a row of a select around it. */
export function reachesOut(value: Value | undefined, depth: number): boolean {
  if (value === undefined || typeof value === 'string') return false;
  if (!isNode(value)) return value.some((each) => reachesOut(each, depth));
  if (value.kind === 'VAR') return numberAt(value, 'varlevelsup') > depth;
  return [...value.fields.values()].some((field) =>
    isNode(field) && field.kind === 'QUERY'
      ? [...field.fields.values()].some((part) => reachesOut(part, depth + 1))
      : reachesOut(field, depth),
  );
}
