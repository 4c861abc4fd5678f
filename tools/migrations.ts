/** `npm run migrations` adds the lines of new migrations to SHA256SUMS. It never changes a line that stands there. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles, root } from './files.ts';
import { editedMigrations, migrations, newLines, sums } from './migration-rules.ts';

const list = readFileSync(join(root, sums), 'utf8');
const files = projectFiles()
  .filter((path) => path.startsWith(`${migrations}/`))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const wrong = editedMigrations(list, files);
const lines = newLines(list, files);
for (const sentence of wrong) console.error(sentence);
if (wrong.length === 0 && lines.length > 0) appendFileSync(join(root, sums), `${lines.join('\n')}\n`);
console.log(wrong.length > 0 ? 'nothing added' : `${lines.length} added to ${sums}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
