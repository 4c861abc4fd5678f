import { z } from 'zod';

const packages = z.object({
  packages: z.record(z.string(), z.object({
    dependencies: z.record(z.string(), z.string()).optional(), optionalDependencies: z.record(z.string(), z.string()).optional(),
  })),
});

/** A lock file that lacks a package, even one for another system, makes `npm ci` refuse; npm itself may write such a file. */
export function brokenLock(text: string): string[] {
  const lock = packages.parse(JSON.parse(text)).packages;
  return Object.entries(lock).flatMap(([path, entry]) => {
    const wanted = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
    return wanted.filter((name) => !reachable(lock, path, name)).map((name) => `package-lock.json lacks ${name}, which ${path || 'package.json'} asks for: npm ci would refuse.`);
  });
}

/** As Node looks packages up: beside, then further out. */
function reachable(lock: Record<string, unknown>, path: string, name: string): boolean {
  for (let place = path; ; place = place.includes('/node_modules/') ? place.slice(0, place.lastIndexOf('/node_modules/')) : '') {
    if (`${place === '' ? '' : `${place}/`}node_modules/${name}` in lock) return true;
    if (place === '') return false;
  }
}
