/** The requirement ids that running tests name in their titles. */
import ts from 'typescript';

export type TitleId = { readonly id: string; readonly file: string; readonly line: number };
export type Titles = { readonly ids: TitleId[]; readonly ranges: (TitleId & { readonly title: string })[] };

const idPattern = /(?<![A-Za-z0-9])(?:[QGLJTHSPR]\d{2,3}|F\d{3})(?![A-Za-z0-9])/g;
// A range names ids that nobody wrote down, so nobody looked whether the test shows them.
const rangePattern = /([QGLJTHSPRF]\d{2,3})\s*(?:[-–—~～]|\.\.+|…|至|到|\bto\b)\s*[QGLJTHSPRF]?\d{2,3}/g;
const idle = new Set(['skip', 'todo', 'fixme', 'skipIf', 'fails']);

export function idsInTitles(source: string, file: string): Titles {
  const found: Titles = { ids: [], ranges: [] };
  const parsed = ts.createSourceFile(
    file,
    source,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const walk = (node: ts.Node): void => {
    const call = testCall(node);
    if (call !== null) {
      if (call.idle) return;
      const title = staticText(call.node.arguments[0]);
      const line = parsed.getLineAndCharacterOfPosition(call.node.getStart()).line + 1;
      const shows = call.name !== 'describe' || containsTest(call.node);
      for (const match of title.matchAll(rangePattern)) found.ranges.push({ id: match[1] ?? '', file, line, title });
      if (shows) for (const match of title.matchAll(idPattern)) found.ids.push({ id: match[0], file, line });
    }
    ts.forEachChild(node, walk);
  };
  walk(parsed);
  return found;
}

type TestCall = { readonly name: string; readonly idle: boolean; readonly node: ts.CallExpression };

/** `test(…)`, `test.each(…)(…)`, `test.describe(…)`, `it.only(…)`; null for every other call. */
function testCall(node: ts.Node): TestCall | null {
  if (!ts.isCallExpression(node)) return null;
  const words: string[] = [];
  let callee: ts.Expression = node.expression;
  if (ts.isCallExpression(callee)) callee = callee.expression;
  else if (ts.isTaggedTemplateExpression(callee)) callee = callee.tag;
  while (ts.isPropertyAccessExpression(callee)) {
    words.unshift(callee.name.text);
    callee = callee.expression;
  }
  if (!ts.isIdentifier(callee) || !['test', 'it', 'describe'].includes(callee.text)) return null;
  if (words.at(-1) === 'each' && !ts.isCallExpression(node.expression)) return null; // the table; its title comes with the next call
  const name = callee.text === 'describe' || words.includes('describe') ? 'describe' : 'test';
  return { name, idle: words.some((word) => idle.has(word)), node };
}

function containsTest(describe: ts.Node): boolean {
  let found = false;
  const look = (node: ts.Node): void => {
    const call = testCall(node);
    if (call !== null && node !== describe) {
      if (call.idle) return;
      if (call.name === 'test' && call.node.arguments.length > 1) found = true;
    }
    if (!found) ts.forEachChild(node, look);
  };
  look(describe);
  return found;
}

/** Only what is written in the title counts; an id put in at run time cannot be read here. */
function staticText(node: ts.Expression | undefined): string {
  if (node === undefined) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('\u0000');
  if (ts.isBinaryExpression(node)) return staticText(node.left) + staticText(node.right);
  return '';
}
