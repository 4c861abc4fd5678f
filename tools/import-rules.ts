/** The rules of the house about who may import whom. Each broken one is a sentence. */
import { posix } from 'node:path';
import ts from 'typescript';
import { parts } from '../domain/nouns.ts';

export type SourceFile = { readonly path: string; readonly text: string };
type Import = { readonly from: string; readonly to: string };

/** domain ← contract ← server, and domain, contract ← web. The rest of the roots use what they build on. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  contract: ['domain', 'contract'],
  server: ['domain', 'contract', 'server'],
  web: ['domain', 'contract', 'web'],
  demo: ['domain', 'contract', 'server', 'demo'],
  bench: ['domain', 'contract', 'server', 'demo', 'bench'],
  e2e: ['domain', 'contract', 'server', 'web', 'demo', 'e2e'],
};

/** Pure packages that a rule may stand on: shapes, tables and text, no clock, no files, no network. */
const purePackages = ['zod', 'chinese-days', 'pinyin-pro'];

export const isTest = (path: string): boolean =>
  /\.(test|spec)\.tsx?$/.test(path) ||
  isTestHelp(path) ||
  /^e2e\/|^vitest\.setup|^server\/proof\/|^server\/db\/(distribution|table-owners)\.ts$/.test(path);
/** What tests share: nothing else may use it, and it lives only while a test does. */
const isTestHelp = (path: string): boolean =>
  /(^|\/)((test|malformed)-[^/]*|([^/]*-)?fixtures)\.tsx?$|^server\/testing\//.test(path) &&
  !/^(demo|bench|e2e)\//.test(path);
const isSource = (path: string): boolean => /\.(tsx?|mjs)$/.test(path) && !path.endsWith('.d.ts');
const rootOf = (path: string): string => path.split('/')[0] ?? '';

/** Read once: every rule asks for them. */
const read = new WeakMap<SourceFile, Import[]>();

export function importsOf(file: SourceFile): Import[] {
  const known = read.get(file);
  if (known !== undefined) return known;
  const found = readImports(file);
  read.set(file, found);
  return found;
}

function readImports(file: SourceFile): Import[] {
  const found = ts.preProcessFile(file.text, true, true);
  const assets = [...file.text.matchAll(/new URL\(\s*'([^']+)',\s*import\.meta\.url/g)].map((match) => match[1] ?? '');
  return [...found.importedFiles.map(({ fileName }) => fileName), ...assets].map((to) => ({
    from: file.path,
    to: to.startsWith('.') ? posix.join(posix.dirname(file.path), to.replace(/\?.*$/, '')) : to,
  }));
}

export function brokenArrows(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => isSource(path))
    .flatMap((file) => importsOf(file).flatMap((used) => arrowSentence(used)));
}

function arrowSentence({ from, to }: Import): string[] {
  const root = rootOf(from);
  const allowed = mayImport[root];
  if (allowed === undefined) return [];
  const isOwn = Object.keys(mayImport).includes(rootOf(to)) && to.includes('/');
  if (isOwn && !allowed.includes(rootOf(to)))
    return [`${from} imports ${to}, but ${root} imports only ${allowed.join(', ')}.`];
  if (root === 'domain' && !isOwn && !isTest(from) && !purePackages.includes(to)) {
    return [
      `${from} imports ${to}, but domain is pure: no files, no network, no packages except ${purePackages.join(', ')}.`,
    ];
  }
  return [];
}

/** A rule is told the time; it does not look at a clock. */
export function brokenPurity(files: readonly SourceFile[]): string[] {
  const impure = /Date\.now\(\)|new Date\(\)|Math\.random\(\)|\bprocess\.|\bfetch\(/;
  return files
    .filter(({ path }) => rootOf(path) === 'domain' && isSource(path) && !isTest(path))
    .flatMap(({ path, text }) => {
      const found = impure.exec(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''));
      return found === null ? [] : [`${path} uses ${found[0]}, but domain is pure: pass the value in as an argument.`];
    });
}

const order = new Map<string, number>(parts.map((part, place) => [part, place]));

/** `domain/records/x.ts`, `contract/records.ts`, `web/console/records/X.tsx` speak of records. */
export function nounOf(path: string): string | null {
  const parts = path.split('/').slice(1);
  return parts.map((part) => part.replace(/\.tsx?$/, '')).find((part) => order.has(part)) ?? null;
}

/** Where a noun's pages lie is known to every noun: the file imports nothing of its noun. */
const isAddressBook = (path: string): boolean => /^domain\/[^/]+\/paths\.ts$/.test(path);

export function bookAddresses(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => isAddressBook(path))
    .flatMap((file) => importsOf(file))
    .filter(({ to }) => to !== 'domain/address.ts')
    .map(
      ({ from, to }) =>
        `${from} imports ${to}, but every noun reads it: it holds addresses and imports only domain/address.ts.`,
    );
}

export function brokenOrder(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => isSource(path) && !isTest(path))
    .flatMap((file) => {
      const noun = nounOf(file.path);
      if (noun === null || mayImport[rootOf(file.path)] === undefined) return [];
      return importsOf(file).flatMap(({ to }) => {
        const used = to.includes('/') && !isAddressBook(to) ? nounOf(to) : null;
        if (used === null || (order.get(used) ?? 0) <= (order.get(noun) ?? 0)) return [];
        return [`${file.path} imports ${to}, but ${noun} comes before ${used} in domain/nouns.ts.`];
      });
    });
}

/** A file that nothing reaches from an entry is dead, also when its own tests still use it. */
export function deadFiles(files: readonly SourceFile[]): string[] {
  const sources = new Map(files.filter(({ path }) => isSource(path)).map((file) => [file.path, file]));
  const named = files
    .filter(({ path }) => /\.html$|^package\.json$|^[^/]*\.config\.ts$|^\.ci\//.test(path))
    .map(({ path, text }) => ({ path, text }));
  const isEntry = (path: string): boolean =>
    /^[^/]*\.config\.ts$|\/service-worker\.ts$/.test(path) || named.some((other) => namesFile(other, path));
  const live = new Set<string>();
  const waiting = [...sources.keys()].filter((path) => (isTest(path) ? !isTestHelp(path) : isEntry(path)));
  const fromEntry = (start: readonly string[], stopAtTests: boolean): void => {
    const queue = start.filter((path) => !stopAtTests || !isTest(path));
    while (queue.length > 0) {
      const path = queue.pop() ?? '';
      const file = sources.get(path);
      if (live.has(path) || file === undefined) continue;
      live.add(path);
      queue.push(...importsOf(file).map(({ to }) => to));
    }
  };
  fromEntry(waiting, true);
  const product = new Set(live);
  fromEntry(waiting, false);
  return [...sources.keys()]
    .filter((path) => !product.has(path) && !(isTest(path) && live.has(path)))
    .map((path) =>
      live.has(path)
        ? `${path} is used by nothing but tests: use it or remove it.`
        : `${path} is dead: nothing imports it.`,
    );
}

/** Pages name their scripts relative to themselves or from the web root, package.json and CI from the top. */
function namesFile(other: SourceFile, path: string): boolean {
  if (other.text.includes(path)) return true;
  if (!other.path.endsWith('.html')) return false;
  const sources = [...other.text.matchAll(/(?:src|href)="([^"]+\.tsx?)"/g)].map((match) => match[1] ?? '');
  return sources.some(
    (source) =>
      posix.join(posix.dirname(other.path), source) === path || posix.join(rootOf(other.path), source) === path,
  );
}

/** Links of the documents to files of the project and to headings in them. */
export function brokenLinks(files: readonly SourceFile[], exists: (path: string) => boolean): string[] {
  const texts = new Map(files.map((file) => [file.path, file.text]));
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) => {
      const plain = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
      const links = [...plain.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)].map((match) => match[1] ?? '');
      return links
        .filter((link) => !/^[a-z]+:/.test(link))
        .flatMap((link) => {
          const [place = '', heading] = decodeURI(link).split('#');
          const target = place === '' ? path : posix.join(posix.dirname(path), place);
          if (!exists(target)) return [`${path} links to ${link}, which does not exist.`];
          const there = texts.get(target);
          if (
            heading &&
            there !== undefined &&
            target.endsWith('.md') &&
            !headings(there).includes(heading.toLowerCase())
          ) {
            return [`${path} links to ${link}, but ${target} has no such heading.`];
          }
          return [];
        });
    });
}

function headings(text: string): string[] {
  return [...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}
