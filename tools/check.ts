/** `npm run check`: layout, types and lint, imports, dead and long files, queries in routes, links of the documents. Each failure is the sentence that is broken. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles, root } from './files.ts';
import { passes } from './passes.ts';
import { queriesInRoutes, tooManyLong } from './shape-rules.ts';
import { brokenLock, withoutHash } from './lock-rules.ts';
import {
  bookAddresses,
  brokenArrows,
  brokenLinks,
  brokenOrder,
  brokenPurity,
  deadFiles,
  type SourceFile,
} from './import-rules.ts';
import { writtenAddresses } from './address-rules.ts';
import { brokenMigrations, migrations, sums } from './migration-rules.ts';
import { noticesByHand } from './notice-rules.ts';
import { leftOut } from './noun-rules.ts';

const readable = /\.(tsx?|mjs|md|html|json)$|^\.ci\//;
const files: SourceFile[] = projectFiles()
  .filter((path) => readable.test(path) && path !== 'package-lock.json')
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const statements = projectFiles()
  .filter((path) => path.endsWith('.sql'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const applied = projectFiles()
  .filter((path) => path.startsWith(`${migrations}/`))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const broken = [
  ...brokenArrows(files),
  ...brokenPurity(files),
  ...brokenOrder(files),
  ...bookAddresses(files),
  ...writtenAddresses(files),
  ...leftOut(files),
  ...deadFiles(files),
  ...queriesInRoutes(files),
  ...noticesByHand([...files, ...statements]),
  ...tooManyLong(files),
  ...brokenMigrations(readFileSync(join(root, sums), 'utf8'), applied),
  ...brokenLock(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  ...withoutHash(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  ...brokenLinks(files, (path) => existsSync(join(root, path))),
];
for (const sentence of broken) console.error(sentence);

const failures = [
  ...(broken.length === 0 ? [] : [`${broken.length} house rules broken`]),
  ...(passes('oxfmt/bin/oxfmt', root, '--check', '.') ? [] : ['layout (npm run format repairs it)']),
  ...(passes('oxlint/bin/oxlint', root, '.') ? [] : ['types or lint (.oxlintrc.json)']),
];
console.log(failures.length > 0 ? `check failed: ${failures.join(', ')}` : `check passed: ${files.length} files`);
process.exitCode = failures.length > 0 ? 1 : 0;
