import { z } from 'zod';

const packages = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
      version: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
    }),
  ),
});

/** A lock file that lacks a package, even one for another system, makes `npm ci` refuse; npm itself may write such a file. */
export function brokenLock(text: string): string[] {
  const lock = packages.parse(JSON.parse(text)).packages;
  return Object.entries(lock).flatMap(([path, entry]) => {
    const wanted = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
    return wanted
      .filter((name) => !reachable(lock, path, name))
      .map((name) => `package-lock.json lacks ${name}, which ${path || 'package.json'} asks for: npm ci would refuse.`);
  });
}

/** npm takes whatever the registry sends for a package whose hash the lock file lacks, on systems where it is needed. */
export function withoutHash(text: string): string[] {
  return Object.entries(packages.parse(JSON.parse(text)).packages)
    .filter(
      ([path, entry]) =>
        path !== '' &&
        entry.link !== true &&
        entry.inBundle !== true &&
        entry.integrity?.startsWith('sha512-') !== true,
    )
    .map(
      ([path, entry]) =>
        `package-lock.json has no hash of ${path}: put in what npm view ${path.replace(/^.*node_modules\//, '')}@${entry.version} dist.integrity says.`,
    );
}

/** As Node looks packages up: beside, then further out. */
function reachable(lock: Record<string, unknown>, path: string, name: string): boolean {
  for (
    let place = path;
    ;
    place = place.includes('/node_modules/') ? place.slice(0, place.lastIndexOf('/node_modules/')) : ''
  ) {
    if (`${place === '' ? '' : `${place}/`}node_modules/${name}` in lock) return true;
    if (place === '') return false;
  }
}
