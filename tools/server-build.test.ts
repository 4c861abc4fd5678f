import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './files.ts';
import { missingBeside } from './server-build.ts';

test('what a starter looks for beside itself is built, and what is not is named', () => {
  for (const file of ['server/files/read-sheet.ts', 'server/pdf/start-pdf-renderer.ts']) {
    const code = readFileSync(join(root, file), 'utf8');
    expect(code, file).toContain("new URL('./");
    expect(missingBeside(code), file).toEqual([]);
  }
  expect(missingBeside("fork(new URL('./press-process.mjs', import.meta.url))")).toEqual(['press-process']);
});
