/** What a noun brings is reached by its manifest, and every manifest by the one file that brings them together. */
import { importsOf, isTest, nounOf, type SourceFile } from './import-rules.ts';

type Kind = {
  readonly what: string;
  readonly isOne: (file: SourceFile) => boolean;
  readonly manifestOf: (noun: string) => string;
  /** Files that may stand between the manifest and the file itself. */
  readonly through?: RegExp;
};

const onServer = (noun: string): string => `server/${noun}/noun.ts`;
const inDomain = (noun: string): string => `domain/${noun}/noun.ts`;

const isOfNoun = (path: string): boolean => path.startsWith('server/') && nounOf(path) !== null;

const kinds: readonly Kind[] = [
  {
    what: 'declares endpoints',
    isOne: ({ path, text }) => /^contract\/(?!endpoint\.ts$)/.test(path) && /\bendpoint[(<]/.test(text),
    manifestOf: onServer,
  },
  {
    what: 'mounts routes',
    isOne: ({ path, text }) => isOfNoun(path) && /\bRoutes = |satisfies Routes|\(mount: Mount\)/.test(text),
    manifestOf: onServer,
    through: /routes\.ts$/,
  },
  {
    what: 'holds jobs',
    isOne: ({ path, text }) => isOfNoun(path) && /\bJob(\[\])? = |satisfies (readonly )?Job|\bcron: '/.test(text),
    manifestOf: onServer,
  },
  {
    what: 'holds tables',
    isOne: ({ path }) => /^server\/[^/]+\/tables\.ts$/.test(path) && isOfNoun(path),
    manifestOf: onServer,
  },
  {
    what: 'says what waits',
    isOne: ({ path }) => /^server\/[^/]+\/waiting\.ts$/.test(path),
    manifestOf: onServer,
  },
  {
    what: 'holds permissions',
    isOne: ({ path }) => /^domain\/[^/]+\/permissions\.ts$/.test(path),
    manifestOf: inDomain,
  },
  {
    what: 'holds problems',
    isOne: ({ path }) => /^domain\/[^/]+\/problems\.ts$/.test(path),
    manifestOf: inDomain,
  },
  {
    what: 'holds messages',
    isOne: ({ path }) => /^domain\/[^/]+\/notices\.ts$/.test(path),
    manifestOf: inDomain,
  },
  {
    what: 'holds actions',
    isOne: ({ path }) => /^domain\/[^/]+\/audit-actions\.ts$/.test(path),
    manifestOf: inDomain,
  },
];

/** Where manifests stand, and the file that brings them together. */
const gatherings: readonly { readonly manifest: RegExp; readonly into: string }[] = [
  { manifest: /^server\/[^/]+\/noun\.ts$/, into: 'server/nouns.ts' },
  { manifest: /^domain\/[^/]+\/noun\.ts$/, into: 'domain/manifests.ts' },
  { manifest: /^web\/console\/[^/]+\/pages\.ts$/, into: 'web/console/nouns.ts' },
  { manifest: /^web\/phone\/[^/]+\/pages\.ts$/, into: 'web/phone/nouns.ts' },
];

/** `what` is reached by the manifest of its noun, else a sentence says which file is left out. */
export function leftOut(files: readonly SourceFile[]): string[] {
  const imports = new Map(files.map((file) => [file.path, importsOf(file).map(({ to }) => to)]));
  const product = files.filter(({ path }) => /\.tsx?$/.test(path) && !isTest(path));
  const parts = kinds.flatMap((kind) =>
    product.filter(kind.isOne).flatMap(({ path }) => {
      const manifest = kind.manifestOf(nounOf(path) ?? '<noun>');
      if (reach(imports, manifest, kind.through).has(path)) return [];
      return [`${path} ${kind.what}, but ${manifest} does not name it.`];
    }),
  );
  const manifests = gatherings.flatMap(({ manifest, into }) =>
    product
      .filter(({ path }) => manifest.test(path) && !imports.get(into)?.includes(path))
      .map(({ path }) => `${path} is a manifest, but ${into} does not bring it in.`),
  );
  return [...parts, ...manifests];
}

/** What a manifest imports, directly or through files of that kind. */
function reach(imports: ReadonlyMap<string, readonly string[]>, from: string, through?: RegExp): Set<string> {
  const reached = new Set<string>();
  const waiting = [...(imports.get(from) ?? [])];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    if (through?.test(path) === true) waiting.push(...(imports.get(path) ?? []));
  }
  return reached;
}
