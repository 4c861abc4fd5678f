/** Addresses of pages stand in the `paths.ts` of their noun alone, and whoever goes there takes them from it. */
import ts from 'typescript';
import { importsOf, isTest, type SourceFile } from './import-rules.ts';

/** What a build is told of its place, before there is any page. */
const isOfBuild = (path: string): boolean => /^web\/vite[^/]*\.ts$|\/service-worker\.ts$/.test(path);
const isOfPages = (path: string): boolean => /^web\/.*\.tsx?$/.test(path) && !path.endsWith('.d.ts');

/** `/records/3`, `/?a=b`; not the interface, nor a file that is served. */
const isAddress = (text: string): boolean =>
  /^\/([a-z?#]|$)/.test(text) && !text.startsWith('/api/') && !/^\/[^?#]*\.[a-z]+$/.test(text);
/** A single slash is an address only where somebody goes. */
const leads = /(href|to|back|remedy)\s*[=:]\s*\{?\s*$|(go|goTo|navigate|assign|replace)\(\s*$/;

export function writtenAddresses(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => isOfPages(path) && !isTest(path) && !isOfBuild(path))
    .flatMap((file) => [...literals(file), ...ownRouting(file)]);
}

function literals({ path, text }: SourceFile): string[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const written = ts.isTemplateExpression(node) ? node.head.text : ts.isStringLiteralLike(node) ? node.text : null;
    if (written !== null && isAddress(written) && (written !== '/' || leads.test(text.slice(0, node.getStart()))))
      found.push(`${path} writes the address ${node.getText()}: take it from the paths.ts of its noun.`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind));
  return found;
}

/** The router takes any text for an address; web/ui/navigation.tsx takes addresses. */
function ownRouting(file: SourceFile): string[] {
  return file.path.startsWith('web/ui/')
    ? []
    : importsOf(file)
        .filter(({ to }) => to.split('/')[0] === 'wouter')
        .map(
          ({ to }) => `${file.path} imports ${to}: go by web/ui/navigation.tsx, which takes only addresses of pages.`,
        );
}
