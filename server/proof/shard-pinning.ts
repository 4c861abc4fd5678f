/**
 * Reads a statement of ours and says which rows it pins to one machine: the column by which a table is split equals a
 * parameter or a column that is pinned itself. Not a grammar of SQL: what it does not
 * understand it calls loose, and then a test says so.
 */
export type Use = { readonly table: string; readonly alias: string; readonly pins: (column: string) => boolean };

type Scope = { readonly parts: readonly Part[]; outer: Part | undefined };
type Part = {
  readonly scope: Scope;
  readonly text: string;
  readonly sources: ReadonlyMap<string, string>;
  readonly equal: readonly (readonly [string, string])[];
};

const keywords =
  'where|on|join|left|right|inner|cross|full|natural|order|group|having|limit|set|values|select|for|union|using|default|returning|as';
const sourceOf = new RegExp(
  `\\b(?:from|join|update|into|using) ‹?(?:lateral )?(«\\d+»|unnest‹\\$\\d+(?:, \\$\\d+)*›|[a-z_]+)(?: with ordinality)?(?: (?:as )?(?!(?:${keywords})\\b)([a-z_]+))?`,
  'g',
);
const equality =
  /^‹*((?:[a-z_]+\.)?[a-z_]+|\$\d+) (?:= any ?‹|= |in ‹|in )‹*(?:array\[)?(«\d+»|\$\d+|(?:[a-z_]+\.)?[a-z_]+)\]?›*(?: |$)/;

/** Every place where the statement reads or writes a table. */
export function usesOf(statement: string): Use[] {
  const scopes: Scope[] = [];
  let text = statement
    .replace(/\s+/g, ' ')
    .replace(/'[^']*'/g, "''")
    .replace(/::[a-z]+(\[\])?/g, '')
    .trim();
  // from the innermost bracket outwards: a select becomes a scope of its own, any other bracket stays with what surrounds it
  for (let inner = /\(([^()]*)\)/.exec(text); inner !== null; inner = /\(([^()]*)\)/.exec(text)) {
    const content = (inner[1] ?? '').trim();
    const isScope = /^(select|with|insert|update|delete) /.test(content);
    if (isScope) scopes.push(scopeOf(content, scopes));
    text =
      text.slice(0, inner.index) +
      (isScope ? `«${scopes.length - 1}»` : `‹${content}›`) +
      text.slice(inner.index + inner[0].length);
  }
  scopes.push(scopeOf(text, scopes));
  return scopes.flatMap((scope) =>
    scope.parts.flatMap((part) =>
      [...part.sources]
        .filter(([, source]) => /^[a-z_]+$/.test(source))
        .map(([alias, table]) => ({
          table,
          alias,
          pins: (column: string) =>
            isBound(`${alias}.${column}`, part, scopes, new Set()) || insertBinds(part, table, column, scopes),
        })),
    ),
  );
}

function scopeOf(text: string, scopes: readonly Scope[]): Scope {
  const scope: { parts: Part[]; outer: Part | undefined } = { parts: [], outer: undefined };
  for (const piece of text.split(/ union (?:all )?/)) {
    const sources = new Map([...piece.matchAll(sourceOf)].map((match) => [match[2] ?? match[1] ?? '', match[1] ?? '']));
    for (const [, name, index] of piece.matchAll(/\b([a-z_]+) as (?:materialized )?(«\d+»)/g))
      for (const [alias, source] of sources) if (source === name) sources.set(alias, index ?? '');
    // what holds only "or" something else holds nothing
    const held = piece
      .replace(/^.*?(?= (?:from|where) )/, '')
      .split(/ (?:and|on|where) /)
      .filter((condition) => !condition.includes(' or '));
    const part = {
      scope,
      text: piece,
      sources,
      equal: held.flatMap((condition) => {
        const found = equality.exec(condition);
        return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const];
      }),
    };
    scope.parts.push(part);
    for (const [, index] of piece.matchAll(/«(\d+)»/g)) {
      const child = scopes[Number(index)];
      if (child !== undefined) child.outer = part;
    }
  }
  return scope;
}

function isBound(name: string, part: Part, scopes: readonly Scope[], asked: Set<string>): boolean {
  if (name.startsWith('$')) return true;
  const nested = scopes[Number(/^«(\d+)»$/.exec(name)?.[1] ?? -1)];
  if (nested !== undefined)
    return nested.parts.every((each) =>
      isBound(/^select (?:distinct )?([a-z_.$\d]+)/.exec(each.text)?.[1] ?? '?', each, scopes, asked),
    );
  const [alias, column] = name.includes('.')
    ? (name.split('.') as [string, string])
    : [part.sources.size === 1 ? ([...part.sources.keys()][0] ?? '') : '', name];
  const source = part.sources.get(alias);
  if (source === undefined) return part.scope.outer !== undefined && isBound(name, part.scope.outer, scopes, asked);
  const key = `${scopes.indexOf(part.scope)}.${part.scope.parts.indexOf(part)}.${alias}.${column}`;
  if (asked.has(key)) return false;
  asked.add(key);
  if (source.startsWith('unnest‹$')) return true;
  const isSame = (side: string): boolean =>
    side === `${alias}.${column}` || (part.sources.size === 1 && side === column);
  const inside = scopes[Number(/^«(\d+)»$/.exec(source)?.[1] ?? -1)];
  return (
    part.equal.some(
      ([left, right]) =>
        (isSame(left) && isBound(right, part, scopes, asked)) || (isSame(right) && isBound(left, part, scopes, asked)),
    ) ||
    (inside !== undefined &&
      inside.parts.every((each) =>
        [...each.sources.keys()].some(
          (own) => each.text.includes(`${own}.${column}`) && isBound(`${own}.${column}`, each, scopes, asked),
        ),
      ))
  );
}

/** `insert into t (volunteer_id, …) values ($1, …)`, or the same place of a select. */
function insertBinds(part: Part, table: string, column: string, scopes: readonly Scope[]): boolean {
  const [, columns, values] =
    new RegExp(`^insert into ${table} (?:as [a-z_]+ )?‹([^›]*)› (?:values ‹|select )(.*)$`).exec(part.text) ?? [];
  const value = values?.split(',')[columns?.split(',').findIndex((each) => each.trim() === column) ?? -1]?.trim() ?? '';
  return /^\$\d+/.test(value) || isBound(/^[a-z_.]+/.exec(value)?.[0] ?? '?', part, scopes, new Set());
}
