/** The calls by which the product asks the database, and the type of row that each asserts, as the compiler reads them. */
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from '../../../tools/files.ts';

export type CallSite = {
  readonly file: string;
  /** The function in which the call stands; its place among several calls there. */
  readonly name: string;
  readonly method: string;
  readonly node: ts.CallExpression;
  /** What each row is said to be; undefined where nobody looks at rows. */
  readonly row: ts.Type | undefined;
};

export type Sources = {
  readonly checker: ts.TypeChecker;
  siteAt(place: Place): CallSite | undefined;
  sitesIn(file: string): CallSite[];
};
export type Place = { readonly file: string; readonly line: number; readonly column: number };

export function readSources(files: readonly string[]): Sources {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram(
    files.map((file) => join(root, file)),
    { ...options, incremental: false, tsBuildInfoFile: undefined },
  );
  const checker = program.getTypeChecker();
  const known = new Map<string, CallSite[]>();
  const sitesIn = (file: string): CallSite[] => {
    const source = program.getSourceFile(join(root, file));
    const sites = known.get(file) ?? (source === undefined ? [] : callsOf(source, checker));
    known.set(file, sites);
    return sites;
  };
  return {
    checker,
    sitesIn,
    siteAt: ({ file, line, column }) => {
      const source = program.getSourceFile(join(root, file));
      if (source === undefined) return undefined;
      const position = source.getPositionOfLineAndCharacter(line - 1, column - 1);
      return sitesIn(file).find(({ node }) => nameOf(node)?.getStart() === position);
    },
  };
}

const nameOf = (node: ts.CallExpression): ts.Identifier | undefined =>
  ts.isPropertyAccessExpression(node.expression) && ts.isIdentifier(node.expression.name)
    ? node.expression.name
    : undefined;

const callsOf = (source: ts.SourceFile, checker: ts.TypeChecker): CallSite[] =>
  namedCalls(source).map((call) => ({
    file: relative(root, source.fileName),
    ...call,
    row: rowOf(call.node, call.method, checker),
  }));

type NamedCall = Pick<CallSite, 'name' | 'method' | 'node'>;

function namedCalls(source: ts.SourceFile): NamedCall[] {
  const found: NamedCall[] = [];
  const counts = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const method = nameOf(node)?.text ?? '';
      if (/^(all|one|maybe|run|query)$/.test(method)) {
        const within = functionAround(node);
        const count = (counts.get(within) ?? 0) + 1;
        counts.set(within, count);
        found.push({ name: count === 1 ? within : `${within} ${count}`, method, node });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The names of the calls in a file, as its text alone says. */
export const callNames = (file: string, text: string): ReadonlySet<string> =>
  new Set(namedCalls(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)).map(({ name }) => name));

/** The outermost function or constant with a name, with its class. */
function functionAround(node: ts.Node): string {
  let name = '';
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isClassDeclaration(at)) return `${at.name?.text ?? ''}.${name}`;
    if (
      (ts.isFunctionDeclaration(at) || ts.isVariableDeclaration(at) || ts.isMethodDeclaration(at)) &&
      at.name !== undefined
    )
      name = at.name.getText();
  }
  return name;
}

/** `all<Row>(…)` promises rows, `maybe` a row or nothing, the driver's `query` a result with rows. */
function rowOf(node: ts.CallExpression, method: string, checker: ts.TypeChecker): ts.Type | undefined {
  if (method === 'run') return undefined;
  const answer = checker.getAwaitedType(checker.getTypeAtLocation(node));
  if (answer === undefined) return undefined;
  if (method === 'query') {
    const rows = answer.getProperty('rows');
    return rows === undefined ? undefined : elementOf(checker.getTypeOfSymbol(rows), checker);
  }
  const row = method === 'all' ? elementOf(answer, checker) : checker.getNonNullableType(answer);
  return row === undefined || checker.getPropertiesOfType(row).length + checker.getIndexInfosOfType(row).length === 0
    ? undefined
    : row;
}

const elementOf = (list: ts.Type, checker: ts.TypeChecker): ts.Type | undefined => {
  const element = checker.getIndexTypeOfType(list, ts.IndexKind.Number);
  return element === undefined || (element.flags & ts.TypeFlags.Any) !== 0 ? undefined : element;
};
