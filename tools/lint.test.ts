import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './files.ts';

/** Each fault stands in a file of its own; `later` is what a promise is. */
const planted = {
  'floating.ts': "import { later } from './later.ts';\nlater();\n",
  'handed-on.ts': "import { later } from './later.ts';\n[1].forEach(async () => void (await later()));\n",
  'awaited.ts': 'const one = Math.sqrt(1);\nexport const value = await one;\n',
  'circle.ts': "import { back } from './back.ts';\nexport const there = () => back();\n",
  'back.ts': "import { there } from './circle.ts';\nexport const back = (): unknown => there();\n",
  'shapes.ts': "import type { Other } from './other-shapes.ts';\nexport type Shape = { other: Other };\n",
  'other-shapes.ts': "import type { Shape } from './shapes.ts';\nexport type Other = { shape: Shape };\n",
  'itself.ts': "import { one as same } from './itself.ts';\nexport const one: unknown = () => same;\n",
  'anything.ts': 'export const anything = (given: any): unknown => given;\n',
  'mistyped.ts': "export const number: number = 'one';\n",
  'sound.ts': "import { later } from './later.ts';\nexport const sound = await later();\n",
  'later.ts': 'export const later = (): Promise<number> => Promise.resolve(1);\n',
};
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'lint-'));
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries(planted)) writeFileSync(join(directory, name), text);
  const options = { incremental: false, types: [] };
  writeFileSync(
    join(directory, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['*.ts'], compilerOptions: options }),
  );
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a circle, a floating promise, a wrong type and their like are found, each where it stands', () => {
  const program = join(root, 'node_modules/oxlint/bin/oxlint');
  const given = ['-c', join(root, '.oxlintrc.json'), '--format=json', ...Object.keys(planted)];
  const run = spawnSync(process.execPath, [program, ...given], { cwd: directory, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { code: string; filename: string }[] };
  const found = diagnostics.map(({ code, filename }) => `${filename} ${code}`);
  expect(found.sort()).toEqual([
    'anything.ts typescript(no-explicit-any)',
    'awaited.ts typescript(await-thenable)',
    'back.ts import(no-cycle)',
    'circle.ts import(no-cycle)',
    'floating.ts typescript(no-floating-promises)',
    'handed-on.ts typescript(no-misused-promises)',
    'itself.ts import(no-cycle)',
    'itself.ts import(no-self-import)',
    'mistyped.ts typescript(TS2322)',
    'other-shapes.ts import(no-cycle)',
    'shapes.ts import(no-cycle)',
  ]);
  expect(run.status).not.toBe(0);
});
