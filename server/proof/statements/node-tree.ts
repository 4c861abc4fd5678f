/** Reads a tree as PostgreSQL writes it down: `{KIND :field value …}`, lists in brackets, `<>` for nothing. */
export type Value = string | TreeNode | readonly Value[];
export type TreeNode = { readonly kind: string; readonly fields: ReadonlyMap<string, Value> };

export const isNode = (value: Value | undefined): value is TreeNode =>
  typeof value === 'object' && !Array.isArray(value) && 'kind' in value;
export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
export const nodesOf = (value: Value | undefined): readonly TreeNode[] =>
  isNode(value) ? [value] : isList(value) ? value.flatMap(nodesOf) : [];
export const nodeAt = (node: TreeNode, field: string): TreeNode | undefined => {
  const value = node.fields.get(field);
  return isNode(value) ? value : undefined;
};
export const listAt = (node: TreeNode, field: string): readonly TreeNode[] => nodesOf(node.fields.get(field));
export const textAt = (node: TreeNode, field: string): string => {
  const value = node.fields.get(field);
  return typeof value === 'string' && value !== '<>' ? value : '';
};
export const numberAt = (node: TreeNode, field: string): number => Number(textAt(node, field) || '0');

/** Every node below, itself included. */
export function* everyNode(value: Value | undefined): Generator<TreeNode> {
  if (isList(value)) for (const each of value) yield* everyNode(each);
  else if (isNode(value)) {
    yield value;
    for (const field of value.fields.values()) yield* everyNode(field);
  }
}

export function parseTree(text: string): Value {
  const tokens = [...text.matchAll(/[(){}]|(?:\\.|[^\s(){}\\])+/gs)].map(([token]) => token);
  let at = 0;
  const value = (): Value => {
    const token = tokens[at++];
    if (token === '{') return node();
    if (token !== '(') return (token ?? '').replace(/\\(.)/gs, '$1');
    const list: Value[] = [];
    while (at < tokens.length && tokens[at] !== ')') list.push(value());
    at += 1;
    return list;
  };
  const node = (): TreeNode => {
    const kind = tokens[at++] ?? '';
    const fields = new Map<string, Value>();
    while (at < tokens.length && tokens[at] !== '}') {
      const name = (tokens[at++] ?? '').slice(1);
      const values: Value[] = [];
      while (at < tokens.length && tokens[at] !== '}' && tokens[at]?.startsWith(':') !== true) values.push(value());
      fields.set(name, values.length === 1 ? (values[0] ?? '') : values);
    }
    at += 1;
    return { kind, fields };
  };
  return value();
}
