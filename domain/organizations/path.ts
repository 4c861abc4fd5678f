/**
 * The path of an organisation names its line from the root: "/1/7/42/". Begins and ends with a slash,
 * so that "/1/7/" is a prefix of "/1/7/42/" and never of "/1/77/". SQL says the same in server/db/tree.ts.
 */
export type Path = string;

export function isPath(text: string): boolean {
  return /^\/([0-9]+\/)+$/.test(text);
}

export function isAtOrBelow(path: Path, ancestor: Path): boolean {
  return path.startsWith(ancestor);
}

export function childPath(parent: Path | null, number: number): Path {
  return `${parent ?? '/'}${number}/`;
}

export function parentPath(path: Path): Path | null {
  const cut = path.lastIndexOf('/', path.length - 2);
  return cut <= 0 ? null : path.slice(0, cut + 1);
}

export function depth(path: Path): number {
  return path.split('/').length - 2;
}

/** All superiors from the root downwards, without the organisation itself. */
export function ancestorPaths(path: Path): readonly Path[] {
  const above = parentPath(path);
  return above === null ? [] : [...ancestorPaths(above), above];
}

/** The path of something below a moved organisation. */
export function movedPath(path: Path, from: Path, to: Path): Path {
  return isAtOrBelow(path, from) ? `${to}${path.slice(from.length)}` : path;
}
