/**
 * `npm run verify [-- --seals FILE]`: recomputes the books; exit code 1 and the broken rows when anything does not hold, 2 where it
 * could not look. FILE holds published roots that were kept outside (docs/rules/ledger.md).
 */
import { readFileSync } from 'node:fs';
import { readPublishedRoots, type PublishedRoot } from '../domain/ledger/published-seals.ts';
import { readEnvironment } from '../server/env.ts';
import { verifyPlatform } from '../server/evidence/verify-platform.ts';
import { openServices } from '../server/start.ts';
import './say-faults.ts';

const published = publishedRoots(process.argv.slice(2));
const opened = await openServices(readEnvironment(), (line) => console.error(line));
try {
  const { faults, restores, are_rows_compared, ...found } = await verifyPlatform(opened.services, published);
  for (const fault of faults) console.error(`${fault.check}: ${fault.where}: ${fault.says}`);
  for (const one of restores)
    console.log(
      `${one.at.toISOString()} 从 ${one.taken_at} 的备份恢复过 · restored from the backup of ${one.taken_at}: what was published in between is not in these books`,
    );
  if (!are_rows_compared)
    console.log(
      '数据分在多台机器上，没有逐行核对直接改动 · the rows lie on several machines, and were not compared for changes by hand',
    );
  const verdict =
    faults.length === 0 ? '账本完好 the ledger holds' : `有 ${faults.length} 处不符 ${faults.length} faults`;
  console.log(
    `${verdict}: ${found.transfers} transfers, ${found.chains} chains, ${found.seals} seals, ${published.length} published roots`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await opened.close();
}

function publishedRoots([option, file, ...rest]: readonly string[]): readonly PublishedRoot[] {
  if (option === undefined) return [];
  if (option !== '--seals' || file === undefined || rest.length > 0)
    refuse('用法 · usage: npm run verify -- --seals FILE');
  const { roots, unreadable_line } = readPublishedRoots(textOf(file));
  if (unreadable_line !== null)
    refuse(
      `${file} 第 ${unreadable_line} 行读不懂，每行写“日期 根” · line ${unreadable_line} of ${file} is not "day root"`,
    );
  if (roots.length === 0) refuse(`${file} 里没有根 · ${file} holds no root`);
  return roots;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return refuse(`打不开 ${file} · ${file} cannot be read`);
  }
}

function refuse(words: string): never {
  console.error(words);
  process.exit(2);
}
