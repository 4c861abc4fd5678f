/** `npm run check`: types, imports, dead files, links of the documents. Each failure is the sentence that is broken. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles, root } from './files.ts';
import { brokenLock, withoutHash } from './lock-rules.ts';
import { brokenArrows, brokenLinks, brokenOrder, brokenPurity, deadFiles, type SourceFile } from './import-rules.ts';

const readable = /\.(tsx?|mjs|md|html|json)$|^\.ci\//;
const files: SourceFile[] = projectFiles()
  .filter((path) => readable.test(path) && path !== 'package-lock.json')
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const broken = [
  ...brokenArrows(files),
  ...brokenPurity(files),
  ...brokenOrder(files),
  ...deadFiles(files),
  ...brokenLock(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  ...withoutHash(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  ...brokenLinks(files, (path) => existsSync(join(root, path))),
];
for (const sentence of broken) console.error(sentence);

const types = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', root], { stdio: 'inherit' });
const failed = broken.length > 0 || types.status !== 0;
console.log(failed ? `check failed: ${broken.length} house rules broken${types.status === 0 ? '' : ', and types'}` : `check passed: ${files.length} files`);
process.exitCode = failed ? 1 : 0;
