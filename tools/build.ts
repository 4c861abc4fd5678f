/** Builds the pages when their sources have changed since the last build; otherwise does nothing, in a moment. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles, root } from './files.ts';

const configurations = ['web/vite.phone.ts', 'web/vite.console.ts'];
const mark = join(root, 'dist/web/built-from');

function fingerprint(): string {
  const hash = createHash('sha256');
  const sources = projectFiles().filter((file) => /^(web|contract|domain)\//.test(file) && !/\.test\.tsx?$|\.gen\.d\.ts$/.test(file));
  for (const file of [...sources, 'package-lock.json']) hash.update(`${file}\0`).update(readFileSync(join(root, file))).update('\0');
  return hash.digest('hex');
}

const wanted = fingerprint();
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
  const { build } = await import('vite');
  for (const configFile of configurations.filter((file) => existsSync(join(root, file)))) {
    await build({ configFile: join(root, configFile), logLevel: 'warn' });
  }
  mkdirSync(join(root, 'dist/web'), { recursive: true });
  writeFileSync(mark, wanted);
  console.log('页面已构建 · pages built');
}
