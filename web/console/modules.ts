import { moduleShelves, type Module } from './manifest.ts';
import { manifests } from './nouns.ts';

const every = manifests.flatMap(({ modules = [] }) => modules);
/** The modules in the bar: shelf by shelf, in the order of the nouns. */
export const modules: readonly Module[] = moduleShelves.flatMap((shelf) => every.filter((one) => one.shelf === shelf));

export function modulesFor(held: readonly string[]): readonly Module[] {
  return modules.filter((module) =>
    held.some((permission) => module.opens.some((start) => permission.startsWith(start))),
  );
}
